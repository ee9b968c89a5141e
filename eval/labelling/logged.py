"""Logged: what was answered, judged or labelled elsewhere, as drafts of questions, each once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answering import Certainty
from assistant.conversation import Turn
from assistant.records.answers import ANSWER_SCHEMA, read_answer
from assistant.records.converting import turn_of
from assistant.records.failures import is_error
from assistant.records.record import RecordError
from eval.labelling.duplicates import Asked
from eval.labelling.places import Place, evidence_at
from eval.questions.eval_file import eval_question
from eval.questions.eval_set import DRAFT, EvalQuestion
from eval.questions.records import FileLine, LineError, Record, lines, parse

FROM_LOG = "from-log"
"""The tag of a question that somebody asked, with what was answered."""
FROM_JUDGE = "from-judge"
"""The tag of what a text said and the documents did not bear out."""
SHOWN = "shown"
"""The field of a draft with what was shown; it is no part of a set."""

_JUDGEMENT = "quoth.judgement/1"


@dataclass(slots=True)
class Logged:
    """The drafts of several files; what asks nearly the same as an earlier one is left out.

    Args:
        texts: The documents as they are now, by id.
        unsure: Whether answers that are sure are left out.
        asked: What is in the set already.
    """

    texts: Mapping[str, str]
    unsure: bool = False
    asked: Asked = field(default_factory=Asked)
    counts: Counter[str] = field(default_factory=Counter)
    _turns: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def drafts(self, path: Path) -> Iterator[dict[str, Any]]:
        """Yield the records that the lines of a file become.

        Raises:
            InputError: The file cannot be read, or a line is of none of the kinds that are known.
        """
        self._turns.clear()
        for place, line in lines(path):
            record = parse(place, line)
            fields = self._draft(record)
            if fields is None:
                continue
            question = eval_question(Record(place, fields))
            if self._is_new(question):
                self.asked.add(question)
                self.counts["kept"] += 1
                yield fields
            else:
                self.counts["asked already"] += 1

    def _is_new(self, question: EvalQuestion) -> bool:
        return self.asked.twin(question) is None

    def _draft(self, record: Record) -> dict[str, Any] | None:
        schema = record.fields.get("schema")
        if schema == ANSWER_SCHEMA:
            return self._of_answer(record)
        if schema == _JUDGEMENT:
            return self._of_judgement(record)
        if is_error(record.fields):
            self.counts["failed"] += 1
            return None
        if "question" in record.fields and "evidence" in record.fields:
            return record.fields
        raise record.place.error("is neither an answer, nor a judgement, nor an eval record")

    def _of_answer(self, record: Record) -> dict[str, Any] | None:
        try:
            turn = turn_of(read_answer(record.fields))
        except RecordError as error:
            raise LineError(record.place, str(error)) from None
        history = self._history(record.optional_text("conversation"), turn)
        if self.unsure and turn.answer.certainty is Certainty.SURE:
            self.counts["sure"] += 1
            return None
        first = turn.answer.passages[0] if turn.answer.passages else None
        evidence = None
        if first and turn.answer.found:
            highlight = first.highlight
            place = Place(first.citation.document, highlight.start, highlight.end)
            evidence = self._evidence(place, highlight.text)
        shown = {"certainty": turn.answer.certainty.value, "confidence": turn.answer.confidence}
        if first:
            shown |= {"document": first.citation.document, "text": first.highlight.text}
        return {
            "id": record.optional_text("id") or _named(record.place),
            "question": turn.question,
            **({"history": history} if history else {}),
            "evidence": [evidence] if evidence else [],
            "tags": [DRAFT, FROM_LOG],
            SHOWN: shown,
        }

    def _history(self, conversation: str | None, turn: Turn) -> list[dict[str, str]]:
        """Return the earlier turns of a conversation, and remember this one."""
        if conversation is None:
            return []
        turns = self._turns.setdefault(conversation, [])
        earlier = list(turns)
        said = {"question": turn.question}
        if turn.answer.found and turn.answer.passages:
            said["answer"] = turn.answer.passages[0].highlight.text
        turns.append(said)
        return earlier

    def _of_judgement(self, record: Record) -> dict[str, Any] | None:
        if record.fields.get("holds") is True:
            self.counts["held"] += 1
            return None
        evidence = None
        for found, words in (("places", "text"), ("passages", "sentence")):
            for one in (record.fields.get(found) or [])[:1]:
                evidence = evidence or self._quoted(one, words)
        return {
            "id": _named(record.place),
            "question": record.text("text"),
            "evidence": [evidence] if evidence else [],
            "tags": [DRAFT, FROM_JUDGE],
            SHOWN: {
                name: record.fields.get(name)
                for name in ("kind", "verdict", "said", "file", "line")
            },
        }

    def _quoted(self, one: Any, words: str) -> dict[str, Any] | None:
        match one:
            case {"citation": {"document": str(document), "start": int(start)}}:
                text = one.get(words)
                at = self.texts.get(document, "").find(text, start) if text else -1
                return (
                    self._evidence(Place(document, at, at + len(text)), text) if at >= 0 else None
                )
        return None

    def _evidence(self, place: Place, quote: str) -> dict[str, Any] | None:
        """Return the evidence of a place where the quote still stands."""
        text = self.texts.get(place.document, "")
        return evidence_at(place, text) if text[place.start : place.end] == quote else None


def _named(place: FileLine) -> str:
    return f"{Path(place.file).stem}-{place.line}"
