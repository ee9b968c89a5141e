"""``quoth index --info``: what an index is made of, its documents, and what was passed over."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import UNSET
from msgspec.structs import replace

from assistant.citations.byline import byline
from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.console.streams import standard_output, write_record, write_text
from assistant.records.indexes import AboutRecord, DocumentRecord, IndexRecord, SkippedRecord
from index.library import Library, Skipped
from index.metadata import Metadata

_NAMED = 20
"""Names of each reason that are shown to people; records have them all."""


def description(library: Library) -> IndexRecord:
    """Return the record of an index."""
    known = library.description
    return IndexRecord(
        index=str(library.directory),
        sources=list(known.sources),
        include=list(known.filters.include),
        exclude=list(known.filters.exclude),
        model=known.model,
        fingerprint=known.fingerprint,
        documents=known.documents,
        passages=known.passages,
        bytes=known.bytes,
        skipped=dict(known.skipped),
        problems=list(known.problems),
        unfinished=known.unfinished or UNSET,
    )


def print_info(library: Library, *, as_json: bool) -> int:
    """Describe the index and list its documents and what the sources hold besides, now.

    Raises:
        QuothError: The index or the sources cannot be read.
    """
    state = library.state()
    record = replace(description(library), skipped=state.skipped)
    documents = _documents(library)
    if as_json:
        skipped = [_skipped_record(library.sources, each) for each in state.passed_over]
        whole = replace(record, document_list=documents, skipped_list=skipped)
        write_record(standard_output(), whole.fields())
        return 0
    for name, value in record.fields().items():
        if name == "unfinished":
            write_text(
                f"{name + ':':<13} {value:,} bytes of a build that the next one goes on with\n"
            )
        elif name != "schema":
            write_text(f"{name + ':':<13} {in_words(value)}\n")
    for document in documents:
        name, title = safe_line(document.id), safe_line(document.title)
        passages = counted(document.passages, "passage")
        words = counted(document.words, "word")
        write_text(f"  {name}: {title} ({passages}, {words})\n")
        if document.about:
            write_text(f"    {safe_line(_said(document.about.metadata()))}\n")
    for line in _skipped_lines(state.passed_over):
        write_text(f"{line}\n")
    return 0


def _said(metadata: Metadata) -> str:
    """Return in a line what a document says of itself."""
    parts = [byline(metadata)]
    parts += [f"language {metadata.language}"] if metadata.language else []
    parts += [f"tags {', '.join(metadata.tags)}"] if metadata.tags else []
    return " · ".join(filter(None, parts))


def names_in_short(names: Sequence[str], most: int) -> str:
    """Return the first ``most`` names, each made safe, and how many more there are."""
    shown = ", ".join(map(safe_line, names[:most]))
    more = len(names) - most
    return f"{shown} and {more:,} more" if more > 0 else shown


def _documents(library: Library) -> list[DocumentRecord]:
    return [
        DocumentRecord(
            id=document.id,
            title=document.title,
            passages=document.passages,
            words=len(library.text(document.id).split()),
            sha256=document.sha256,
            about=AboutRecord.of(document.metadata),
        )
        for document in library.documents.values()
    ]


def _skipped_record(sources: Sequence[str], skipped: Skipped) -> SkippedRecord:
    return SkippedRecord(name=skipped.name, source=sources[skipped.source], reason=skipped.reason)


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


def in_words(value: object) -> str:
    """Return what an index is made of in words: counts by reason, a list, a number or a name."""
    if isinstance(value, dict):
        return (
            ", ".join(f"{count} {safe_line(reason)}" for reason, count in value.items()) or "none"
        )
    if isinstance(value, list):
        return "; ".join(map(safe_line, value)) or "none"
    return f"{value:,}" if isinstance(value, int) else safe_line(str(value))
