"""Pictures of the chat; after a change that is meant, look at them and run --snapshot-update."""

import asyncio
import threading
import time

import pytest

from assistant.answering import Certainty
from assistant.tui.app import ChatApp
from assistant.tui.pictures import Scene
from assistant.tui.pictures import picture as take

HOSTILE = (
    "[@click=app.quit]Pay[/red] \x1b]52;c;ZXZpbA==\x07\x1b[2J\u202eevil\u202c 漢字🙂 a"
    + "\u0301" * 40
)


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


def test_the_help_is_offered_in_the_narrowest_terminal(picture):
    assert picture((60, 20), "When did the mill burn?", press=("escape",))


def test_the_source_on_a_narrow_terminal(picture):
    assert picture((80, 24), "When did the mill burn?", press=("escape", "2"))


def test_what_the_documents_do_not_say(picture, scripted):
    scripted.certainty, scripted.confidence = Certainty.NO, 0.06
    assert picture((120, 36), "Who is the king?")


def test_an_unsure_answer(picture, scripted):
    scripted.certainty, scripted.confidence = Certainty.UNSURE, 0.43
    assert picture((120, 36), "When did the mill burn?")


def test_the_help(picture):
    assert picture((100, 45), press=("f1",))


def test_the_documents_are_still_opening(snap_compare, scripted):
    come = threading.Event()

    def opening(progress, sources=()):
        progress("Encoding passages", 3, 12)
        come.set()
        while app.is_running:  # leaving waits for it
            time.sleep(0.01)
        return scripted

    async def wait_for_progress(pilot):
        await pilot.pause()
        pilot.app.screen.query_one("QuestionInput").cursor_blink = False
        await asyncio.to_thread(come.wait, 30)
        await pilot.pause()

    app = ChatApp(opening)
    assert snap_compare(app, terminal_size=(100, 30), run_before=wait_for_progress)


def test_a_search_in_the_source(picture):
    press = ("escape", "slash", *"fire", "enter")
    assert picture((120, 30), "When did the mill burn?", press=press)


def test_a_light_theme(picture, app):
    app.theme = "textual-light"
    assert picture((120, 30), "When did the mill burn?", "And who paid?")


def test_letters_to_jump_by(picture):
    assert picture((120, 36), "When did the mill burn?", press=("escape", "f"))


def test_a_document_that_means_harm(picture, scripted):
    scripted.title = HOSTILE
    scripted.document_text = scripted.document_text.replace("Nobody was hurt.", f"{HOSTILE}.")
    scripted.quotes = ((f"The mill had burned in March. {HOSTILE}.", f"{HOSTILE}."),)
    assert picture((120, 36), f"Who wrote {HOSTILE}?")


async def test_the_pictures_in_the_readme_load_nothing_from_the_network(scripted):
    svg = await take(scripted, Scene("answer", ("When did the mill burn?",)))
    assert "The mill had burned" in svg.replace("&#160;", " ")
    assert "url(http" not in svg
