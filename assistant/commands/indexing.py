"""``quoth index``: builds or refreshes an index, describes it, checks it, prints a document."""

import argparse
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NoReturn

from assistant.commands.index_description import description, in_words, print_info
from assistant.console.messages import ignore, progress_bar, say
from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line, safe_text
from assistant.console.streams import standard_output, write_record, write_text
from assistant.records.indexes import CheckRecord
from index.errors import IndexDamagedError, IndexForeignError, InputError
from index.files.glob_patterns import Filters
from index.library import Library
from index.progress import Progress

_FAILED = 2
MANY = 500_000
"""Passages from which a store is worth its extra: a folder takes a gigabyte of memory to ask."""
_FEW = 5
"""As many as are named when an index is built."""


def run(options: argparse.Namespace) -> int:
    """Run ``quoth index`` and return its exit code.

    Raises:
        QuothError: The sources, the index or the model cannot be used, or options contradict.
    """
    warn = ignore if options.quiet else say
    library = Library.open(options.sources, options.index, say=warn)
    if _filters(options) and not is_building(options):
        raise InputError(
            "--include and --exclude say what an index is built of; "
            "leave out --info, --check and --text"
        )
    if options.ray and (options.watch or not is_building(options)):
        raise InputError("--ray is for building; leave out --info, --check, --text and --watch")
    if options.info:
        return print_info(library, as_json=options.json)
    if options.check:
        return _check(library, as_json=options.json)
    if options.text is not None:
        if options.json:
            raise InputError("--text prints a document as it is; leave out --json")
        return _print_text(_refreshed(library, options), options.text)
    if options.watch:
        return _watch(library, options)
    library = _refreshed(library, options)
    _print_build(library, options)
    return 1 if library.description.problems else 0


def _watch(library: Library, options: argparse.Namespace) -> NoReturn:
    """Build, then refresh with every change, until interrupted."""
    from assistant.commands.watching import DocumentChanges, keep_fresh

    if options.frozen:
        raise InputError("--watch refreshes the index; leave out --frozen")
    library = _refreshed(library, options)
    _print_build(library, options)

    def refreshed(old: Library) -> Library:
        with _progress(options) as progress:
            return old.refresh(progress=progress)

    def report(old: Library, new: Library) -> None:
        changes = DocumentChanges.between(old, new)
        if options.json:
            write_record(standard_output(), changes.record(new.description).fields())
        if not options.quiet:
            say(changes.line())
            for problem in new.description.problems:
                if problem not in old.description.problems:
                    say(problem)

    if not options.quiet:
        say(f"watching {', '.join(library.sources)}; Ctrl+C ends it")
    with library.notices() as notices:
        keep_fresh(library, refreshed, notices, report)


def _print_build(library: Library, options: argparse.Namespace) -> None:
    if not options.quiet:
        for problem in library.description.problems:
            say(problem)
        _say_what_was_skipped(library)
    record = description(library)
    if record.passages >= MANY and isinstance(library.directory, Path) and not options.quiet:
        say("an index of this size is asked with less memory from: --store lance://DIR")
    if options.json:
        write_record(standard_output(), record.fields())
    else:
        _print(
            f"documents: {record.documents:,}, passages: {record.passages:,}, "
            f"model: {safe_line(library.model)}, index: {safe_line(str(library.directory))}"
        )


def _say_what_was_skipped(library: Library) -> None:
    """Name what was passed over where it is little, and say how to list it where it is much."""
    count = sum(library.description.skipped.values())
    if count > _FEW:
        said = (
            f"skipped: {count:,} files and folders ({in_words(dict(library.description.skipped))})"
        )
        say(f"{said}; list them with: quoth index --info")
    elif count:
        passed_over = library.state().passed_over
        say("skipped: " + ", ".join(f"{each.name} ({each.reason})" for each in passed_over))


def is_building(options: argparse.Namespace) -> bool:
    """Whether the index is to be built, not looked at."""
    return not (options.info or options.check or options.text is not None)


def _filters(options: argparse.Namespace) -> Filters | None:
    """Return the filters that are named; naming any replaces those that the index records."""
    if not (options.include or options.exclude):
        return None
    return Filters(tuple(options.include), tuple(options.exclude))


def _progress(options: argparse.Namespace) -> AbstractContextManager[Progress]:
    return progress_bar(quiet=options.quiet)


def _refreshed(library: Library, options: argparse.Namespace) -> Library:
    with _progress(options) as progress:
        return library.refresh(
            filters=_filters(options),
            model=options.model,
            frozen=options.frozen,
            rebuild=is_building(options),
            cluster=options.ray,
            progress=progress,
        )


def _check(library: Library, *, as_json: bool) -> int:
    """Tell whether the index is whole and current (0), stale (1), or neither (2)."""
    try:
        state = library.state(thorough=True)
    except (IndexDamagedError, IndexForeignError) as error:
        return _verdict("damaged", explained(error), _FAILED, as_json=as_json)
    if not state.is_current:
        message = f"{library.directory}: is stale; refresh it with: quoth index"
        return _verdict("stale", message, 1, as_json=as_json)
    return _verdict("current", f"{library.directory}: whole and current", 0, as_json=as_json)


def _verdict(state: str, message: str, code: int, *, as_json: bool) -> int:
    if as_json:
        record = CheckRecord(state=state, message=message)
        write_record(standard_output(), record.fields())
    elif code == _FAILED:
        say(message)
    else:
        _print(safe_line(message))
    return code


def _print_text(library: Library, document: str) -> int:
    """Print a document's text: to the byte, but made safe on a terminal."""
    if document not in library.documents:
        raise InputError(
            f"no document {document!r} in the index; list them with: quoth index --info"
        )
    text = library.text(document)
    output = standard_output()
    if output.isatty():
        _print(safe_text(text))
    else:
        output.write(text.encode())
    return 0


def _print(text: str) -> None:
    write_text(f"{text}\n")
