"""Resuming: how much of an earlier output can be kept, and whether it may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from assistant.console.streams import reason
from assistant.conversation import Exchange, Query
from assistant.questions import Question, QuestionError
from assistant.records.answers import ANSWER_SCHEMA, AnswerRecord, PassageRecord, read_answer
from assistant.records.failures import error_record, is_error
from assistant.records.record import RecordError
from assistant.records.restrictions import RestrictionRecord
from assistant.service.line_answerer import LineAnswerer, coded_failures
from index.errors import InputError
from index.files.json_lines import JsonLineError, parse_object
from index.search.restriction import Restriction

_BEGINNING = b'{"schema": "quoth.'


@dataclass(frozen=True, slots=True)
class Kept:
    """The part of an output file that stays: its size, and how many of its lines are errors."""

    size: int = 0
    failed: int = 0


class _MismatchError(Exception):
    """A kept line is not what its question would give now; the message says in what."""


def keep(output: Path, answerer: LineAnswerer, lines: Iterator[tuple[int, bytes]]) -> Kept:
    """Match an earlier output with the questions, line by line; take in its conversations.

    The questions that it answers are taken from ``lines``. A torn last line is not kept. The
    file is only read.

    Raises:
        InputError: It answers other questions, or answers them otherwise.
    """
    checker = _Checker(answerer)
    size = failed = number = 0
    try:
        with output.open("rb") as answers:
            for answer in answers:
                number += 1
                if not answer.endswith(b"\n"):
                    _check_torn(answer)
                    break
                failed += checker.check(answer, next(lines, None))
                size += len(answer)
    except OSError as error:
        raise InputError(f"{output}: cannot be read ({reason(error)})") from None
    except _MismatchError as error:
        message = f"{output}, line {number}: {error}; the file is untouched"
        raise InputError(f"{message}; to begin anew give --overwrite") from None
    return Kept(size, failed)


def _check_torn(answer: bytes) -> None:
    if not (answer.startswith(_BEGINNING) or _BEGINNING.startswith(answer)):
        raise _MismatchError("is no answer record")


class _Checker:
    """Compares kept records with what their lines give now."""

    def __init__(self, answerer: LineAnswerer) -> None:
        self._answerer = answerer
        self._count = cache(self._count_passages)

    def check(self, answer: bytes, numbered: tuple[int, bytes] | None) -> bool:
        """Take in a kept line and tell whether it is an error record.

        Raises:
            _MismatchError: It is not what its question gives now.
        """
        try:
            kept = parse_object(answer)
        except JsonLineError:
            raise _MismatchError("is no answer record") from None
        if numbered is None:
            raise _MismatchError("there are fewer questions than answers")
        number, line = numbered
        try:
            question = self._answerer.read(line)
        except QuestionError as error:
            _expect(kept == error_record(number, error).fields(), "another line")
            return True
        if is_error(kept):
            fails = self._is_refused(kept, number, question) or _is_internal(kept, number, question)
            _expect(fails, "another line")
            return True
        self._check_answer(kept, question)
        return False

    def _is_refused(self, kept: dict[str, Any], number: int, question: Question) -> bool:
        """Tell whether a kept error is that nothing is within the restriction of its question."""
        try:
            with coded_failures(question.id):
                self._answerer.assistant.select(question.within)
        except QuestionError as error:
            return kept == error_record(number, error).fields()
        return False

    def _check_answer(self, fields: dict[str, Any], question: Question) -> None:
        _expect(fields.get("schema") == ANSWER_SCHEMA, "something that is no question")
        try:
            kept = read_answer(fields)
        except RecordError:
            raise _MismatchError("is no answer record") from None
        asked = (question.text, question.id, question.conversation)
        _expect((kept.question, kept.id, kept.conversation) == asked, "another question")
        if replace(kept.index, reader=None) != replace(self._answerer.index, reader=None):
            raise _MismatchError("was answered from another index")
        if kept.index != self._answerer.index:
            raise _MismatchError("was answered with another reader")
        within = question.within or self._answerer.asking.within
        query = self._query(question, within)
        act = kept.reply.act if kept.reply else None
        searched = (kept.query, tuple(kept.carried), act)
        _expect(searched == (query.text, query.carried, query.act), "another history or context")
        restricted = RestrictionRecord.of(within)
        _expect(kept.restricted == restricted, "another --document or --section")
        self._check_passages(kept.passages, within, is_searched=act is None)
        self._answerer.remember(question, _exchange(kept))

    def _check_passages(
        self, passages: Sequence[PassageRecord], within: Restriction, *, is_searched: bool
    ) -> None:
        asking = self._answerer.asking
        count = len(passages)
        fits = count == asking.k or count == min(asking.k, self._count(within))
        _expect(fits if is_searched else count <= asking.k, "another -k")
        is_explained = [passage.explain is not UNSET for passage in passages]
        _expect(all(one == asking.explain for one in is_explained), "another --explain")

    def _query(self, question: Question, within: Restriction) -> Query:
        answerer = self._answerer
        if answerer.asking.context and question.context:
            history = answerer.history(question)
            return answerer.assistant.query(question.text, history, within)
        return Query(question.text)

    def _count_passages(self, within: Restriction) -> int:
        """Return how many passages an answer can have at most."""
        return len(self._answerer.assistant.select(within).rows)


def _expect(holds: bool, what: str) -> None:  # noqa: FBT001
    if not holds:
        raise _MismatchError(f"answers {what}")


def _is_internal(kept: dict[str, Any], number: int, question: Question) -> bool:
    """Tell whether a kept error is one that depends on more than the line."""
    match kept:
        case {"id": question.id, "line": line, "error": {"code": "internal", "message": str()}}:
            return bool(line == number)
        case _:
            return False


def _exchange(kept: AnswerRecord) -> Exchange:
    first = kept.passages[:1] if kept.found else ()
    act = kept.reply.act if kept.reply else None
    query = Query(kept.query, tuple(kept.carried), act=act)
    return Exchange(kept.question, first[0].highlight.text if first else None, query)
