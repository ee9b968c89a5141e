"""``quoth judge``: whether the documents bear out what a text quotes and claims."""

import argparse
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.options import assistant_on, open_library
from assistant.console.messages import say
from assistant.console.streams import (
    DASH,
    open_input,
    standard_output,
    write_record,
    write_text,
)
from assistant.judging.extracting import Extract, extracts
from assistant.judging.judge import Judge, Judgement, Verdict
from assistant.judging.naming import Names, Said
from assistant.quotations.finder import Finder
from assistant.records.claims import claims_of
from assistant.records.failures import is_error
from assistant.records.record import RecordError
from index.errors import InputError
from index.files.json_lines import JsonLineError, numbered_lines, parse_object

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.engine import Assistant
    from index.library import Library

_MOST_BYTES = 16 * 2**20
_TEXTS, _RECORDS = {".md", ".markdown", ".txt"}, {".jsonl", ".json"}


def run(options: argparse.Namespace) -> int:
    """Judge a text, a file of answer records or a folder of both; return 1 unless all of it holds.

    Raises:
        QuothError: A file, the sources or the index cannot be used, or there is nothing to judge.
    """
    files = {path: _read(path) for path in _files(options.file)}
    library = open_library(options)
    names = Names.of((known.id, known.title) for known in library.documents.values())

    @cache
    def assistant() -> "Assistant":
        return assistant_on(library, options)

    def ask(question: str) -> "Turn":
        return assistant().ask(question, k=options.k)

    own = _own(files, library)
    if own and not options.quiet:
        named = ", ".join(sorted(own))
        say(f"{named}: is judged, and so no document that bears anything out")
    judge = Judge(Finder(library, own), ask)
    judged: list[Judgement] = []
    for path, text in files.items():
        for judgement in judge.judged(_extracts(path, text, names, claims=options.claims)):
            _print(path, judgement, options)
            judged.append(judgement)
    if not judged:
        raise InputError(
            f"{options.file}: quotes nothing and cites nothing; there is no judging it"
        )
    if not options.json:
        from assistant.rendering.judgements import summary

        write_text(f"{summary(judged)}\n")
    return 0 if all(judgement.holds for judgement in judged) else 1


def _own(files: Iterable[Path], library: "Library") -> set[str]:
    """Return the documents that are made of the files that are judged, as in one folder with them."""
    judged = {path.resolve() for path in files}
    names = {path.name for path in judged}
    return {
        known.id
        for known in library.documents.values()
        if known.path.name in names and known.path.resolve() in judged
    }


def _files(path: Path) -> list[Path]:
    """Return the file, or the files of a folder that hold texts or records, in order."""
    if not path.is_dir():
        return [path]
    found = sorted(
        each
        for each in path.rglob("*")
        if each.suffix.lower() in _TEXTS | _RECORDS
        and not any(part.startswith(".") for part in each.relative_to(path).parts)
        and each.is_file()
    )
    if not found:
        raise InputError(f"{path}: holds no .md, .txt or .jsonl file; name the answers to judge")
    return found


def _read(path: Path) -> str:
    with open_input(path) as stream:
        try:
            data = stream.read(_MOST_BYTES + 1)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path}: has more than {_MOST_BYTES:,} bytes; judge smaller parts of it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start + 1})") from None


def _extracts(path: Path, text: str, names: Names, *, claims: bool) -> list[Extract]:
    """Return what a file quotes and claims; one of records quotes their passages."""
    is_records = path.suffix.lower() in _RECORDS or (path == DASH and text.startswith("{"))
    if not is_records:
        return extracts(text, names, claims=claims)
    try:
        return list(_recorded(text))
    except RecordError as error:
        raise InputError(f"{path}, {error}") from None


def _recorded(text: str) -> Iterator[Extract]:
    """Give the passages of answer records, each as a quotation of the document that it cites.

    Raises:
        RecordError: A line is none; the message says which.
    """
    for number, line in numbered_lines(text.encode().splitlines()):
        try:
            record = parse_object(line)
            if "schema" not in record and isinstance(record.get("answer"), dict):
                record = record["answer"]  # a line of a saved chat
            if not is_error(record):
                for claim in claims_of(record):
                    yield Extract(claim.text, number, Said((claim.document,)))
        except (JsonLineError, RecordError) as error:
            raise RecordError(f"line {number}: {error}") from None


def _print(path: Path, judgement: Judgement, options: argparse.Namespace) -> None:
    if options.json:
        from assistant.records.judgements import JudgementRecord

        file = None if path == DASH else path.as_posix()
        record = JudgementRecord.of(judgement, options.k, file)
        write_record(standard_output(), record.fields())
    elif judgement.verdict is not Verdict.VERBATIM:
        from assistant.rendering.judgements import plain_judgement

        write_text(f"{plain_judgement(str(path), judgement)}\n")
