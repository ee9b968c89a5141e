"""``quoth-eval candidates``: what was answered or judged becomes drafts, each question once."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from eval.program import cli

TEXT = "Ann met Bob.\nBob left.\nIt rained.\nBob left."


@pytest.fixture
def answer(scripted):
    """An answer record, as ``quoth batch`` writes it."""

    def build(question, name=None, *, first="Ann met Bob.", confidence=0.6, conversation=None):
        assistant = scripted.Assistant(
            {"a.txt": TEXT}, ranks={question: [first]}, confidences={question: confidence}
        )
        turn = assistant.compose(assistant.retrieve(question))
        record = answer_record(turn, IndexName("f1", "scripted"), question_id=name).fields()
        return {**record, "conversation": conversation}

    return build


@pytest.fixture
def candidates(scripted, tmp_path, capsys):
    """Makes candidates of files of records; gives exit code, the drafts and stderr."""
    (tmp_path / "a.txt").write_text(TEXT)

    def run(*files, options=()):
        paths = [
            str(scripted.write_lines(tmp_path / f"log{n}.jsonl", *records))
            for n, records in enumerate(files, 1)
        ]
        code = cli.main(["candidates", *paths, "-s", str(tmp_path / "a.txt"), *options])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    run.folder = tmp_path
    return run


JUDGED = {
    "schema": "quoth.judgement/1",
    "file": "report.md",
    "line": 3,
    "kind": "quotation",
    "text": "Anne met Bob",
    "said": {"documents": ["a.txt"], "pages": []},
    "verdict": "near",
    "holds": False,
    "places": [
        {"match": "near", "text": "Ann met Bob", "citation": {"document": "a.txt", "start": 0}}
    ],
}


class TestAnswers:
    def test_become_drafts_with_what_was_shown(self, candidates, answer):
        code, [draft], err = candidates([answer("Who met?", "q7")])
        assert code == 0
        assert draft == {
            "id": "q7",
            "question": "Who met?",
            "evidence": [{"document": "a.txt", "quote": "Ann met Bob."}],
            "tags": ["draft", "from-log"],
            "shown": {
                "certainty": "sure",
                "confidence": 0.6,
                "document": "a.txt",
                "text": "Ann met Bob.",
            },
        }
        assert err == "quoth-eval: kept 1; review them with: quoth-eval add\n"

    def test_what_was_not_found_has_no_evidence(self, candidates, answer):
        _, [draft], _ = candidates([answer("Who sang?", confidence=0.1)])
        assert (draft["id"], draft["evidence"]) == ("log1-1", [])
        assert draft["shown"]["certainty"] == "no"

    def test_a_quote_that_stands_twice_gets_a_prefix(self, candidates, answer):
        _, [draft], _ = candidates([answer("Who left?", first="Bob left.")])
        assert draft["evidence"] == [
            {"document": "a.txt", "quote": "Bob left.", "prefix": "Ann met Bob.\n"}
        ]

    def test_what_is_gone_by_now_is_no_evidence(self, candidates, answer):
        (candidates.folder / "a.txt").write_text("Another text.")
        assert candidates([answer("Who met?")])[1][0]["evidence"] == []

    def test_of_a_conversation_have_the_turns_before(self, candidates, answer):
        _, drafts, _ = candidates(
            [answer("Who met?", conversation="c"), answer("When did they go?", conversation="c")]
        )
        assert drafts[1]["history"] == [{"question": "Who met?", "answer": "Ann met Bob."}]

    def test_may_be_the_unsure_ones_alone(self, candidates, answer):
        lines = [answer("Who met?"), answer("Who sang?", confidence=0.1)]
        _, drafts, err = candidates(lines, options=["--unsure"])
        assert [draft["question"] for draft in drafts] == ["Who sang?"]
        assert "kept 1, sure 1;" in err


class TestEachOnce:
    def test_what_asks_nearly_the_same_is_left_out(self, candidates, answer):
        one, other = answer("Who met Bob at noon?"), answer("who met bob at noon")
        _, drafts, err = candidates([one, one], [other])
        assert len(drafts) == 1
        assert "asked already 2, kept 1;" in err

    def test_so_is_what_the_set_asks(self, candidates, answer, scripted):
        asked = {"id": "a", "question": "Who met?", "evidence": [], "tags": []}
        path = scripted.write_lines(candidates.folder / "set.jsonl", asked)
        code, drafts, _ = candidates([answer("Who met?")], options=["--set", str(path)])
        assert (code, drafts) == (1, [])


class TestOtherRecords:
    def test_a_judgement_that_does_not_hold_is_one(self, candidates):
        _, [draft], err = candidates([JUDGED, {**JUDGED, "holds": True}])
        assert draft["question"] == "Anne met Bob"
        assert draft["evidence"] == [{"document": "a.txt", "quote": "Ann met Bob"}]
        assert draft["tags"] == ["draft", "from-judge"]
        assert (draft["shown"]["verdict"], draft["shown"]["file"]) == ("near", "report.md")
        assert "held 1, kept 1;" in err

    def test_one_that_stands_nowhere_asks_for_what_nothing_answers(self, candidates):
        _, [draft], _ = candidates([{**JUDGED, "places": [], "verdict": "not found"}])
        assert draft["evidence"] == []

    def test_labels_of_a_chat_stay_as_they_are(self, candidates):
        label = {"id": "chat-1", "question": "Who?", "evidence": [], "tags": ["from-chat"]}
        assert candidates([label])[1] == [label]

    def test_errors_are_counted_and_passed_over(self, candidates, answer):
        failed = {"schema": "quoth.error/1", "id": "x", "line": 1, "error": {"code": "internal"}}
        assert "failed 1, kept 1;" in candidates([failed, answer("Who met?")])[2]

    def test_what_is_none_of_them_is_named(self, candidates):
        code, drafts, err = candidates([{"id": "x"}])
        assert (code, drafts) == (2, [])
        assert err.endswith("line 1: is neither an answer, nor a judgement, nor an eval record\n")


class TestTheWayIntoASet:
    def test_a_draft_is_reviewed_with_what_was_shown_and_kept_without(
        self, candidates, answer, monkeypatch, capsys
    ):
        drafts = candidates.folder / "drafts.jsonl"
        assert candidates([answer("Who met?", "q7")], options=["-o", str(drafts)])[0] == 0
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a\n")))
        into = candidates.folder / "set.jsonl"
        source = ["-s", str(candidates.folder / "a.txt")]
        assert cli.main(["add", str(drafts), str(into), *source]) == 0
        out = capsys.readouterr().out
        assert "  shown: certainty sure; confidence 0.6; document a.txt; text Ann met Bob.\n" in out
        [added] = map(json.loads, into.read_text().splitlines())
        assert (added["id"], added["tags"], "shown" in added) == ("q7", [], False)

    def test_no_draft_is_measured(self, candidates, answer, capsys):
        drafts = candidates.folder / "drafts.jsonl"
        candidates([answer("Who met?")], options=["-o", str(drafts)])
        assert cli.main([str(drafts), "-s", str(candidates.folder / "a.txt")]) == 2
        assert "a draft, which nobody has reviewed" in capsys.readouterr().err

    def test_writes_over_nothing(self, candidates, answer):
        drafts = candidates.folder / "drafts.jsonl"
        drafts.write_text("")
        code, _, err = candidates([answer("Who met?")], options=["-o", str(drafts)])
        assert code == 2
        assert "is there already" in err
