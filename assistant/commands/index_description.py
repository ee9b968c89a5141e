"""``quoth index --info``: what an index is made of, its documents, and what was passed over."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.console.streams import standard_output, write_record, write_text
from assistant.engine import Located
from index.sources.scanning import Skipped, scan
from index.storage.store import Index
from index.upkeep.comparison import check_sources

_NAMED = 20
"""Names of each reason that are shown to people; records have them all."""


def description(located: Located, index: Index) -> dict[str, object]:
    """Return the ``quoth.index/1`` record."""
    manifest, table = index.manifest, index.contents.passages
    return {
        "schema": "quoth.index/1",
        "index": str(located.store.directory),
        "sources": list(manifest.sources),
        "include": list(manifest.filters.include),
        "exclude": list(manifest.filters.exclude),
        "model": manifest.model.name,
        "fingerprint": manifest.fingerprint,
        "documents": len(table.documents),
        "passages": len(table),
        "bytes": index.size,
        "skipped": dict(manifest.skipped),
        "problems": list(manifest.problems),
    }


def print_info(located: Located, *, as_json: bool) -> int:
    """Describe the index and list its documents and what the sources hold besides, now.

    Raises:
        QuothError: The index or the sources cannot be read.
    """
    index = located.store.load()
    check_sources(index.manifest, located.sources, located.store.directory)
    found = scan(located.sources, index.manifest.filters)
    record = {**description(located, index), "skipped": found.skipped}
    documents = _documents(index)
    if as_json:
        skipped = [_skipped_record(index.manifest.sources, each) for each in found.passed_over]
        lists = {"document_list": documents, "skipped_list": skipped}
        write_record(standard_output(), {**record, **lists})
        return 0
    for name, value in record.items():
        if name != "schema":
            write_text(f"{name + ':':<13} {_in_words(value)}\n")
    for document in documents:
        name, title = safe_line(str(document["id"])), safe_line(str(document["title"]))
        passages = counted(document["passages"], "passage")
        words = counted(document["words"], "word")
        write_text(f"  {name}: {title} ({passages}, {words})\n")
    for line in _skipped_lines(found.passed_over):
        write_text(f"{line}\n")
    return 0


def names_in_short(names: Sequence[str], most: int) -> str:
    """Return the first ``most`` names, each made safe, and how many more there are."""
    shown = ", ".join(map(safe_line, names[:most]))
    more = len(names) - most
    return f"{shown} and {more:,} more" if more > 0 else shown


def _documents(index: Index) -> list[dict[str, Any]]:
    table = index.contents.passages
    return [
        {
            "id": entry.id,
            "title": entry.title,
            "passages": entry.last - entry.first,
            "words": len(table.text(number).split()),
            "sha256": entry.sha256,
        }
        for number, entry in enumerate(table.documents)
    ]


def _skipped_record(sources: Sequence[str], skipped: Skipped) -> dict[str, str]:
    return {"name": skipped.name, "source": sources[skipped.source], "reason": skipped.reason}


def _skipped_lines(passed_over: Iterable[Skipped]) -> list[str]:
    lines: list[str] = []
    by_reason = sorted(passed_over, key=lambda skipped: skipped.reason)
    for reason, group in groupby(by_reason, key=lambda skipped: skipped.reason):
        names = [skipped.name for skipped in group]
        lines.append(f"skipped, {reason}:")
        lines += (f"  {safe_line(name)}" for name in names[:_NAMED])
        if len(names) > _NAMED:
            lines.append(f"  and {len(names) - _NAMED:,} more")
    return lines


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return (
            ", ".join(f"{count} {safe_line(reason)}" for reason, count in value.items()) or "none"
        )
    if isinstance(value, list):
        return "; ".join(map(safe_line, value)) or "none"
    return f"{value:,}" if isinstance(value, int) else safe_line(str(value))
