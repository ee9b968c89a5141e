"""``quoth.answer/1``: a question with its answer, every passage with a citation that proves itself."""

from typing import TYPE_CHECKING, Any, Self

from msgspec import UNSET, UnsetType

from assistant.answering import Certainty, Highlight, Words
from assistant.conversation import DialogueAct
from assistant.records.indexes import AboutRecord
from assistant.records.record import MisfitError, Record, RecordError, read
from assistant.records.restrictions import RestrictionRecord, restriction_of

if TYPE_CHECKING:
    from assistant.answerer import Answering

ANSWER_SCHEMA = "quoth.answer/1"


class IndexName(Record, frozen=True, omit_defaults=True):
    """Which index an answer came from, and by which reader, as its record says it."""

    fingerprint: str
    model: str
    reader: str | None = None

    @classmethod
    def of(cls, assistant: "Answering") -> Self:
        """Return the name of the index that an assistant answers from, and of its reader."""
        return cls(assistant.fingerprint, assistant.model, assistant.reader)


class WordsRecord(Record, frozen=True, kw_only=True):
    """The words that answer; offsets are the document's."""

    start: int
    end: int
    text: str


class HighlightRecord(Record, frozen=True, kw_only=True):
    """The sentence that answers, and the words in it that do; offsets are the document's.

    ``header`` is there where it is the row of a table that has one, ``page`` where there are pages:
    the one on which it starts, and ``page_label`` where the document calls that otherwise.
    """

    start: int
    end: int
    text: str
    answer: WordsRecord | None = None
    header: WordsRecord | UnsetType | None = UNSET
    page: int | UnsetType | None = UNSET
    page_label: str | UnsetType | None = UNSET


def highlight_of(record: HighlightRecord) -> Highlight:
    """Return the highlight that a record tells of."""
    answer, header = _words(record.answer), _words(record.header or None)
    return Highlight(record.start, record.end, record.text, answer, header)


def _words(record: WordsRecord | None) -> Words | None:
    return Words(record.start, record.end, record.text) if record else None


class CitationRecord(Record, frozen=True, kw_only=True):
    """A citation; ``changed`` is there where its document was found changed.

    ``about`` is what the document says of itself, where it does, ``cells`` those of the marked row in its
    sheet.
    """

    marker: int
    document: str
    title: str
    section: str | None = None
    paragraph: int | None = None
    page: int | None = None
    start: int
    end: int
    prefix: str
    suffix: str
    sha256: str
    link: str | UnsetType | None = UNSET
    about: AboutRecord | UnsetType | None = UNSET
    cells: str | UnsetType | None = UNSET
    changed: bool | UnsetType = UNSET


class ReasonRecord(Record, frozen=True, kw_only=True):
    """One signal's part in a score."""

    signal: str
    value: float
    part: float


class ExplanationRecord(Record, frozen=True, kw_only=True):
    """Why a passage ranks where it does."""

    signals: list[ReasonRecord]
    matched: list[str]


class PassageRecord(Record, frozen=True, kw_only=True):
    """A ranked passage; ``also`` are the citations of identical ones.

    ``preformatted`` is where its lines and indentation say something, by offsets of the document.
    """

    rank: int
    score: float
    text: str
    highlight: HighlightRecord
    read: float | None = None
    citation: CitationRecord
    preformatted: list[tuple[int, int]] | UnsetType = UNSET
    also: list[CitationRecord] | UnsetType = UNSET
    explain: ExplanationRecord | UnsetType | None = UNSET


class ReplyRecord(Record, frozen=True, kw_only=True):
    """What is said to a question that asks the documents nothing new, and what that question does."""

    act: DialogueAct
    text: str


class AnswerRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag=ANSWER_SCHEMA):
    """The record of a turn."""

    id: str | None = None
    conversation: str | None = None
    question: str
    query: str
    carried: list[str]
    restricted: RestrictionRecord | UnsetType = UNSET
    reply: ReplyRecord | UnsetType = UNSET
    found: bool
    certainty: Certainty | UnsetType = UNSET
    confidence: float
    corrected: dict[str, str] | UnsetType = UNSET
    unmentioned: list[str] | UnsetType = UNSET
    passages: list[PassageRecord]
    index: IndexName


def read_answer(fields: Any) -> AnswerRecord:
    """Return the answer record that JSON tells of.

    Raises:
        RecordError: It is of another schema, or not whole.
    """
    if not isinstance(fields, dict):
        raise RecordError("there is no answer")
    schema = fields.get("schema")
    if schema != ANSWER_SCHEMA:
        shown = schema[:40] if isinstance(schema, str) else schema
        raise RecordError(f"the answer is of the schema {shown!r}, not {ANSWER_SCHEMA!r}")
    if "restricted" in fields:
        restriction_of(fields["restricted"])
    try:
        return read(AnswerRecord, fields)
    except MisfitError as error:
        raise RecordError(_complaint(*error.path)) from None


def _complaint(*path: str | int) -> str:
    """Return what is wrong, given the path to the part of an answer record that is."""
    match path:
        case ["passages", int(number), *inside]:
            return _in_passage(f"passage {number + 1}", *inside)
        case ["index", field]:
            return f"the index has no proper {field}"
        case ["carried" | "unmentioned" as field, int()] | ["corrected" as field, *_] if path[1:]:
            return f"{field} holds more than strings"
        case ["corrected"]:
            return "corrected is no object"
        case ["unmentioned"]:
            return "unmentioned is no list"
        case _:
            return f"the answer has no proper {path[0]}"


def _in_passage(name: str, *path: str | int) -> str:
    match path:
        case ["also"]:
            return f"also of {name} is no list"
        case ["highlight", *inside]:
            return _in_highlight(name, *inside)
        case ["also", int(), *inside] | ["citation", *inside]:
            return _in_object(f"a citation of {name}", *inside)
        case ["explain", "matched", int()]:
            return f"the reasons of {name} holds more than strings"
        case ["explain", "signals", int(), *inside] | ["explain", *inside]:
            return _in_object(f"the reasons of {name}", *inside)
        case _:
            return _in_object(name, *path)


def _in_highlight(name: str, *path: str | int) -> str:
    match path:
        case ["answer", *inside]:
            return _in_object(f"the answer in {name}", *inside)
        case ["header", *inside]:
            return _in_object(f"the header in {name}", *inside)
        case _:
            return _in_object(f"the highlight of {name}", *path)


def _in_object(name: str, *path: str | int) -> str:
    return f"{name} has no proper {path[0]}" if path else f"{name} is no object"
