"""Pictures of the chat; after a change that is meant, look at them and run --snapshot-update."""

import pytest


@pytest.fixture
def picture(snap_compare, app, chat):
    def compare(size, *questions, press=()):
        async def play(pilot):
            await pilot.pause()
            line = pilot.app.screen.query_one("QuestionInput")
            line.cursor_blink = False
            await chat.settle(pilot)
            for question in questions:
                await chat.ask(pilot, question)
            await pilot.press(*press)
            await chat.settle(pilot)

        return snap_compare(app, terminal_size=size, run_before=play)

    return compare


def test_before_the_first_question(picture):
    assert picture((100, 30))


def test_an_answer_beside_its_source(picture):
    assert picture((160, 45), "When did the mill burn?", "And who paid?")


def test_a_narrow_terminal(picture):
    assert picture((80, 24), "When did the mill burn?")


def test_the_source_on_a_narrow_terminal(picture):
    assert picture((80, 24), "When did the mill burn?", press=("escape", "2"))


def test_what_the_documents_do_not_say(picture, scripted):
    scripted.confidence = 0.06
    assert picture((120, 36), "Who is the king?")


def test_the_help(picture):
    assert picture((100, 45), press=("f1",))
