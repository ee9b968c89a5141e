"""Marks: what a test needs, and which tests one worker does in a row."""

import pytest

_NEEDED_BY = {"model": {"encoder", "article_index"}, "process": {"start", "nursery"}}
"""The fixtures whose users need a model, or other processes."""
_ONE_AT_A_TIME = "one at a time"
"""The group of those that watch the clock, or a terminal."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the users of some fixtures; let one worker make what is made once for a module."""
    for item in items:
        for mark, fixtures in _NEEDED_BY.items():
            if fixtures & {*item.fixturenames}:
                item.add_marker(mark)
        if item.get_closest_marker("process"):
            item.add_marker(pytest.mark.xdist_group(_ONE_AT_A_TIME))
        elif any(fixture.scope in {"module", "class"} for fixture in _fixtures(item)):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))


def _fixtures(item):
    """Give the fixtures that a test asks for, its own and those of the fixtures themselves."""
    for definitions in item._fixtureinfo.name2fixturedefs.values():
        yield definitions[-1]
