"""``quoth index``: builds or refreshes an index, describes it, checks it, prints a document."""

import argparse
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import NoReturn

from assistant.commands.index_description import description, print_info
from assistant.console.messages import ignore, progress_bar, say
from assistant.console.remedies import explained
from assistant.console.safe_text import safe_line, safe_text
from assistant.console.streams import standard_output, write_record, write_text
from assistant.engine import Located, locate
from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    InputError,
)
from index.files.glob_patterns import Filters
from index.model.encoding import Encoder
from index.model.models import full_name
from index.sources.scanning import scan
from index.storage.store import Index
from index.upkeep.comparison import check_sources, compare, source_names
from index.upkeep.refreshing import refresh

_FAILED = 2
_FEW = 5
"""As many as are named when an index is built."""


def run(options: argparse.Namespace) -> int:
    """Run ``quoth index`` and return its exit code.

    Raises:
        QuothError: The sources, the index or the model cannot be used, or options contradict.
    """
    located = locate(options.sources, options.index)
    if _filters(options) and not is_building(options):
        raise InputError(
            "--include and --exclude say what an index is built of; "
            "leave out --info, --check and --text"
        )
    if options.info:
        return print_info(located, as_json=options.json)
    if options.check:
        return _check(located, as_json=options.json)
    if options.text is not None:
        if options.json:
            raise InputError("--text prints a document as it is; leave out --json")
        return _print_text(_refreshed(located, options, _loader(options)), options.text)
    if options.watch:
        return _watch(located, options)
    index = _refreshed(located, options, _loader(options))
    _print_build(located, index, options)
    return 1 if index.manifest.problems else 0


def _watch(located: Located, options: argparse.Namespace) -> NoReturn:
    """Build, then refresh with every change, until interrupted."""
    from assistant.commands.watching import DocumentChanges, keep_fresh
    from index.upkeep.notices import FolderNotices

    if options.frozen:
        raise InputError("--watch refreshes the index; leave out --frozen")
    sources = tuple(map(Path, source_names(located.sources)))  # whatever this folder is called then
    load = _loader(options)
    index = _refreshed(located, options, load)
    _print_build(located, index, options)

    def refreshed() -> Index:
        with progress_bar(quiet=options.quiet) as progress:
            return refresh(located.store, sources, load, progress=progress)

    def report(old: Index, new: Index) -> None:
        changes = DocumentChanges.between(old, new)
        if options.json:
            write_record(standard_output(), changes.record(new))
        if not options.quiet:
            say(changes.line())
            for problem in new.manifest.problems:
                if problem not in old.manifest.problems:
                    say(problem)

    if not options.quiet:
        say(f"watching {', '.join(map(str, sources))}; Ctrl+C ends it")
    with FolderNotices() as notices:
        keep_fresh(sources, index, refreshed, notices, report)


def _print_build(located: Located, index: Index, options: argparse.Namespace) -> None:
    if not options.quiet:
        for problem in index.manifest.problems:
            say(problem)
        _say_what_was_skipped(located, index)
    record = description(located, index)
    if options.json:
        write_record(standard_output(), record)
    else:
        _print(
            f"documents: {record['documents']:,}, passages: {record['passages']:,}, "
            f"model: {safe_line(index.manifest.model.name)}, "
            f"index: {safe_line(str(located.store.directory))}"
        )


def _say_what_was_skipped(located: Located, index: Index) -> None:
    """Name what was passed over where it is little, and say how to list it where it is much."""
    count = sum(index.manifest.skipped.values())
    if count > _FEW:
        say(f"skipped: {count:,} files and folders; list them with: quoth index --info")
    elif count:
        passed_over = scan(located.sources, index.manifest.filters).passed_over
        say("skipped: " + ", ".join(f"{each.name} ({each.reason})" for each in passed_over))


def is_building(options: argparse.Namespace) -> bool:
    """Whether the index is to be built, not looked at."""
    return not (options.info or options.check or options.text is not None)


def _filters(options: argparse.Namespace) -> Filters | None:
    """Return the filters that are named; naming any replaces those that the index records."""
    if not (options.include or options.exclude):
        return None
    return Filters(tuple(options.include), tuple(options.exclude))


def _loader(options: argparse.Namespace) -> Callable[[str], Encoder]:
    return lru_cache(partial(Encoder.load, say=ignore if options.quiet else say))


def _refreshed(
    located: Located, options: argparse.Namespace, load: Callable[[str], Encoder]
) -> Index:
    if not is_building(options) and located.store.exists():
        check_sources(located.store.manifest(), located.sources, located.store.directory)
    with progress_bar(quiet=options.quiet) as progress:
        return refresh(
            located.store,
            located.sources,
            load,
            filters=_filters(options),
            model=full_name(options.model) if options.model else None,
            frozen=options.frozen,
            rebuild=is_building(options),
            progress=progress,
        )


def _check(located: Located, *, as_json: bool) -> int:
    """Tell whether the index is whole and current (0), stale (1), or neither (2)."""
    try:
        index = located.store.check()
        check_sources(index.manifest, located.sources, located.store.directory)
    except (IndexDamagedError, IndexForeignError) as error:
        return _verdict("damaged", explained(error), _FAILED, as_json=as_json)
    found = scan(located.sources, index.manifest.filters)
    if not compare(index.manifest, found, thorough=True).is_current:
        message = f"{located.store.directory}: is stale; refresh it with: quoth index"
        return _verdict("stale", message, 1, as_json=as_json)
    message = f"{located.store.directory}: whole and current"
    return _verdict("current", message, 0, as_json=as_json)


def _verdict(state: str, message: str, code: int, *, as_json: bool) -> int:
    if as_json:
        record = {"schema": "quoth.check/1", "state": state, "message": message}
        write_record(standard_output(), record)
    elif code == _FAILED:
        say(message)
    else:
        _print(safe_line(message))
    return code


def _print_text(index: Index, document: str) -> int:
    """Print a document's text: to the byte, but made safe on a terminal."""
    table = index.contents.passages
    numbers = {entry.id: number for number, entry in enumerate(table.documents)}
    if document not in numbers:
        raise InputError(
            f"no document {document!r} in the index; list them with: quoth index --info"
        )
    text = table.text(numbers[document])
    output = standard_output()
    if output.isatty():
        _print(safe_text(text))
    else:
        output.write(text.encode())
    return 0


def _print(text: str) -> None:
    write_text(f"{text}\n")
