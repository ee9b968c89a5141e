import pytest

from assistant.console.links import follows_links, linked
from assistant.rendering.layout import Layout
from assistant.rendering.turns import plain_text

URL = "file:///farm.txt#L1"


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM_PROGRAM": "WezTerm"},
        {"TERM": "xterm-kitty"},
        {"TERM": "xterm-256color", "VTE_VERSION": "7200"},
        {"TERM": "xterm-256color", "WT_SESSION": "1"},
    ],
    ids=str,
)
def test_terminals_that_say_so_follow_links_unless_they_are_to_be_plain(environment):
    assert follows_links(environment)
    assert not follows_links({**environment, "NO_COLOR": "1"})
    assert not follows_links({**environment, "TERM": "dumb"})


@pytest.mark.parametrize(
    "environment",
    [{}, {"TERM": "xterm-256color"}, {"VTE_VERSION": "x"}, {"VTE_VERSION": "3803"}],
    ids=str,
)
def test_of_all_others_none_is_taken_to(environment):
    assert not follows_links(environment)


def test_a_link_holds_its_text_and_ends_with_it():
    assert linked("a", URL) == f"\x1b]8;;{URL}\x1b\\a\x1b]8;;\x1b\\"


@pytest.mark.parametrize("url", [None, "", "file:///a\x1b\\b", "file:///a b", "file:///\u202e"])
def test_what_could_steer_the_terminal_is_no_link(url):
    assert linked("a", url) == "a"


def test_the_address_of_a_citation_is_the_link_and_is_never_wrapped(scripted):
    turn = scripted.ask("Who sleeps?", k=1)
    address = "farm.txt:1 [0, 26)"
    for width in (80, 30):
        shown = plain_text(turn, Layout(width, styled=True, url=lambda _: URL))
        assert shown.endswith(linked(address, URL))
