"""The keys at the foot of a screen."""

import pytest
from textual.widgets._footer import FooterKey


@pytest.fixture
async def pilot(app, chat):
    async with app.run_test(size=(120, 40)) as pilot:
        await chat.ask(pilot, "Did the mill burn?")
        await pilot.press("escape")
        await chat.settle(pilot)
        yield pilot


def keys(pilot):
    return list(pilot.app.screen.query(FooterKey))


def words(pilot):
    return [key.description for key in keys(pilot)]


class TestTheFooter:
    async def test_stays_as_it_is_while_passages_are_selected(self, pilot):
        before = keys(pilot)
        await pilot.press("j", "j", "k")
        assert before
        assert keys(pilot) == before

    async def test_follows_what_the_keys_do(self, pilot, chat):
        outside = words(pilot)
        await pilot.press("i")
        await chat.settle(pilot)
        inside = words(pilot)
        assert inside != outside
        assert "Ask" in outside
        await pilot.press("escape")
        await chat.settle(pilot)
        assert words(pilot) == outside
