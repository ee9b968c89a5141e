"""What is read stays in view, however the terminal is resized."""

import pytest

from assistant.answering import Certainty
from assistant.tui.conversation.passage_view import PassageView
from assistant.tui.conversation.view import ConversationView

SIZES = [(60, 20), (160, 45), (44, 12), (80, 24)]


@pytest.fixture
async def pilot(app, chat):
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(5):
            await chat.ask(pilot, f"Question {number}?")
        await pilot.press("escape")
        yield pilot


def conversation(app):
    return app.screen_stack[0].query_one(ConversationView)


def is_in_view(part):
    view = conversation(part.app)
    top, bottom = view.region.y, view.region.bottom
    return part.region.y < bottom and part.region.bottom > top


class TestTheConversation:
    async def test_keeps_the_selected_passage_in_view_at_any_size(self, pilot):
        await pilot.press("K", "K", "j")
        selected = conversation(pilot.app).selected
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert is_in_view(selected), size

    async def test_keeps_the_turn_that_was_scrolled_to(self, pilot):
        view = conversation(pilot.app)
        turn = view.turns[1]
        view.scroll_to_widget(turn, animate=False, top=True, force=True)
        await pilot.pause()
        assert not is_in_view(view.selected)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert is_in_view(turn.query_one(".question")), size

    async def test_may_scroll_while_a_passage_is_selected_that_is_not_laid_out_yet(self, pilot):
        view = conversation(pilot.app)
        turn = view.turns[1]
        coming = PassageView(turn.passages[0].passage, Certainty.SURE, explain=False)
        mounting = turn.mount(coming)
        view.select(coming)
        view.scroll_to_widget(turn, animate=False, top=True, force=True)
        await mounting
        await pilot.pause()
        assert is_in_view(coming)
