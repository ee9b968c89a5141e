"""The keys at the foot of a screen."""

import pytest

from assistant.tui.keys.footer import KeyFooter


@pytest.fixture
async def pilot(app, chat):
    async with app.run_test(size=(120, 40)) as pilot:
        await chat.ask(pilot, "Did the mill burn?")
        await pilot.press("escape")
        await chat.settle(pilot)
        yield pilot


def words(pilot):
    return [offer.word for offer in pilot.app.screen.query_one(KeyFooter).offers]


class TestTheFooter:
    async def test_is_not_painted_anew_while_passages_are_selected(self, pilot, monkeypatch):
        painted = []
        monkeypatch.setattr(KeyFooter, "refresh", lambda self, *_: painted.append(self))
        await pilot.press("j", "j", "k")
        assert not painted
        await pilot.press("i")
        assert painted

    async def test_shows_as_many_keys_as_there_is_room_for_and_always_how_to_leave(
        self, pilot, chat
    ):
        footer = pilot.app.screen.query_one(KeyFooter)
        whole = str(footer.render())
        await pilot.resize_terminal(60, 20)
        await chat.settle(pilot)
        some = str(footer.render())
        assert len(some) <= 56 < len(whole)
        assert whole.startswith(some.removesuffix(" ^q Quit "))
        assert some.endswith("Quit ")

    async def test_presses_the_key_that_is_clicked_and_says_what_it_does(self, pilot, chat):
        footer = pilot.app.screen.query_one(KeyFooter)
        at = (str(footer.render()).index("Search") + footer.styles.padding.left, 0)
        await pilot.hover(KeyFooter, offset=at)
        assert footer.tooltip == "Search in the source"
        await pilot.click(KeyFooter, offset=at)
        await chat.settle(pilot)
        assert pilot.app.screen.query_one("SearchLine").display

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
