"""Pointing: a citation of any stretch of a document, not of a passage alone."""

from collections.abc import Sequence

from assistant.answering import CONTEXT, Citation
from assistant.citations.original import Original
from index.cells import cells_at
from index.documents import Heading, IndexedDocument, Span


def point(
    document: IndexedDocument, text: str, span: Span, *, marker: int, intact: bool
) -> Citation:
    """Return the citation of a stretch of a document; nobody counts its paragraph.

    Args:
        document: What the index knows of it.
        text: All of it.
        span: The stretch.
        marker: The number of the citation.
        intact: Whether the document is in its file as it was indexed.
    """
    start, end = span
    original = original_of(document, text)
    return Citation(
        marker=marker,
        document=document.id,
        title=document.title,
        section=section_at(document.title, start, document.headings),
        paragraph=None,
        page=original.page(start),
        start=start,
        end=end,
        prefix=text[max(start - CONTEXT, 0) : start],
        suffix=text[end : end + CONTEXT],
        sha256=document.sha256,
        link=original.link(start, end),
        intact=intact,
        page_label=original.label(original.page(start)),
        metadata=document.metadata,
        cells=cells_at(document.cells, text, start),
    )


def original_of(document: IndexedDocument, text: str) -> Original:
    """Return the file of a document, given its text."""
    return Original(
        document.id, text, document.path, document.own_id, document.origin, document.pages,
        document.page_labels,
    )  # fmt: skip


def section_at(title: str, start: int, headings: Sequence[Heading]) -> str | None:
    """Return the headings over a place, without one that only repeats the title."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > start:
            break
        path = [*(above for above in path if above.level < heading.level), heading]
    labels = [heading.label for heading in path]
    return " › ".join(labels[labels[:1] == [title] :]) or None  # noqa: RUF001
