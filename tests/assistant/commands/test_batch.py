import io
import json
import os
import sys

import pytest

from assistant.commands.cli import main
from assistant.conversation import Exchange
from index.errors import IndexDamagedError

FOLLOW_UPS = [
    {"id": "a", "conversation": "c", "question": "Does the dog bark?"},
    {"id": "b", "conversation": "d", "question": "Who sleeps?"},
    {"id": "c", "conversation": "c", "question": "And why?"},
]


@pytest.fixture
def questions(tmp_path):
    """Write a file of questions: objects as JSON, bytes as they are."""
    path = tmp_path / "questions.jsonl"

    def write(*lines):
        raw = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        path.write_bytes(b"".join(line + b"\n" for line in raw))
        return path

    return write


@pytest.fixture
def output(tmp_path):
    return tmp_path / "answers.jsonl"


def batch(*arguments):
    return main(["batch", *map(str, arguments)])


def records(out):
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.usefixtures("scripted")
class TestLines:
    def test_give_answers_in_the_order_of_the_questions(self, questions, capfd):
        assert batch(questions(*FOLLOW_UPS)) == 0
        out, err = capfd.readouterr()
        assert [(r["id"], r["conversation"]) for r in records(out)] == [
            ("a", "c"),
            ("b", "d"),
            ("c", "c"),
        ]
        assert err == ""

    def test_that_are_not_found_are_answers(self, questions, capfd):
        assert batch(questions({"question": "Where is helium?"})) == 0
        assert records(capfd.readouterr().out)[0]["found"] is False

    @pytest.mark.parametrize(
        ("line", "code", "message"),
        [
            (b"", "blank_line", "the line is blank"),
            (b"  \r", "blank_line", "the line is blank"),
            (b"{", "bad_json", "not JSON: Expecting property name enclosed in double quotes at column 2"),
            (b"[]", "bad_json", "not a JSON object"),
            (b'{"question": "\xff"}', "bad_json", "not UTF-8 (byte 15 of the line)"),
            (b'{"question": NaN}', "bad_json", "holds NaN, which is not JSON"),
            (b'{"question": "a", "question": "b"}', "bad_json", "holds the same key twice"),
            (b'{"question": "\\ud800"}', "bad_json", "holds a lone surrogate, which has no UTF-8 form"),
            (b"{}", "bad_record", "question is missing"),
            (b'{"question": 3}', "bad_record", "question must be a string, not a number"),
            (b'{"question": "a", "id": 7}', "bad_record", "id must be a string, not a number"),
            (b'{"question": "a", "conversation": []}', "bad_record", "conversation must be a string, not a list"),
            (b'{"question": "a", "context": "no"}', "bad_record", "context must be true or false, not a string"),
            (b'{"question": "a", "history": "b"}', "bad_record", "history must be a list, not a string"),
            (b'{"question": "a", "history": [1]}', "bad_record", "history item 1 must be a string or an object with a question"),
            (b'{"question": "a", "history": ["b", {"question": "c", "answer": {}}]}', "bad_record", "history item 2: answer must be a string, not an object"),
            (b'{"question": " \\n"}', "empty_question", "the question is empty"),
        ],
    )  # fmt: skip
    def test_that_cannot_be_answered_say_why(self, questions, capfd, line, code, message):
        assert batch(questions(line), "--quiet") == 1
        assert records(capfd.readouterr().out) == [
            {
                "schema": "quoth.error/1",
                "id": None,
                "line": 1,
                "error": {"code": code, "message": message},
            }
        ]

    def test_that_fail_do_not_end_the_batch(self, questions, capfd):
        assert batch(questions(b"", {"id": "a", "question": "Who?"})) == 1
        out, err = capfd.readouterr()
        assert [r["schema"] for r in records(out)] == ["quoth.error/1", "quoth.answer/1"]
        assert err == "quoth: 1 of the lines could not be answered; see their error records\n"

    def test_may_hold_ten_thousand_characters_and_no_more(self, questions, capfd):
        longest = {"id": "a", "question": "é" * 10_000}
        assert batch(questions(longest)) == 0
        assert batch(questions({**longest, "question": "é" * 10_001})) == 1
        error = records(capfd.readouterr().out)[1]
        assert (error["id"], error["error"]["code"]) == ("a", "question_too_long")

    def test_with_an_id_given_before_are_errors(self, questions, capfd):
        line = {"id": "a", "question": "Who?"}
        assert batch(questions(line, line)) == 1
        second = records(capfd.readouterr().out)[1]
        assert (second["id"], second["line"]) == ("a", 2)
        assert second["error"]["code"] == "duplicate_id"

    def test_the_library_fails_on_are_internal_errors(self, questions, scripted, capfd):
        scripted.failing["Who?"] = RuntimeError("out of tensors")
        assert batch(questions({"question": "Who?"}, {"question": "What?"})) == 1
        first, second = records(capfd.readouterr().out)
        assert first["error"] == {"code": "internal", "message": "RuntimeError: out of tensors"}
        assert second["question"] == "What?"

    def test_after_a_damaged_index_are_not_answered(self, questions, scripted, output, capfd):
        scripted.failing["What?"] = IndexDamagedError("the index is damaged")
        assert batch(questions({"question": "Who?"}, {"question": "What?"}), "-o", output) == 2
        assert capfd.readouterr().err == "quoth: the index is damaged\n"
        assert [r["question"] for r in records(output.read_text())] == ["Who?"]


class TestHistory:
    def test_is_what_the_conversation_asked_and_found_before(self, questions, scripted):
        batch(questions(*FOLLOW_UPS))
        assert scripted.asked[2] == (
            "And why?",
            (Exchange("Does the dog bark?", "The cat sleeps."),),
        )
        assert scripted.asked[1] == ("Who sleeps?", ())

    def test_is_the_explicit_one_where_there_is_one(self, questions, scripted):
        history = ["Who?", {"question": "What?", "answer": "That."}, {"question": "Why?"}]
        batch(questions({"question": "And now?", "history": history}))
        assert scripted.asked[0][1] == (
            Exchange("Who?"),
            Exchange("What?", "That."),
            Exchange("Why?"),
        )

    def test_has_no_part_in_a_question_without_context(self, questions, scripted, capfd):
        alone = {"question": "And why?", "history": ["Does the dog bark?"], "context": False}
        batch(questions(alone))
        assert records(capfd.readouterr().out)[0]["carried"] == []

    def test_does_not_hold_questions_that_failed(self, questions, scripted):
        scripted.failing["Who?"] = ValueError("no")
        lines = [{"conversation": "c", "question": question} for question in ("Who?", "Why?")]
        batch(questions(*lines))
        assert scripted.asked == [("Why?", ())]

    def test_an_answer_record_asks_its_question_again(self, questions, scripted, capfd):
        batch(questions(*FOLLOW_UPS))
        first = capfd.readouterr().out
        batch(questions(*(line.encode() for line in first.splitlines())))
        assert capfd.readouterr().out == first


@pytest.mark.usefixtures("scripted")
class TestInputAndOutput:
    def test_dash_is_stdin(self, monkeypatch, capfd):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"question": "Who?"}')))
        assert batch("-") == 0
        assert records(capfd.readouterr().out)[0]["question"] == "Who?"

    def test_a_file_gets_the_same_bytes_as_stdout(self, questions, output, capfdbinary):
        path = questions(*FOLLOW_UPS, b"")
        batch(path)
        batch(path, "-o", output)
        assert output.read_bytes() == capfdbinary.readouterr().out

    def test_a_chat_over_other_sources_says_which(self, questions, capfd):
        path = questions({"question": "Who?", "sources": ["/other/notes"]}, {"question": "Why?"})
        assert batch(path) == 0
        assert capfd.readouterr().err == (
            "quoth: the first question was asked of other sources; "
            "ask those again with: -s /other/notes\n"
        )

    @pytest.mark.parametrize("sources", [[], None, "a", [1]])
    def test_other_lines_say_nothing_of_sources(self, questions, capfd, sources):
        batch(questions({"question": "Who?", "sources": sources}))
        assert capfd.readouterr().err == ""

    def test_no_line_gives_no_line(self, questions, output):
        assert batch(questions(), "-o", output) == 0
        assert output.read_bytes() == b""

    @pytest.mark.parametrize("link", [os.link, os.symlink, lambda _, __: None])
    def test_the_questions_are_never_the_output(self, questions, tmp_path, capfd, link):
        path = questions(*FOLLOW_UPS)
        other = tmp_path / "link"
        link(path, other)
        before = path.read_bytes()
        output = other if other.exists() else path
        assert batch(path, "-o", output, "--overwrite") == 2
        assert path.read_bytes() == before
        assert "is the file of questions" in capfd.readouterr().err

    def test_missing_questions_are_one_line(self, tmp_path, output, capfd):
        assert batch(tmp_path / "none", "-o", output) == 2
        message = f"quoth: {tmp_path}/none: cannot be read (No such file or directory)\n"
        assert capfd.readouterr().err == message
        assert not output.exists()

    def test_an_output_that_cannot_be_is_one_line(self, questions, tmp_path, capfd):
        path = questions(*FOLLOW_UPS)
        assert batch(path, "-o", tmp_path) == 2
        assert batch(path, "-o", tmp_path / "none" / "x") == 2
        assert capfd.readouterr().err == (
            f"quoth: {tmp_path}: is a folder; name a file with -o\n"
            f"quoth: {tmp_path}/none/x: there is no folder {tmp_path}/none; make it first\n"
        )

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
    def test_a_full_disk_is_one_line(self, questions, capfd):
        assert batch(questions(*FOLLOW_UPS), "-o", "/dev/full") == 2
        err = capfd.readouterr().err
        assert "No space left on device" in err
        assert err.count("\n") == 1


@pytest.mark.usefixtures("scripted")
class TestResuming:
    @pytest.fixture
    def path(self, questions):
        return questions(*FOLLOW_UPS, b"", {"id": "a", "question": "Again?"})

    @pytest.fixture
    def whole(self, path, output):
        batch(path, "-o", output)
        return output.read_bytes()

    @pytest.mark.parametrize("lines", range(6))
    def test_goes_on_after_the_last_whole_line(self, path, whole, output, scripted, lines):
        kept = b"".join(whole.splitlines(keepends=True)[:lines])
        output.write_bytes(kept)
        scripted.asked.clear()
        assert batch(path, "-o", output) == 1
        assert output.read_bytes() == whole
        assert len(scripted.asked) == max(3 - lines, 0)

    @pytest.mark.parametrize("cut", [1, 5, 20, 700])
    def test_cuts_a_torn_last_line(self, path, whole, output, cut):
        output.write_bytes(whole.splitlines(keepends=True)[0] + whole.splitlines()[1][:cut])
        assert batch(path, "-o", output) == 1
        assert output.read_bytes() == whole

    @pytest.mark.parametrize("options", [["-k", "1"], ["-k", "2"], ["--explain"], ["--no-context"]])
    def test_refuses_other_options(self, path, whole, output, options, capfd):
        assert batch(path, "-o", output, *options) == 2
        assert output.read_bytes() == whole
        err = capfd.readouterr().err.splitlines()[-1]
        assert err.endswith("the file is untouched; to begin anew give --overwrite")

    def test_takes_a_larger_k_where_there_are_no_more_passages(self, path, whole, output):
        assert batch(path, "-o", output, "-k", "50") == 1
        assert output.read_bytes() == whole

    @pytest.mark.parametrize(
        ("position", "change"),
        [
            (0, {"question": "Does the cat bark?"}),
            (0, {"id": "z"}),
            (1, {"conversation": "e"}),
            (2, {"context": False}),
            (2, {"history": ["Does the cow eat?"]}),
        ],
    )
    def test_refuses_other_questions(self, questions, whole, output, position, change, capfd):
        lines = [dict(line) for line in FOLLOW_UPS]
        lines[position] |= change
        assert batch(questions(*lines, b""), "-o", output) == 2
        assert output.read_bytes() == whole
        err = capfd.readouterr().err
        assert f"answers.jsonl, line {position + 1}: answers another" in err

    def test_refuses_fewer_questions(self, questions, whole, output, capfd):
        assert batch(questions(*FOLLOW_UPS), "-o", output) == 2
        assert "line 4: there are fewer questions than answers" in capfd.readouterr().err
        assert output.read_bytes() == whole

    def test_refuses_another_index(self, path, whole, output, scripted, capfd):
        scripted.fingerprint = "f2"
        assert batch(path, "-o", output) == 2
        assert "line 1: was answered from another index" in capfd.readouterr().err
        assert output.read_bytes() == whole

    def test_refuses_what_another_reader_answered(self, path, whole, output, scripted, capfd):
        scripted.reader = "owl"
        assert batch(path, "-o", output) == 2
        assert "line 1: was answered with another reader" in capfd.readouterr().err
        assert output.read_bytes() == whole

    @pytest.mark.parametrize("content", [b"my diary", b"my diary\n", b'{"a": 1}\n', b"{}\n", b"\n"])
    def test_never_touches_a_file_that_holds_something_else(self, path, output, content):
        output.write_bytes(content)
        assert batch(path, "-o", output) == 2
        assert output.read_bytes() == content

    def test_begins_anew_with_overwrite(self, path, whole, output):
        output.write_bytes(b"something else that is much longer\n" * 1000)
        assert batch(path, "-o", output, "--overwrite") == 1
        assert output.read_bytes() == whole

    def test_keeps_an_internal_error_as_it_was(self, path, output, scripted):
        scripted.failing["Who sleeps?"] = RuntimeError("once")
        batch(path, "-o", output)
        before = output.read_bytes()
        scripted.failing.clear()
        assert batch(path, "-o", output) == 1
        assert output.read_bytes() == before
