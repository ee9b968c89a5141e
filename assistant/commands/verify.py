"""``quoth verify``: proves every citation of a file of answers against the documents now."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.citations.anchoring import Anchoring, Claim, State, anchor
from assistant.console.counting import counted
from assistant.console.messages import ignore, say
from assistant.console.safe_text import safe_line
from assistant.console.streams import open_input, write_text
from assistant.records.answers import ANSWER_SCHEMA
from assistant.records.claims import claims_of
from assistant.records.failures import is_error
from assistant.records.record import RecordError
from assistant.records.verdicts import VerdictRecord
from index.errors import InputError
from index.files.json_lines import JsonLineError, bounded_lines, dump, numbered_lines, parse_object
from index.files.location import StoreUrl

_SKIPPED = "error"
_BROKEN = "broken"
_MOST_HELD = 100
"""Lines that are no records which are not told of before there is an answer: the file may be another."""


@dataclass(frozen=True, slots=True)
class VerifiedCitation:
    """What has become of one citation of one line."""

    line: int
    question_id: str | None
    claim: Claim
    anchoring: Anchoring

    def record(self) -> VerdictRecord:
        """Return its record; the place is null where there is none."""
        start, end = self.anchoring.span or (None, None)
        return VerdictRecord(
            line=self.line,
            id=self.question_id,
            marker=self.claim.marker,
            document=self.claim.document,
            state=self.anchoring.state.value,
            start=start,
            end=end,
        )

    def sentence(self) -> str:
        """Return what has become of it in one line for people."""
        named = f" ({self.question_id})" if self.question_id is not None else ""
        claim, state = self.claim, self.anchoring.state
        where = f"{claim.document} [{claim.start}, {claim.end})"
        line = f"line {self.line}{named}: [{claim.marker}] {where}: {state.value}"
        if state is State.MOVED and self.anchoring.span:
            line += f" to [{self.anchoring.span[0]}, {self.anchoring.span[1]})"
        return safe_line(line)


def run(options: argparse.Namespace) -> int:
    """Verify a file of answers; return 1 if a citation no longer holds or a line is broken.

    Raises:
        QuothError: The answers or the documents cannot be read at all, or there is no answer.
    """
    with open_input(options.answers) as answers:
        documents = documents_now(options.sources, options.index, quiet=options.quiet)
        counts: Counter[str] = Counter()
        held: list[str] = []
        has_answers = False
        for number, line in numbered_lines(bounded_lines(answers)):
            citations: list[VerifiedCitation] = []
            try:
                record = _record(line)
                has_answers = True
                citations = list(_verified(number, record, documents, counts))
            except RecordError as error:
                counts[_BROKEN] += 1
                held.append(f"{options.answers}, line {number}: {error}")
            if has_answers or len(held) > _MOST_HELD:
                for message in held:
                    say(message)
                held.clear()
            for verified in citations:
                counts[verified.anchoring.state.value] += 1
                _print(verified, as_json=options.json)
    if not has_answers:
        raise InputError(
            f"{options.answers}: holds no answer to prove; name a file that quoth batch wrote"
        )
    if not options.json:
        write_text(f"{_summary(counts)}\n")
    holds = not counts[_BROKEN] and all(
        not counts[state.value] for state in State if state is not State.INTACT
    )
    return 0 if holds else 1


def documents_now(
    sources: Sequence[Path], index: Path | StoreUrl | None, *, quiet: bool
) -> Mapping[str, str]:
    """Return the texts of the documents as they are now, by id; no model is loaded.

    Every file is read. One that has the very bytes of which its converter made a text of the index
    is not converted again.

    Raises:
        QuothError: A source or the index that names the sources cannot be read.
    """
    from index.library import Library

    library = Library.open(sources, index)
    if index and library.exists():
        library.check_sources()
    texts = library.texts_now()
    warn = ignore if quiet else say
    for problem in texts.problems:
        warn(problem)
    return texts.by_id


def _record(line: bytes) -> dict[str, Any]:
    """Return the record of an answer, or of an error, that a line is.

    Raises:
        RecordError: It is neither.
    """
    try:
        record = parse_object(line)
    except JsonLineError as error:
        raise RecordError(str(error) if line.strip() else "blank") from None
    if "schema" not in record and isinstance(record.get("answer"), dict):
        record = record["answer"]  # a line of a saved chat
    if not is_error(record) and record.get("schema") != ANSWER_SCHEMA:
        raise RecordError("not an answer record")
    return record


def _verified(
    number: int, record: dict[str, Any], documents: Mapping[str, str], counts: Counter[str]
) -> Iterator[VerifiedCitation]:
    if is_error(record):
        counts[_SKIPPED] += 1
        return
    question_id = record.get("id")
    for claim in claims_of(record):
        named = question_id if isinstance(question_id, str) else None
        yield VerifiedCitation(number, named, claim, anchor(claim, documents))


def _print(verified: VerifiedCitation, *, as_json: bool) -> None:
    if as_json:
        write_text(f"{dump(verified.record().fields())}\n")
    elif verified.anchoring.state is not State.INTACT:
        write_text(f"{verified.sentence()}\n")


def _summary(counts: Counter[str]) -> str:
    total = sum(counts[state.value] for state in State)
    parts = [f"{counts[state.value]:,} {state.value}" for state in State if counts[state.value]]
    line = counted(total, "citation") + (f": {', '.join(parts)}" if parts else "")
    if counts[_SKIPPED]:
        line += f"; error records skipped: {counts[_SKIPPED]:,}"
    if counts[_BROKEN]:
        line += f"; broken lines: {counts[_BROKEN]:,}"
    return line
