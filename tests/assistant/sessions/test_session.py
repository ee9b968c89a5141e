import errno
import json
import os
import stat

import pytest

from assistant.records.answers import IndexName
from assistant.sessions.saved import Sessions, load
from assistant.sessions.session import Session
from index.errors import InputError

INDEX = IndexName("f1", "scripted")
SOURCES = ("/farm.txt",)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "quoth" / "sessions"


@pytest.fixture
def warnings():
    return []


@pytest.fixture
def new_session(folder, warnings):
    def make(**changes):
        return Session(Sessions(folder, SOURCES, **changes), explain=False, warn=warnings.append)

    return make


@pytest.fixture
def add(scripted):
    """Ask a question in a session and add its turn."""

    def ask(session, question, *, context=True, index=INDEX):
        history = session.conversation.history
        session.append(
            scripted.ask(question, history, k=1, context=context), index, context=context
        )

    return ask


def files(folder):
    return sorted(folder.glob("*.jsonl"))


def records(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def full_disk(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


class TestSaving:
    def test_writes_nothing_before_the_first_answer(self, new_session, folder):
        new_session()
        assert not folder.exists()

    def test_writes_a_question_record_with_its_answer_at_once(self, new_session, add, folder):
        add(new_session(), "Who sleeps?")
        (path,) = files(folder)
        (record,) = records(path)
        assert list(record) == ["question", "conversation", "asked", "sources", "answer"]
        assert (record["question"], record["sources"]) == ("Who sleeps?", ["/farm.txt"])
        assert record["answer"]["conversation"] == record["conversation"] == path.stem

    def test_names_the_file_by_time_and_the_first_words(self, new_session, add, folder):
        add(new_session(), "Who is it, that SLEEPS all day in the barn?")
        assert files(folder)[0].stem[18:] == "who-is-it-that-sleeps-all"

    def test_keeps_others_out(self, new_session, add, folder):
        add(new_session(), "Who?")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(files(folder)[0].stat().st_mode) == 0o600

    def test_says_which_question_went_without_the_conversation(self, new_session, add, folder):
        session = new_session()
        add(session, "Who?")
        add(session, "And why?", context=False)
        first, second = records(files(folder)[0])
        assert "context" not in first
        assert second["context"] is False

    def test_of_two_chats_at_once_writes_two_files(self, new_session, add, folder):
        one, other = new_session(), new_session()
        add(one, "Who?")
        add(other, "Who?")
        add(one, "Why?")
        assert sorted(len(records(path)) for path in files(folder)) == [1, 2]

    def test_begins_another_file_with_another_conversation(self, new_session, add, folder):
        session = new_session()
        add(session, "Who?")
        session.begin()
        add(session, "What?")
        assert [len(records(path)) for path in files(folder)] == [1, 1]

    def test_can_be_left_out(self, new_session, add, folder):
        session = new_session(saves=False)
        add(session, "Who?")
        assert len(session.conversation.turns) == 1
        assert not folder.exists()


class TestAFullDisk:
    def test_is_said_once_and_the_chat_goes_on(
        self, new_session, add, folder, warnings, monkeypatch
    ):
        session = new_session()
        add(session, "Who?")
        monkeypatch.setattr(os, "write", full_disk)
        add(session, "What?")
        add(session, "Why?")
        path = files(folder)[0]
        assert warnings == [
            f"this chat goes on, but is not saved in {path} (No space left on device)"
        ]
        assert len(session.conversation.turns) == 3

    def test_leaves_no_half_line_and_loses_nothing_once_there_is_room(
        self, new_session, add, folder, monkeypatch
    ):
        def half(descriptor, data):
            if len(data) < 100:
                full_disk()
            return write(descriptor, data[: len(data) // 2])

        session, write = new_session(), os.write
        add(session, "Who?")
        size = files(folder)[0].stat().st_size
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", half)
            add(session, "What?")
            assert files(folder)[0].stat().st_size == size
        add(session, "Why?")
        (path,) = files(folder)
        assert [record["question"] for record in records(path)] == ["Who?", "What?", "Why?"]


class TestAFolderThatCannotBeMade:
    def test_is_named(self, new_session, add, folder, warnings):
        folder.parent.write_text("a file where the folder should be")
        session = new_session()
        add(session, "Who?")
        assert warnings == [f"this chat goes on, but is not saved in {folder} (Not a directory)"]

    @pytest.mark.skipif(os.access(os.sep, os.W_OK), reason="nothing is read-only for root")
    def test_nor_one_that_is_read_only(self, new_session, add, folder, warnings):
        folder.parent.mkdir(mode=0o500)
        add(new_session(), "Who?")
        assert warnings == [f"this chat goes on, but is not saved in {folder} (Permission denied)"]


class TestResuming:
    @pytest.fixture
    def path(self, new_session, add, folder):
        session = new_session()
        add(session, "Does the dog bark?")
        add(session, "And why?")
        return files(folder)[0]

    def test_brings_all_turns_back_as_questions_lean_on_them(self, path, new_session):
        session = new_session()
        session.resume(path)
        assert [turn.question for turn in session.conversation.turns] == [
            "Does the dog bark?",
            "And why?",
        ]
        assert session.conversation.history[0].answer == "The cat sleeps."

    def test_goes_on_in_the_same_file_and_conversation(self, path, new_session, add):
        session = new_session()
        session.resume(path)
        add(session, "Then what?")
        found = records(path)
        assert len(found) == 3
        assert {record["conversation"] for record in found} == {path.stem}
        assert "history" not in found[2]

    def test_leaves_out_and_names_what_cannot_be_read(self, path, new_session, add):
        first, second = path.read_bytes().splitlines(keepends=True)
        newer = second.replace(b"quoth.answer/1", b"quoth.answer/9")
        path.write_bytes(first + b"\n" + newer + b"[1]\n" + second[:70])
        session = new_session()
        saved = session.resume(path)
        assert len(session.conversation.turns) == 1
        assert saved.complaint() == (
            f"{path}, line 3: left out of this chat (the answer is of the schema "
            "'quoth.answer/9', not 'quoth.answer/1'); so are the lines 4, 5"
        )
        assert path.read_bytes().endswith(second[:70])

    def test_begins_a_line_of_its_own_after_one_that_was_cut(self, path, new_session, add):
        whole = path.read_bytes()
        path.write_bytes(whole + b'{"question": "Wh')
        session = new_session()
        session.resume(path)
        add(session, "What?")
        lines = path.read_bytes().splitlines()
        assert lines[2] == b'{"question": "Wh'
        assert json.loads(lines[3])["question"] == "What?"

    def test_leaves_out_an_answer_to_another_question(self, path, new_session):
        data = path.read_bytes().replace(b'{"question": "And why?"', b'{"question": "And how?"')
        path.write_bytes(data)
        assert new_session().resume(path).problems == (
            (2, "the answer is one to another question"),
        )

    def test_saves_the_history_where_asking_again_would_give_another(self, path, new_session, add):
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(lines[0] + lines[1][:70] + b"\n")
        session = new_session()
        session.resume(path)
        add(session, "What?")
        assert records_of_last(path)["history"] == [
            {"question": "Does the dog bark?", "answer": "The cat sleeps."}
        ]

    def test_saves_it_too_where_the_documents_have_changed(self, path, new_session, add):
        session = new_session()
        session.resume(path)
        add(session, "What?", index=IndexName("f2", "scripted"))
        assert len(records_of_last(path)["history"]) == 2

    def test_twice_at_once_gives_the_second_a_file_of_its_own(self, path, new_session, add, folder):
        one, other = new_session(), new_session()
        one.resume(path)
        other.resume(path)
        add(one, "Who is one?")
        add(other, "Who is other?")
        add(one, "Still one?")
        both = [[record["question"] for record in records(file)] for file in files(folder)]
        begun = ["Does the dog bark?", "And why?"]
        assert sorted(both) == sorted(
            [[*begun, "Who is one?", "Still one?"], [*begun, "Who is other?"]]
        )

    def test_of_500_turns_reads_them_all(self, path, new_session):
        path.write_bytes(path.read_bytes() * 250)
        session = new_session()
        assert session.resume(path).problems == ()
        assert len(session.conversation.turns) == 500

    def test_of_no_file_leaves_the_session_as_it_was(self, path, new_session, folder):
        session = new_session()
        session.resume(path)
        with pytest.raises(InputError, match=r"no-such\.jsonl: cannot be read"):
            session.resume(folder / "no-such.jsonl")
        assert len(session.conversation.turns) == 2


class TestListing:
    def test_has_the_one_that_grew_last_first(self, new_session, add, folder):
        for question in ("Who?", "What?"):
            add(new_session(), question)
        newest = next(path for path in files(folder) if path.stem.endswith("who"))
        os.utime(newest, (2_000_000_000, 2_000_000_000))
        listed = list(Sessions(folder, SOURCES).listed())
        assert [(found.title, found.turns) for found in listed] == [("Who?", 1), ("What?", 1)]
        assert listed[0].extent().startswith("1 question, 2033-05-1")

    def test_has_chats_over_these_documents_alone(self, new_session, add, folder):
        add(new_session(), "Who?")
        assert list(Sessions(folder, ("/other.txt",)).listed()) == []

    def test_passes_over_what_is_no_session(self, new_session, add, folder):
        add(new_session(), "Who?")
        (folder / "a.jsonl").write_bytes(b'\xff\n{"question": 3}\n')
        (folder / "b.jsonl").mkdir()
        (folder / "c.jsonl").write_bytes(b"")
        assert [found.title for found in Sessions(folder, SOURCES).listed()] == ["Who?"]

    def test_of_no_folder_is_empty(self, folder):
        assert list(Sessions(folder, SOURCES).listed()) == []


def records_of_last(path):
    assert load(path).turns
    return json.loads(path.read_bytes().splitlines()[-1])
