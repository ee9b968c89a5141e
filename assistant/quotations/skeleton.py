"""Skeleton: the letters and digits of a text, by which a quotation is found however it is set.

White space, marks, accents and case are no part of it. The skeleton of a text is that of its
characters, one after the other, so places in it lead back to places in the text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

_OTHERS = re.compile(r"[^\x00-\x7f]+")
_BLOCK = 64
"""Characters of a text between places whose skeleton's length is known."""


class _Keys(dict[int, str | None]):
    """What the skeleton keeps of a character, by its code; None where that is nothing."""

    def __missing__(self, code: int) -> str | None:
        forms = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        self[code] = "".join(char for char in forms if char.isalnum()) or None
        return self[code]


_KEYS = _Keys()


def skeleton(text: str) -> str:
    """Return the letters and digits of ``text``, each in one form and case."""
    if not text.isascii():  # Python translates ASCII many times faster
        text = _OTHERS.sub(lambda run: run[0].translate(_KEYS), text)
    return text.translate(_KEYS)


def occurrences(part: str, whole: str) -> Iterator[tuple[int, int]]:
    """Give where ``part``, which is not empty, stands in ``whole``, overlapping places too."""
    start = whole.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = whole.find(part, start + 1)


class SkeletonMap:
    """Leads from a place in the skeleton of a text to the place in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        lengths = (len(skeleton(text[at : at + _BLOCK])) for at in range(0, len(text), _BLOCK))
        self._starts = [0, *accumulate(lengths)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text that ``[start, end)`` of its skeleton stands for."""
        return self._char(start), self._char(end - 1) + 1

    def _char(self, at: int) -> int:
        """Return the character of the text that gives a character of its skeleton."""
        block = bisect_right(self._starts, at) - 1
        left = at - self._starts[block]
        place = block * _BLOCK
        while left >= (length := len(skeleton(self._text[place]))):
            left -= length
            place += 1
        return place
