"""Questions that are asked of some of the documents, from every face and again from their records."""

import io
import json
import sys

import pytest

from assistant.commands.cli import main
from assistant.engine import Assistant
from assistant.records.answers import read_answer
from assistant.records.converting import turn_of
from assistant.records.record import RecordError
from assistant.web.serving import chat_arguments
from index.errors import InputError
from index.library import Library
from index.search.restriction import Restriction

DOCUMENTS = {
    "farm/bees.md": "# Bees\n\nThe hive belongs to Anna.\n\n## Honey\n\nHoney was sold in autumn.",
    "farm/cows.md": "# Cows\n\nThe herd belongs to Boris. Milk was sold in winter.",
    "town/bridge.md": "# Bridge\n\nThe bridge belongs to the town. Old stones were sold in spring.",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in DOCUMENTS.items():
        path = tmp_path / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "sources"


@pytest.fixture
def quoth(monkeypatch, capfd, folder, fake_encoder):
    """Run a command over three documents with a fake model; return exit code, stdout, stderr."""
    library = Library.open([folder], folder.parent / "index", load=lambda *_, **__: fake_encoder)
    assistant = Assistant(library.refresh())
    monkeypatch.setattr(Assistant, "open", lambda *_, **__: assistant)

    def run(*arguments, typed=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        code = main(list(map(str, arguments)))
        return (code, *capfd.readouterr())

    return run


def records(out):
    return [json.loads(line) for line in out.splitlines()]


def cited(record):
    return {passage["citation"]["document"] for passage in record["passages"]}


class TestAsk:
    def test_quotes_only_documents_that_match_and_says_so(self, quoth):
        code, out, err = quoth("ask", "--document", "town", "--document=farm/b*", "What was sold?")
        assert (code, err) == (0, "")
        assert out.startswith("only in documents town or farm/b*\n\n")
        assert "[1] " in out
        assert "cows.md" not in out

    def test_quotes_only_sections_with_the_words(self, quoth):
        _, out, _ = quoth("ask", "--section", "HONEY", "--json", "What was sold?")
        [record] = records(out)
        assert [p["text"] for p in record["passages"]] == ["Honey was sold in autumn."]
        assert record["restricted"] == {"sections": ["HONEY"]}

    def test_says_nothing_of_it_where_all_may_answer(self, quoth):
        _, out, _ = quoth("ask", "What was sold?", "--json")
        assert "restricted" not in records(out)[0]

    @pytest.mark.parametrize(("glob", "missing"), [("farm", []), ("town", ["Boris"])])
    def test_a_name_is_missing_that_none_of_those_documents_holds(self, quoth, glob, missing):
        _, out, _ = quoth("ask", "What belongs to Boris?", "--document", glob, "--json")
        assert records(out)[0].get("unmentioned", []) == missing

    @pytest.mark.parametrize(
        ("option", "says"),
        [
            ("--document=farm/beez.md", "matches no document (did you mean farm/bees.md?); "),
            ("--section=wax", "no heading has these words"),
        ],
    )
    @pytest.mark.parametrize("command", [["ask", "What?"], ["batch", "-"], ["chat", "--plain"]])
    def test_what_matches_nothing_is_refused_in_one_line(self, quoth, command, option, says):
        code, out, err = quoth(*command, option)
        assert (code, out) == (2, "")
        assert err.startswith(f"quoth: {option.replace('=', ' ')}: {says}")
        assert err.endswith("quoth index --info\n" if "doc" in option else "lists those\n")
        assert err.count("\n") == 1

    @pytest.mark.parametrize("option", ["--document", "--section"])
    def test_an_empty_one_is_refused(self, quoth, option):
        code, out, err = quoth("ask", "What?", option, " ")
        assert (code, out) == (2, "")
        assert f"argument {option}: must not be empty" in err


class TestWhere:
    @pytest.fixture
    def folder(self, folder):
        head = "---\nauthor: Kim Holm\ndate: {}\ntags: [roof]\nlang: en\n---\n"
        for name, date in (("farm/bees.md", "2019-03"), ("town/bridge.md", "4 May 2021")):
            (folder / name).write_text(head.format(date) + DOCUMENTS[name])
        return folder

    def test_asks_only_documents_that_say_so_and_cites_what_they_say(self, quoth):
        code, out, _ = quoth("ask", "--where", "author=Holm", "--where=date>2020", "What was sold?")
        assert code == 0
        assert out.startswith("only in documents with author=Holm and date>2020\n\n")
        assert "— Bridge (Kim Holm, 4 May 2021), paragraph" in out
        assert "Honey" not in out

    def test_is_in_the_record_with_what_documents_say(self, quoth):
        _, out, _ = quoth("ask", "What was sold?", "--where=date=2021", "--newest", "--json")
        [record] = records(out)
        assert record["restricted"] == {"where": ["date=2021"], "newest": True}
        assert record["passages"][0]["citation"]["about"] == {
            "authors": ["Kim Holm"], "date": "2021-05-04", "language": "en", "tags": ["roof"]
        }  # fmt: skip
        turn = turn_of(read_answer(record))
        assert (turn.within.where, turn.within.newest) == (("date=2021",), True)
        assert turn.answer.passages[0].citation.metadata.writers == ("Kim Holm",)

    def test_the_newest_first_says_so_and_leaves_nothing_out(self, quoth):
        _, out, _ = quoth("ask", "--newest", "What was sold?")
        assert out.startswith("the newest first\n\n")
        assert "Milk" in out

    def test_a_line_of_a_batch_may_say_it_for_itself(self, quoth):
        line = {"question": "What was sold?", "restricted": {"where": ["author=Holm"]}}
        _, out, _ = quoth("batch", "-", typed=json.dumps(line).encode())
        assert cited(records(out)[0]) == {"farm/bees.md", "town/bridge.md"}

    @pytest.mark.parametrize(
        ("condition", "says"),
        [
            ("colour=red", "'colour=red': there is no field colour; fields are author, "),
            ("date=soon", "'date=soon': is no date; write 2021, 2021-05 or 2021-05-04"),
            ("author=Roe", "--where author=Roe: holds for no document; what documents say"),
        ],
    )
    @pytest.mark.parametrize("command", [["ask", "What?"], ["batch", "-"], ["chat", "--plain"]])
    def test_a_wrong_one_is_one_line(self, quoth, command, condition, says):
        code, out, err = quoth(*command, "--where", condition)
        assert (code, out) == (2, "")
        assert says in err
        assert err.strip().count("\n") <= 1


class TestPython:
    def test_asks_within_a_restriction(self, quoth):
        turn = Assistant.open().ask("What was sold?", within=Restriction(("town",)))
        assert {p.citation.document for p in turn.answer.passages} == {"town/bridge.md"}

    def test_refuses_one_that_leaves_nothing(self, quoth):
        with pytest.raises(InputError, match="no passage is left"):
            Assistant.open().ask("What was sold?", within=Restriction(("town",), ("honey",)))


class TestBatch:
    @pytest.fixture
    def questions(self, tmp_path):
        path = tmp_path / "questions.jsonl"
        lines = (
            {"id": "own", "question": "What was sold?", "restricted": {"documents": ["farm"]}},
            {"id": "none", "question": "What was sold?"},
        )
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return path

    def test_asks_each_question_of_its_own_documents_or_else_of_the_command_s(
        self, quoth, questions
    ):
        _, out, _ = quoth("batch", questions, "--document", "town")
        own, none = records(out)
        assert cited(own) == {"farm/bees.md", "farm/cows.md"}
        assert cited(none) == {"town/bridge.md"}

    @pytest.mark.parametrize(
        ("restricted", "message"),
        [
            ([], "restricted must be an object, not a list"),
            (
                {"document": ["a"]},
                "restricted must be an object with documents, sections, where and newest",
            ),
            (
                {"documents": "a"},
                "documents in restricted must be a list of strings that are not empty",
            ),
            (
                {"sections": [""]},
                "sections in restricted must be a list of strings that are not empty",
            ),
            ({"newest": "yes"}, "newest in restricted must be true or false"),
            (
                {"where": ["roof"]},
                "--where roof: is no condition; write one such as author=Holm or date>=2021-05",
            ),
            (
                {"documents": ["sea"]},
                "--document sea: matches no document; list them with: quoth index --info",
            ),
        ],
    )
    def test_one_that_cannot_be_costs_its_line(self, quoth, restricted, message):
        line = json.dumps({"id": "a", "question": "What?", "restricted": restricted}).encode()
        code, out, _ = quoth("batch", "-", "--quiet", typed=line)
        assert code == 1
        assert records(out)[0]["error"] == {"code": "bad_record", "message": message}

    def test_answers_ask_their_questions_again(self, quoth, questions):
        _, first, _ = quoth("batch", questions, "--section", "bees")
        _, again, _ = quoth("batch", "-", typed=first.encode())
        assert again == first

    def test_goes_on_only_with_the_same_restriction(self, quoth, questions, tmp_path):
        output = tmp_path / "answers.jsonl"
        assert quoth("batch", questions, "-o", output, "--document", "town")[0] == 0
        kept = output.read_bytes()
        assert quoth("batch", questions, "-o", output, "--document", "town")[0] == 0
        assert output.read_bytes() == kept
        for options in ([], ["--document", "town/*"], ["--section", "bridge"]):
            code, _, err = quoth("batch", questions, "-o", output, *options)
            assert code == 2
            assert "line 2: answers another --document or --section" in err
            assert output.read_bytes() == kept

    def test_goes_on_after_one_that_left_nothing_while_it_still_does(
        self, quoth, questions, tmp_path
    ):
        output = tmp_path / "answers.jsonl"
        line = {"id": "sea", "question": "What?", "restricted": {"documents": ["sea"]}}
        questions.write_text(questions.read_text() + json.dumps(line) + "\n")
        assert quoth("batch", questions, "-o", output)[0] == 1
        kept = output.read_bytes()
        assert quoth("batch", questions, "-o", output)[0] == 1
        assert output.read_bytes() == kept
        questions.write_text(questions.read_text().replace('"sea"]', '"farm"]'))
        code, _, err = quoth("batch", questions, "-o", output)
        assert (code, output.read_bytes()) == (2, kept)
        assert "line 3: answers another line" in err


class TestChat:
    def test_line_by_line_asks_within_it(self, quoth):
        _, out, _ = quoth("chat", "--json", "--document", "town", typed=b"What was sold?\n")
        assert cited(records(out)[0]) == {"town/bridge.md"}

    def test_a_session_asks_again_what_it_asked(self, quoth, tmp_path):
        from index.files.location import user_folder

        typed = b"What was sold?\nAnd when was it sold?\n"
        quoth("chat", "--plain", "--document", "farm", "--section", "honey", typed=typed)
        [session] = (user_folder("data") / "sessions").glob("*.jsonl")
        _, out, _ = quoth("batch", session)
        saved = [line["answer"] for line in records(session.read_text())]
        assert records(out) == saved
        assert saved[0]["restricted"] == {"documents": ["farm"], "sections": ["honey"]}

    def test_in_a_browser_is_given_the_same_restriction(self):
        import argparse

        options = argparse.Namespace(
            k=5, sources=[], documents=["a*"], sections=["b"], index=None, model=None,
            resume=False, save=True, context=True, explain=False, quiet=False, frozen=False,
        )  # fmt: skip
        assert {"--document=a*", "--section=b"} <= set(chat_arguments(options))


class TestRecords:
    def test_are_read_back_with_their_restriction(self, quoth):
        _, out, _ = quoth("ask", "What?", "--document", "farm", "--json")
        assert turn_of(read_answer(records(out)[0])).within == Restriction(documents=("farm",))

    @pytest.mark.parametrize("restricted", [3, {"documents": [3]}, {"pages": ["3"]}])
    def test_with_another_one_are_refused(self, quoth, restricted):
        _, out, _ = quoth("ask", "What?", "--json")
        with pytest.raises(RecordError, match="restricted"):
            read_answer({**records(out)[0], "restricted": restricted})
