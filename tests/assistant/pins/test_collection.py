import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.pins.collection import PinCollection, checked_name, collection_names
from assistant.pins.pin import Pin
from assistant.records.answers import IndexName
from index.errors import InputError

AT = "2026-01-02T03:04:05+00:00"


@pytest.fixture
def pin(scripted):
    def pin(question="Who sleeps?", rank=1):
        turn = scripted.ask(question, k=3)
        return Pin.of(
            turn, turn.answer.passages[rank - 1], IndexName("f", "m"), sources=("/farm",), pinned=AT
        )

    return pin


@pytest.fixture
def work():
    return PinCollection("work")


class TestACollection:
    def test_keeps_pins_in_the_order_in_which_they_came(self, work, pin):
        assert work.toggle(pin("Who barks?", 2))
        assert work.toggle(pin())
        assert [kept.turn.question for kept in work.pins()] == ["Who barks?", "Who sleeps?"]
        assert collection_names() == ["work"]
        assert work.path.stat().st_mode & 0o777 == 0o600

    def test_takes_out_what_is_pinned_again_and_is_gone_once_it_is_empty(self, work, pin):
        work.toggle(pin())
        assert not work.toggle(pin())
        assert not work.exists

    def test_tells_passages_and_questions_apart(self, work, pin):
        work.toggle(pin())
        assert work.toggle(pin(rank=2))
        assert work.toggle(pin("Who is old?"))
        assert len(work.pins()) == 3

    def test_keeps_notes(self, work, pin):
        work.toggle(pin())
        [kept] = work.pins()
        assert [one.note for one in work.note(kept, "Look here.")] == ["Look here."]
        assert [again.note for again in work.pins()] == ["Look here."]

    def test_has_lines_that_are_questions_with_their_answers(self, work, pin):
        work.toggle(pin())
        line = json.loads(work.path.read_text())
        assert line["question"] == "Who sleeps?"
        assert [one["text"] for one in line["answer"]["passages"]] == ["The cat sleeps. It is old."]
        assert line["sources"] == ["/farm"]

    def test_leaves_lines_alone_that_it_does_not_know(self, work, pin):
        work.toggle(pin())
        strange = b'{"another": "version"}\n'
        work.path.write_bytes(strange + work.path.read_bytes())
        assert len(work.pins()) == 1
        work.toggle(pin())
        assert work.path.read_bytes() == strange

    def test_changes_what_another_chat_has_left_there(self, work, pin):
        work.toggle(pin())
        [seen] = work.pins()
        work.toggle(pin("Who barks?", 2))  # in another chat
        assert len(work.note(seen, "Mine.")) == 2
        assert [kept.turn.question for kept in work.remove(seen)] == ["Who barks?"]
        assert [kept.turn.question for kept in work.insert(0, seen)] == [
            "Who sleeps?",
            "Who barks?",
        ]
        assert work.insert(0, seen) == work.pins()

    def test_a_note_to_what_was_taken_out_meanwhile_is_not_lost(self, work, pin):
        work.toggle(pin())
        [seen] = work.pins()
        work.toggle(pin())
        assert [kept.note for kept in work.note(seen, "Mine.")] == ["Mine."]

    def test_loses_no_pin_of_several_chats_at_once(self, work, pin):
        pins = [pin(f"{number}?") for number in range(40)]
        with ThreadPoolExecutor(8) as chats:
            assert all(chats.map(lambda one: PinCollection("work").toggle(one), pins))
        assert {kept.turn.question for kept in work.pins()} == {one.turn.question for one in pins}

    def test_says_where_it_cannot_be_written(self, work, pin):
        work.path.parent.parent.mkdir(parents=True, exist_ok=True)
        work.path.parent.write_text("a file where the folder should be")
        with pytest.raises(InputError, match="cannot be "):
            work.toggle(pin())


class TestNames:
    @pytest.mark.parametrize("name", ["Smith v. Jones", "2024-05", "Übersicht"])
    def test_are_words_as_people_write_them(self, name):
        assert checked_name(f" {name} ") == name

    @pytest.mark.parametrize("name", ["", "a/b", "../up", ".hidden", "x" * 61, "end.", "a\nb"])
    def test_are_none_that_lead_out_of_the_folder(self, name):
        with pytest.raises(InputError, match="cannot name a collection"):
            checked_name(name)


def test_a_pin_survives_being_read_again(pin):
    kept = pin()
    again = Pin.read(kept.record.fields())
    assert again.passage.citation == replace(kept.passage.citation)
    assert again.is_as(kept)
