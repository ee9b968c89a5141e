"""Evidence that is gone from its document, and the record with what stands there now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.labelling.growing_set import json_line
from eval.labelling.places import Place, evidence_at, nearest_anywhere
from eval.questions.eval_file import eval_question
from eval.questions.eval_set import EvalQuestion, Evidence
from eval.questions.evidence import locate
from eval.questions.records import LineError, lines, parse
from index.errors import InputError
from index.files.disk import write_atomically


@dataclass(frozen=True, slots=True)
class Gone:
    """A quote that is not in its document exactly once.

    Args:
        question: Whose evidence it is.
        number: Which of its evidence, counted from 0.
        evidence: As it is labelled.
        place: What is most like it in the documents now; None where nothing is.
        anchored: Evidence of that place; None where there is none, or nothing tells it from others.
    """

    question: EvalQuestion
    number: int
    evidence: Evidence
    place: Place | None
    anchored: Mapping[str, Any] | None


def gone(path: Path, texts: Mapping[str, str]) -> Iterator[Gone]:
    """Yield the evidence of a set that does not stand in its document exactly once, in order.

    Args:
        path: A file of eval records.
        texts: The documents as they are now, by id.

    Raises:
        InputError: The file cannot be read, or a line is no eval record.
    """
    for place, line in lines(path):
        question = eval_question(parse(place, line))
        for number, evidence in enumerate(question.evidence):
            try:
                locate(replace(question, evidence=(evidence,)), texts.__getitem__)
            except LineError:
                yield _gone(question, number, evidence, texts)


def _gone(
    question: EvalQuestion, number: int, evidence: Evidence, texts: Mapping[str, str]
) -> Gone:
    place = nearest_anywhere(evidence.quote, evidence.document, texts)
    anchored = evidence_at(place, texts[place.document]) if place else None
    return Gone(question, number, evidence, place, anchored)


def reanchor(path: Path, found: Gone) -> None:
    """Write what stands there now in the place of evidence that is gone; other lines stay.

    Raises:
        InputError: The file was changed meanwhile, or cannot be written; it is as it was.
    """
    name, at = safe_line(str(path)), found.question.place.line - 1
    try:
        rows = path.read_bytes().split(b"\n")
        fields = parse(found.question.place, rows[at]).fields if at < len(rows) else {}
        evidence = fields.get("evidence", [])
        if fields.get("id") != found.question.id or found.number >= len(evidence):
            raise InputError(f"{name}: was changed meanwhile; start again, what is in it stays")
        kept = {key: value for key, value in evidence[found.number].items() if key != "prefix"}
        evidence[found.number] = {**kept, **(found.anchored or {})}
        rows[at] = json_line(fields).encode("utf-8").rstrip(b"\n")
        write_atomically(path, b"\n".join(rows))
    except OSError as error:
        raise InputError(f"{name}: cannot be written ({reason(error)})") from None
