"""Run files: what another tool retrieved, as TREC has it or as JSON lines with the passages' texts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from eval.measures.result import Certainty
from eval.questions.records import FileLine, Record, lines, parse
from index.errors import InputError

_COLUMNS = "question, Q0, document, rank, score and run, divided by spaces"
_TREC_CELLS = 6
_CERTAINTIES: Mapping[str, Certainty] = {"sure": "sure", "unsure": "unsure", "no": "no"}


@dataclass(frozen=True, slots=True)
class Item:
    """What stands at one rank: a passage by its text, a document by its id, or both."""

    text: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Response:
    """What a tool gave for one question; None is what it did not say.

    Args:
        items: What it retrieved, best first.
        found: Whether it says that they answer.
        certainty: How certain it says that it is.
        confidence: How probable it says that is, in [0, 1].
        answer: Its words.
    """

    items: tuple[Item, ...]
    found: bool | None = None
    certainty: Certainty | None = None
    confidence: float | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class RunFile:
    """The responses of a tool by the question's id; ``name`` is what the tool calls itself."""

    name: str
    responses: Mapping[str, Response]

    @property
    def has_texts(self) -> bool:
        """Whether passages are given, not documents alone."""
        items = chain.from_iterable(response.items for response in self.responses.values())
        return any(item.text is not None for item in items)


def read_run(path: Path, questions: Collection[str]) -> RunFile:
    """Read a run; a file whose first line is a JSON object holds JSON lines, any other is TREC's.

    Args:
        path: Its file.
        questions: The ids of those that are judged.

    Raises:
        InputError: It cannot be read, a line is malformed or of no such question, or there is none.
    """
    found = iter(lines(path))
    first = next(found, None)
    if first is None:
        raise InputError(f"{safe_line(str(path))}: holds no line, so there is nothing to judge")
    rest = chain([first], found)
    is_json = first[1].lstrip().startswith(b"{")
    return (_json_lines if is_json else _trec)(path, rest, questions)


@dataclass(slots=True)
class _Ranked:
    """A question's documents as they come in, with their scores."""

    scores: dict[str, float] = field(default_factory=dict)

    def response(self) -> Response:
        """Return them best first; of equal ones the first in the file."""
        ordered = sorted(self.scores, key=lambda document: -self.scores[document])
        return Response(tuple(Item(None, document) for document in ordered))


def _trec(
    path: Path, found: Iterator[tuple[FileLine, bytes]], questions: Collection[str]
) -> RunFile:
    ranked: dict[str, _Ranked] = {}
    name = path.stem
    for place, line in found:
        question, document, score, name = _trec_line(place, line)
        _check_known(place, question, questions)
        scores = ranked.setdefault(question, _Ranked()).scores
        if document in scores:
            raise place.error(f"ranks {document!r} twice for the question {question!r}")
        scores[document] = score
    return RunFile(name, {question: one.response() for question, one in ranked.items()})


def _trec_line(place: FileLine, line: bytes) -> tuple[str, str, float, str]:
    try:
        cells = line.decode("utf-8").split()
    except UnicodeDecodeError:
        raise place.error("not UTF-8") from None
    if len(cells) != _TREC_CELLS:
        raise place.error(f"is neither a JSON object nor a line of a TREC run: {_COLUMNS}")
    question, _, document, _, score, name = cells
    try:
        return question, document, float(score), name
    except ValueError:
        raise place.error(f"the score {score!r} is not a number") from None


def _json_lines(
    path: Path, found: Iterator[tuple[FileLine, bytes]], questions: Collection[str]
) -> RunFile:
    responses: dict[str, Response] = {}
    for place, line in found:
        record = parse(place, line)
        question = record.text("id")
        _check_known(place, question, questions)
        if question in responses:
            raise place.error(f"the id {question!r} was there already")
        responses[question] = _response(record)
    return RunFile(path.stem, responses)


def _check_known(place: FileLine, question: str, questions: Collection[str]) -> None:
    if question not in questions:
        raise place.error(f"the id {question!r} is that of no question in the set")


def _response(record: Record) -> Response:
    passages = record.fields.get("passages")
    if not isinstance(passages, list):
        raise record.place.error('lacks "passages", a list of texts or objects, best first')
    certainty = _certainty(record)
    found = record.optional_truth("found")
    if found is None and certainty is not None:
        found = certainty != "no"
    if certainty is not None and found is (certainty == "no"):
        raise record.place.error('"found" contradicts "certainty"')
    return Response(
        items=tuple(_item(record.place, passage) for passage in passages),
        found=found,
        certainty=certainty,
        confidence=_confidence(record),
        answer=record.optional_text("answer"),
    )


def _certainty(record: Record) -> Certainty | None:
    said = record.optional_text("certainty")
    if said is not None and said not in _CERTAINTIES:
        raise record.place.error(f'"certainty" is none of {", ".join(_CERTAINTIES)}')
    return None if said is None else _CERTAINTIES[said]


def _confidence(record: Record) -> float | None:
    said = record.fields.get("confidence")
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said <= 1:
        raise record.place.error('"confidence" is no probability from 0 to 1')
    return float(said)


def _item(place: FileLine, passage: Any) -> Item:
    if isinstance(passage, str):
        return Item(passage, None)
    if isinstance(passage, dict):
        fields = Record(place, passage)
        item = Item(fields.optional_text("text"), fields.optional_text("document"))
        if item.text is not None or item.document is not None:
            return item
    raise place.error('"passages" holds what has neither "text" nor "document"')
