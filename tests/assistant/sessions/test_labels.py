import json
import stat

import pytest

from assistant.answering import Answer, Certainty, Citation, CitedPassage, Explanation, Highlight
from assistant.conversation import Exchange, Query, Turn
from assistant.records.labels import EvidenceRecord
from assistant.sessions.labels import Kept, eval_record, evidence_of, keep, labels_file
from eval.questions.evidence import LocatedQuote, locate
from eval.questions.loading import load
from index.errors import InputError
from index.files.location import user_folder


def cited(text, sentence, at=0):
    """Return the whole text as a passage; its sentence is the one that begins after ``at``."""
    start = text.index(sentence, at)
    citation = Citation(1, "farm.txt", "Farm", None, 1, None, 0, len(text), "", "", "0")
    highlight = Highlight(start, start + len(sentence), sentence)
    return CitedPassage(1, 1.0, text, highlight, citation, Explanation((), ()))


def turn(question, *carried):
    return Turn(
        question, Query(question, carried), Answer(Certainty.SURE, confidence=1, passages=())
    )


class TestEvidence:
    def test_is_the_sentence_that_answers(self):
        text = "The cat sleeps. The dog barks."
        found = evidence_of(cited(text, "The dog barks."), text)
        assert found == EvidenceRecord(document="farm.txt", quote="The dog barks.")

    def test_has_as_much_before_it_as_tells_its_place_from_others(self):
        text = f"The cat{'.' * 9}It is old. The dog{'.' * 9}It is old."
        found = evidence_of(cited(text, "It is old.", at=20), text)
        assert found.prefix == f"he dog{'.' * 9}".rjust(16, "T")

    @pytest.mark.parametrize("at", [0, 12, 30])
    def test_is_found_at_its_place_and_nowhere_else(self, tmp_path, at):
        text = "Farm. Old. Old. It is. Old. It is. Old. Old. It is. Old."
        passage = cited(text, "Old.", at)
        file = tmp_path / "labels.jsonl"
        keep(file, eval_record(turn("Who?"), (), evidence_of(passage, text)))
        (question,) = load(file).questions
        where = LocatedQuote("farm.txt", passage.highlight.start, passage.highlight.end)
        assert locate(question, {"farm.txt": text}.__getitem__) == (where,)

    def test_is_refused_where_nothing_can_tell_it_from_others(self):
        with pytest.raises(InputError, match="nothing before this sentence"):
            evidence_of(cited("Old. Old.", "Old."), "Old. Old.")

    def test_is_refused_where_the_document_no_longer_holds_it(self):
        text = "The cat sleeps."
        with pytest.raises(InputError, match=r"farm\.txt no longer holds this sentence"):
            evidence_of(cited(text, text), "The cat slept.")


class TestARecord:
    def test_is_what_quoth_eval_reads(self, tmp_path):
        evidence = EvidenceRecord(document="farm.txt", quote="The cat sleeps.")
        record = eval_record(turn("Who sleeps?"), (), evidence)
        keep(tmp_path / "labels.jsonl", record)
        (question,) = load(tmp_path / "labels.jsonl").questions
        assert (question.text, question.answerable) == ("Who sleeps?", True)
        assert (question.history, question.tags) == ((), ("from-chat",))
        assert question.id == record.id

    def test_of_what_nothing_answers_has_no_evidence(self):
        assert eval_record(turn("Who?"), ()).evidence == []

    def test_of_a_follow_up_has_its_history(self, tmp_path):
        earlier = (Exchange("Does the dog bark?", "The dog barks."), Exchange("Is helium light?"))
        record = eval_record(turn("And it?", "dog"), earlier)
        assert record.fields()["history"] == [
            {"question": "Does the dog bark?", "answer": "The dog barks."},
            "Is helium light?",
        ]

    def test_of_a_question_that_was_searched_alone_has_none(self):
        earlier = (Exchange("Does the dog bark?", "The dog barks."),)
        assert "history" not in eval_record(turn("And it?"), earlier).fields()

    def test_has_another_id_after_another_history(self):
        earlier = (Exchange("Does the dog bark?", "The dog barks."),)
        ids = {
            eval_record(turn("And it?"), earlier).id,
            eval_record(turn("And it?", "dog"), earlier).id,
            eval_record(turn("And she?"), ()).id,
        }
        assert len(ids) == 3


class TestAFileOfLabels:
    def test_is_one_for_each_set_of_sources(self):
        farm, both = labels_file(("/a/my farm.txt",)), labels_file(("/a/my farm.txt", "/b"))
        assert farm.parent == both.parent == user_folder("data") / "labels"
        assert farm.name.startswith("my-farm-")
        assert farm != both

    def test_is_private(self, tmp_path):
        file = tmp_path / "labels" / "farm.jsonl"
        keep(file, eval_record(turn("Who?"), ()))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700

    def test_has_the_last_label_of_each_question(self, tmp_path):
        file = tmp_path / "farm.jsonl"
        evidence = EvidenceRecord(document="farm.txt", quote="The cat sleeps.")
        assert keep(file, eval_record(turn("Who?"), ())) is Kept.FIRST
        assert keep(file, eval_record(turn("What?"), ())) is Kept.FIRST
        assert keep(file, eval_record(turn("Who?"), (), evidence)) is Kept.ANOTHER
        kept = [json.loads(line) for line in file.read_bytes().splitlines()]
        assert [(record["question"], len(record["evidence"])) for record in kept] == [
            ("What?", 0),
            ("Who?", 1),
        ]

    def test_keeps_lines_that_somebody_else_wrote_as_they_are(self, tmp_path):
        file = tmp_path / "farm.jsonl"
        file.write_bytes(b'{"id": "mine"}\nno json')
        keep(file, eval_record(turn("Who?"), ()))
        assert file.read_bytes().startswith(b'{"id": "mine"}\nno json\n{"id": "chat-')

    def test_that_cannot_be_written_is_named(self, tmp_path):
        (tmp_path / "labels").write_text("a file where the folder should be")
        file = tmp_path / "labels" / "farm.jsonl"
        with pytest.raises(InputError, match=r"farm\.jsonl: cannot be written \("):
            keep(file, eval_record(turn("Who?"), ()))
