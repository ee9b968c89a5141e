"""Marks that answer nothing: headings, header rows of tables, lines of a table of contents."""

import re
from collections.abc import Iterable

from index.documents import Span

_HEADING = re.compile(r"#{1,6}\s")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$")
"""What stands below the header row of a table in Markdown."""
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w{1,6}$")
"""Dots that lead to a page."""


def names_only(document: str, headings: Iterable[Span], start: int, end: int) -> bool:
    """Whether ``[start, end)`` of a document names what stands elsewhere, and says nothing itself.

    Args:
        document: The whole text.
        headings: Those that are known; of Markdown they are told by the text as well.
        start: Where a mark begins.
        end: Where it ends.
    """
    if any(first <= start and end <= last for first, last in headings):
        return True
    first = document.rfind("\n", 0, start) + 1
    line, _, rest = document[first:].partition("\n")
    below = rest.partition("\n")[0].strip()
    if end > first + len(line):
        return False
    is_table = "|" in line and bool(_RULE.match(below))
    is_underlined = bool(line.strip()) and bool(_UNDERLINE.match(below)) and len(below) > 2  # noqa: PLR2004
    return bool(_HEADING.match(line) or is_table or is_underlined or _LEADERS.search(line.rstrip()))
