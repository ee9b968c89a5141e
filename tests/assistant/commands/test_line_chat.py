import io
import json
import sys

import pytest

from assistant.commands.cli import main
from assistant.conversation import Exchange
from assistant.engine import Assistant
from assistant.sessions.trash import delete
from index.files.json_lines import dump
from index.files.location import user_folder


@pytest.fixture
def chat(monkeypatch, capfd):
    """Chat over a pipe; return the exit code, stdout and stderr."""

    def run(typed, *arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        code = main([*arguments])
        return (code, *capfd.readouterr())

    return run


class TestLineChat:
    def test_answers_every_line_below_its_question_with_a_blank_line_between(self, chat, scripted):
        answer = (
            "75% sure:\n\n"
            "[1] »The cat sleeps.« It is old.\n"
            "    — The Farm, Animals, paragraph 1 · farm.txt:1 [0, 26)\n"
        )
        done = chat(b"Who sleeps?\n\nWho barks?", "-k", "1", "--no-context")
        assert done == (0, f"> Who sleeps?\n\n{answer}\n> Who barks?\n\n{answer}", "")

    def test_keeps_the_conversation(self, chat, scripted):
        chat(b"Does the dog bark?\nAnd why?\n", "chat")
        assert scripted.asked[1][1] == (Exchange("Does the dog bark?", "The cat sleeps."),)

    def test_goes_on_after_a_question_that_cannot_be_answered(self, chat, scripted):
        typed = b"\xff\n" + b"a" * 10_001 + b"\nWhere is helium?\n"
        code, out, err = chat(typed, "chat", "-k", "1")
        assert code == 0
        assert out.startswith("> Where is helium?\n\nThe documents do not say.\n")
        assert err == (
            "quoth: the question is not UTF-8\n"
            "quoth: the question has 10,001 characters; at most 10,000 are allowed\n"
        )

    def test_goes_on_after_a_question_that_the_library_fails_on(self, chat, scripted):
        scripted.failing["Who?"] = RuntimeError("out of tensors")
        code, out, err = chat(b"Who?\nWhat?\n", "chat", "-k", "1")
        assert (code, out.count("[1]")) == (0, 1)
        assert err == "quoth: RuntimeError: out of tensors\n"

    def test_ends_with_code_2_over_a_defect_and_logs_it(self, chat, scripted):
        scripted.failing["Who?"] = AssertionError("a defect")
        code, out, err = chat(b"What?\nWho?\n", "chat", "-k", "1")
        log = user_folder("state") / "crash.log"
        assert (code, out.count("[1]"), err.count("\n")) == (2, 1, 1)
        assert err.endswith(
            f"(AssertionError); what was answered is kept for --resume; the log for a report: {log}\n"
        )
        assert log.read_text().endswith("AssertionError: a defect\n")

    def test_gives_one_record_a_line(self, chat, scripted):
        code, out, err = chat(b"Who?\n\nWhat?\n", "--json")
        found = [json.loads(line) for line in out.splitlines()]
        assert (code, err) == (0, "")
        assert [record["schema"] for record in found] == [
            "quoth.answer/1",
            "quoth.error/1",
            "quoth.answer/1",
        ]
        assert (found[1]["line"], found[1]["error"]["code"]) == (2, "blank_line")

    def test_ends_with_stdin(self, chat, scripted):
        assert chat(b"", "chat", "--plain") == (0, "", "")


@pytest.fixture
def sessions():
    """The session files, oldest first."""

    def find():
        return sorted((user_folder("data") / "sessions").glob("*.jsonl"))

    return find


class TestSavedChats:
    TYPED = b"Does the dog bark?\nAnd why?\nWhere is helium?\n"

    def replayed(self, capfd, path, *arguments):
        code = main(["batch", str(path), *arguments])
        return code, capfd.readouterr().out.splitlines()

    def saved(self, path):
        return [dump(json.loads(line)["answer"]) for line in path.read_bytes().splitlines()]

    def test_ask_the_same_again_in_a_batch(self, chat, sessions, scripted, capfd):
        chat(self.TYPED, "chat")
        (path,) = sessions()
        asked = scripted.asked[:]
        code, answers = self.replayed(capfd, path)
        assert (code, answers) == (0, self.saved(path))
        assert len(answers) == 3
        assert scripted.asked == asked * 2

    def test_do_so_without_the_conversation_too(self, chat, sessions, scripted, capfd):
        chat(self.TYPED, "chat", "--no-context", "--explain", "-k", "2")
        (path,) = sessions()
        _, answers = self.replayed(capfd, path, "--explain", "-k", "2")
        assert answers == self.saved(path)

    def test_do_so_after_they_were_gone_on_with(self, chat, sessions, scripted, capfd):
        chat(self.TYPED, "chat")
        chat(b"And it?\n", "chat", "--resume", "--quiet")
        (path,) = sessions()
        assert scripted.asked[-1][1][0].question == "Does the dog bark?"
        _, answers = self.replayed(capfd, path)
        assert answers == self.saved(path)
        assert len(answers) == 4

    def test_do_so_where_a_line_was_damaged_in_between(self, chat, sessions, scripted, capfd):
        chat(self.TYPED, "chat")
        (path,) = sessions()
        first, second, third = path.read_bytes().splitlines(keepends=True)
        newer = second.replace(b"quoth.answer/1", b"quoth.answer/2")
        path.write_bytes(first + newer + third[:40])
        code, _, err = chat(b"And it?\n", "chat", "--resume")
        assert f"{path}, line 2: left out of this chat" in err
        code, answers = self.replayed(capfd, path)
        last = json.loads(path.read_bytes().splitlines()[-1])
        assert (code, answers[-1]) == (1, dump(last["answer"]))
        assert last["answer"]["carried"] == ["dog", "bark"]

    def test_say_which_one_is_gone_on_with(self, chat, sessions, scripted):
        chat(self.TYPED, "chat")
        _, _, err = chat(b"", "chat", "--resume")
        (path,) = sessions()
        first, second = err.splitlines()
        assert first.startswith("quoth: going on with “Does the dog bark?” (3 questions, 2")
        assert first.endswith(f"), {path}")
        assert second == f"quoth: of its citations: 9 gone; see quoth verify {path}"

    def test_are_not_there_to_be_gone_on_with_at_first(self, chat, scripted):
        code, out, err = chat(b"Who?\n", "chat", "--resume", "-k", "1")
        assert (code, out.count("[1]")) == (0, 1)
        assert err == "quoth: there is no earlier chat with these documents; this begins one\n"

    def test_are_not_kept_with_no_save(self, chat, sessions, scripted):
        chat(self.TYPED, "chat", "--no-save")
        assert sessions() == []

    def test_are_those_of_other_documents_left_alone_where_some_are_named(
        self, chat, sessions, scripted, farm
    ):
        chat(self.TYPED, "chat")
        scripted.sources = (str(farm),)
        _, _, err = chat(b"", "chat", "--resume", "-s", str(farm))
        assert "there is no earlier chat" in err

    def test_are_opened_with_their_own_documents_where_none_are_named(
        self, chat, sessions, scripted, farm, monkeypatch
    ):
        opened = []

        def open_(sources, *_, **__):
            opened.append([*map(str, sources)])
            scripted.sources = tuple(opened[-1])
            return scripted

        monkeypatch.setattr(Assistant, "open", open_)
        chat(self.TYPED, "chat", "-s", str(farm))
        _, _, err = chat(b"And it?\n", "chat", "--resume")
        assert opened == [[str(farm)], [str(farm)]]
        assert err.startswith("quoth: going on with “Does the dog bark?” (3 questions, 2")
        assert len(sessions()) == 1

    def test_sweep_the_trash_as_they_begin(self, chat, sessions, scripted):
        chat(self.TYPED, "chat")
        (path,) = sessions()
        delete(path)
        chat(b"", "chat")
        assert list(path.parent.iterdir()) == []

    def test_do_not_stop_the_chat_where_they_cannot_be_saved(self, chat, scripted, monkeypatch):
        data = user_folder("data")
        data.parent.mkdir(parents=True, exist_ok=True)
        data.write_text("a file where the folder should be")
        code, out, err = chat(self.TYPED, "chat", "-k", "1")
        assert (code, out.count("[1]")) == (0, 3)
        folder = data / "sessions"
        assert err == f"quoth: this chat goes on, but is not saved in {folder} (Not a directory)\n"

    def test_can_be_verified(self, chat, sessions, farm, capfd):
        chat(b"Who barks?\n", "chat", "-s", str(farm))
        (path,) = sessions()
        assert main(["verify", str(path), "-s", str(farm)]) == 0
        assert capfd.readouterr().out == "1 citation: 1 intact\n"
