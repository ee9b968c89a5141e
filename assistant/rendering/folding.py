"""Folding: a quotation whose lines may break anew, but for those of lists, tables and quotes."""

import re
from collections.abc import Sequence

_BLANK_LINE = re.compile(r"\s*\n\s*\n\s*")
_SEAM = "\0"
"""Between parts of one text; no safe text holds it."""
_KEPT_LINE = re.compile(rf"\s*\n(?=[ \t]*{_SEAM}?(?:[-*+>•] |\d{{1,3}}[.)] |\|))")
"""Before a line that begins an item, a row or a quote."""


def folded(text: str, between: str = "\n") -> str:
    """Fold white space into single spaces, without joining paragraphs, items or rows.

    Args:
        text: Safe text.
        between: What to set between paragraphs, which blank lines divide.
    """
    paragraphs = _BLANK_LINE.split(text)
    return between.join("\n".join(map(_on_one_line, _KEPT_LINE.split(p))) for p in paragraphs)


def folded_parts(parts: Sequence[str], between: str = "\n") -> list[str]:
    """Fold consecutive parts of one text like the whole."""
    return folded(_SEAM.join(parts), between).split(_SEAM)


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
