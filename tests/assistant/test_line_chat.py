import io
import json
import sys

import pytest

from assistant.cli import main
from assistant.conversation import Exchange


@pytest.fixture
def chat(monkeypatch, capfd):
    """Chat over a pipe; return the exit code, stdout and stderr."""

    def run(typed, *arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        code = main([*arguments])
        return (code, *capfd.readouterr())

    return run


class TestLineChat:
    def test_answers_every_line_with_a_blank_line_between(self, chat, scripted):
        answer = (
            "[1] »The cat sleeps.« It is old.\n"
            "    — The Farm, Animals, paragraph 1 · farm.txt [0, 26)\n"
        )
        done = chat(b"Who sleeps?\n\nWho barks?", "-k", "1", "--no-context")
        assert done == (0, f"{answer}\n{answer}", "")

    def test_keeps_the_conversation(self, chat, scripted):
        chat(b"Does the dog bark?\nAnd why?\n", "chat")
        assert scripted.asked[1][1] == (Exchange("Does the dog bark?", "The cat sleeps."),)

    def test_goes_on_after_a_question_that_cannot_be_answered(self, chat, scripted):
        typed = b"\xff\n" + b"a" * 10_001 + b"\nWhere is helium?\n"
        code, out, err = chat(typed, "chat", "-k", "1")
        assert code == 0
        assert out.startswith("The documents do not say.\n")
        assert err == (
            "quoth: the question is not UTF-8\n"
            "quoth: the question has 10,001 characters; at most 10,000 are allowed\n"
        )

    def test_goes_on_after_a_question_that_the_library_fails_on(self, chat, scripted):
        scripted.failing["Who?"] = RuntimeError("out of tensors")
        code, out, err = chat(b"Who?\nWhat?\n", "chat", "-k", "1")
        assert (code, out.count("[1]")) == (0, 1)
        assert err == "quoth: RuntimeError: out of tensors\n"

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
