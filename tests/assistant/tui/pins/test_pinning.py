from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from assistant.pins.collection import PinCollection
from assistant.records.converting import answer_record
from assistant.tui.pins.screen import PinScreen


@pytest.fixture
async def pilot(app, chat, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape")
        yield pilot


def pinned(name="pins"):
    return [pin.passage.citation.marker for pin in PinCollection(name).pins()]


async def test_p_pins_the_selected_passage_and_takes_it_out_again(pilot, chat):
    await pilot.press("p", "j", "p")
    assert pinned() == [1, 2]
    assert chat.confirmed(pilot.app) == ("Pinned [2] to “pins”, which has 2 passages; P shows them")
    await pilot.press("p")
    assert pinned() == [1]
    assert chat.confirmed(pilot.app) == "[2] is no longer pinned to “pins”"


async def test_a_pin_can_be_noted_taken_out_and_brought_back(pilot):
    await pilot.press("p", "j", "p", "P", "n", *"so", "enter")
    assert [pin.note for pin in PinCollection("pins").pins()] == ["so", ""]
    await pilot.press("d")
    assert pinned() == [2]
    await pilot.press("u")
    assert pinned() == [1, 2]


async def test_letters_of_a_note_are_no_commands(pilot):
    await pilot.press("p", "P", "n", *"deuq", "enter")
    assert [pin.note for pin in PinCollection("pins").pins()] == ["deuq"]


@pytest.mark.parametrize(("key", "form"), [("e", "md"), ("w", "docx"), ("h", "html")])
async def test_a_key_writes_it_into_the_current_directory(pilot, tmp_path, key, form):
    await pilot.press("p", "P", key)
    assert (tmp_path / f"pins.{form}").stat().st_size


async def test_a_key_that_writes_replaces_no_file_and_names_its_own(pilot, chat, tmp_path):
    (tmp_path / "pins.md").write_text("mine")
    await pilot.press("p", "P", "e")
    assert (tmp_path / "pins.md").read_text() == "mine"
    assert (tmp_path / "pins-2.md").stat().st_size
    assert chat.words(pilot.app, ".said")[0].endswith("pins-2.md")


async def test_pins_go_to_the_collection_that_was_chosen_last(pilot, chat):
    await pilot.press("P", "c", *["backspace"] * 4, *"work", "enter", "escape")
    assert not isinstance(pilot.app.screen, PinScreen)
    await pilot.press("p")
    assert pinned("work") == [1]
    assert pinned() == []


async def test_a_name_that_cannot_be_is_refused_and_nothing_is_lost(pilot, chat):
    await pilot.press("p", "P", "c", *"/x", "enter")
    assert "cannot name a collection" in chat.words(pilot.app, ".said")[0]
    assert pinned() == [1]


async def test_what_another_chat_pins_meanwhile_is_kept(pilot):
    await pilot.press("p", "P")
    [pin] = PinCollection("pins").pins()
    other = replace(pin, turn=replace(pin.turn, question="Another?"))
    other = replace(
        other, record=changed(pin.record, answer=answer_record(other.turn, pin.record.answer.index))
    )
    PinCollection("pins").toggle(other)
    await pilot.press("n", *"so", "enter", "d", "u")
    kept = {one.turn.question: one.note for one in PinCollection("pins").pins()}
    assert kept == {"When did the mill burn?": "so", "Another?": ""}


async def test_what_cannot_be_brought_back_now_can_be_later(pilot, chat, monkeypatch):
    await pilot.press("p", "P", "d")
    with monkeypatch.context() as full:

        def refuse(path, data):
            raise OSError(28, "No space left on device")

        full.setattr("assistant.pins.collection.write_private", refuse)
        await pilot.press("u")
        assert "No space left" in chat.words(pilot.app, ".said")[0]
    await pilot.press("u")
    assert pinned() == [1]
