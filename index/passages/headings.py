"""Headings: what a passage stands under, as models read it."""

from index.passages.passage import Passage

LONGEST_HEADING = 200
"""Characters; of a longer one the end is kept, which is nearest to the passage."""


def heading_of(passage: Passage) -> str:
    """Return what a passage stands under, ``title: section``, as far as its document says so.

    A title that is only made of the document's name is none. Rows that stand apart from the header of
    their table stand under that too.
    """
    title = passage.title if passage.is_titled else ""
    header = " ".join(passage.header.split())
    return _end(": ".join(filter(None, (title, passage.section_path, header))))


def _end(heading: str) -> str:
    """Return the last words of a heading, as many as it may have."""
    if len(heading) <= LONGEST_HEADING:
        return heading
    _, space, words = heading[-LONGEST_HEADING - 1 :].partition(" ")
    return words if space else heading[-LONGEST_HEADING:]
