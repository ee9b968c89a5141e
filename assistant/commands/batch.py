"""``quoth batch``: a file of questions to a file of answers, line by line and in order."""

import argparse
import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from assistant.commands.options import asking_of, open_assistant
from assistant.commands.resuming import Kept, keep
from assistant.console.messages import progress_bar, say
from assistant.console.streams import (
    DASH,
    is_same_file,
    open_input,
    reason,
    standard_output,
    status,
    write_record,
)
from assistant.records.failures import ErrorRecord
from assistant.records.sessions import sources_of
from assistant.service.line_answerer import LineAnswerer
from index.errors import InputError
from index.files.json_lines import JsonLineError, bounded_lines, numbered_lines, parse_object

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.progress import Progress

_Lines = Iterator[tuple[int, bytes]]


def run(options: argparse.Namespace) -> int:
    """Answer a file of questions; return 1 if any line became an error record.

    Raises:
        QuothError: The questions, the output, the sources or the index cannot be used.
    """
    output: Path | None = None if options.output == DASH else options.output
    with open_input(options.questions) as questions:
        _check_output(questions, output)
        assistant = open_assistant(options)
        _check_no_source(assistant, output)
        answerer = LineAnswerer(assistant, asking_of(options))
        with progress_bar(quiet=options.quiet) as progress:
            lines = numbered_lines(_watched(questions, progress))
            if not options.quiet:
                lines = _compared(lines, assistant)
            if output is None:
                failed = _answer(answerer, lines, standard_output())
            else:
                failed = _answer_to_file(answerer, lines, output, overwrite=options.overwrite)
    if failed and not options.quiet:
        say(f"{failed:,} of the lines could not be answered; see their error records")
    return 1 if failed else 0


def _compared(lines: _Lines, assistant: "Assistant") -> _Lines:
    """Pass lines on; say so where the first was asked of other sources, as a saved chat records."""
    for count, (number, line) in enumerate(lines):
        if not count and (asked := _sources(line)) not in (None, tuple(assistant.sources)):
            named = " ".join(f"-s {source}" for source in asked or ())
            say(f"the first question was asked of other sources; ask those again with: {named}")
        yield number, line


def _sources(line: bytes) -> tuple[str, ...] | None:
    """Return the sources that a line of a saved chat names; None for any other line."""
    try:
        return sources_of(parse_object(line))
    except JsonLineError:
        return None


def _answer(answerer: LineAnswerer, lines: _Lines, stream: BinaryIO | FileIO) -> int:
    """Write a record for each line; return how many are error records."""
    failed = 0
    for number, line in lines:
        record = answerer.answer(number, line)
        write_record(stream, record.fields())
        failed += isinstance(record, ErrorRecord)
    return failed


def _answer_to_file(answerer: LineAnswerer, lines: _Lines, output: Path, *, overwrite: bool) -> int:
    """Go on where an earlier run ended; return how many of all lines are error records."""
    is_regular = output.is_file()
    kept = Kept() if overwrite or not is_regular else keep(output, answerer, lines)
    try:
        # Without a buffer nothing is left to be written, and to fail again, on closing.
        stream = output.open("r+b" if is_regular else "wb", buffering=0)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({reason(error)})") from None
    with stream:
        if is_regular:
            stream.truncate(kept.size)
            stream.seek(kept.size)
        return kept.failed + _answer(answerer, lines, stream)


def _check_output(questions: BinaryIO, output: Path | None) -> None:
    """Refuse an output that cannot be, before anything is done for it.

    Raises:
        InputError: It is the file of questions, a folder, or cannot be written.
    """
    if output is None:
        if is_same_file(status(questions), status(standard_output())):
            raise InputError("stdout is the file of questions; write to another file")
        return
    if output.is_dir():
        raise InputError(f"{output}: is a folder; name a file with -o")
    if output.exists():
        if is_same_file(status(questions), output.stat()):
            raise InputError(f"{output}: is the file of questions; name another file with -o")
    elif not output.parent.is_dir():
        raise InputError(f"{output}: there is no folder {output.parent}; make it first")
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        raise InputError(f"{output}: cannot be written (Permission denied)")


def _check_no_source(assistant: "Assistant", output: Path | None) -> None:
    """Refuse to write answers over a document that they quote.

    Raises:
        InputError: The output is a file of the sources.
    """
    if output is None or not output.exists():
        return
    written = output.stat()
    for path in {document.path for document in assistant.documents}:
        if path.exists() and is_same_file(path.stat(), written):
            raise InputError(f"{output}: is one of the sources; name another file with -o")


def _watched(questions: BinaryIO, progress: "Progress") -> Iterator[bytes]:
    """Pass lines on and show how many of the file's bytes are done; a pipe has no known end."""
    known = status(questions)
    total = known.st_size if is_same_file(known, known) and known else 0
    done = 0
    for line in bounded_lines(questions):
        progress("answering", done, total)
        yield line
        done += len(line)
    progress("answering", done, total)
