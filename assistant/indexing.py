"""``quoth index``: builds or refreshes an index, describes it, checks it, prints a document."""

import argparse
from functools import lru_cache, partial

from assistant.engine import Located, locate
from assistant.messages import ignore, progress_bar, say
from assistant.safe_text import safe_line, safe_text
from assistant.streams import standard_output, write_record, write_text
from index.builder import refresh
from index.encoding import Encoder
from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    InputError,
)
from index.models import full_name
from index.sources import scan
from index.staleness import check_sources, compare
from index.store import Index

_FAILED = 2


def run(options: argparse.Namespace) -> int:
    """Run ``quoth index`` and return its exit code."""
    located = locate(options.sources, options.index)
    if options.info:
        return _print_info(located, as_json=options.json)
    if options.check:
        return _check(located, as_json=options.json)
    if options.text is not None:
        if options.json:
            raise InputError("--text prints a document as it is; leave out --json")
        return _print_text(_refreshed(located, options), options.text)
    return _build(located, options)


def _build(located: Located, options: argparse.Namespace) -> int:
    """Build or refresh; 1 where a file or a line had to be left out."""
    index = _refreshed(located, options)
    for problem in index.manifest.problems if not options.quiet else ():
        say(problem)
    record = _description(located, index)
    if options.json:
        write_record(standard_output(), record)
    else:
        _print(
            f"documents: {record['documents']:,}, passages: {record['passages']:,}, "
            f"model: {safe_line(index.manifest.model.name)}, "
            f"index: {safe_line(str(located.store.directory))}"
        )
    return 1 if index.manifest.problems else 0


def _refreshed(located: Located, options: argparse.Namespace) -> Index:
    is_building = not (options.info or options.check or options.text is not None)
    if not is_building and located.store.exists():
        check_sources(located.store.manifest(), located.sources, located.store.directory)
    with progress_bar(quiet=options.quiet) as progress:
        return refresh(
            located.store,
            located.sources,
            lru_cache(partial(Encoder.load, say=ignore if options.quiet else say)),
            model=full_name(options.model) if options.model else None,
            frozen=options.frozen,
            rebuild=is_building,
            progress=progress,
        )


def _description(located: Located, index: Index) -> dict[str, object]:
    manifest, table = index.manifest, index.contents.passages
    return {
        "schema": "quoth.index/1",
        "index": str(located.store.directory),
        "sources": list(manifest.sources),
        "model": manifest.model.name,
        "fingerprint": manifest.fingerprint,
        "documents": len(table.documents),
        "passages": len(table),
        "bytes": index.size,
        "skipped": dict(manifest.skipped),
        "problems": list(manifest.problems),
    }


def _print_info(located: Located, *, as_json: bool) -> int:
    index = located.store.load()
    check_sources(index.manifest, located.sources, located.store.directory)
    record = {**_description(located, index), "skipped": scan(located.sources).skipped}
    documents = [
        {
            "id": entry.id,
            "title": entry.title,
            "passages": entry.last - entry.first,
            "words": len(index.contents.passages.text(number).split()),
            "sha256": entry.sha256,
        }
        for number, entry in enumerate(index.contents.passages.documents)
    ]
    if as_json:
        write_record(standard_output(), {**record, "document_list": documents})
        return 0
    for name, value in record.items():
        if name != "schema":
            _print(f"{name + ':':<13} {_in_words(value)}")
    for document in documents:
        name, title = safe_line(str(document["id"])), safe_line(str(document["title"]))
        _print(f"  {name}: {title} ({document['passages']} passages, {document['words']:,} words)")
    return 0


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return (
            ", ".join(f"{count} {safe_line(reason)}" for reason, count in value.items()) or "none"
        )
    if isinstance(value, list):
        return "; ".join(map(safe_line, value)) or "none"
    return f"{value:,}" if isinstance(value, int) else safe_line(str(value))


def _check(located: Located, *, as_json: bool) -> int:
    """Tell whether the index is whole and current (0), stale (1), or neither (2)."""
    try:
        index = located.store.check()
        check_sources(index.manifest, located.sources, located.store.directory)
    except (IndexDamagedError, IndexForeignError) as error:
        return _verdict("damaged", str(error), _FAILED, as_json=as_json)
    if not compare(index.manifest, scan(located.sources), thorough=True).is_current:
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
