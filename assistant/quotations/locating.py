"""Locating: where in one text a quotation stands, word for word, or with words left out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.quotations.comparing import Setting, normal, settings_between
from assistant.quotations.skeleton import SkeletonMap, occurrences, skeleton
from index.documents import Span
from index.language import is_letter

FARTHEST = 1000
"""Characters that may be left out between two parts; farther ones are of several places."""
_MOST = 1000
"""Places of one quotation in one document that are looked at."""
_EDGE = " \t\r\n\f\v\u00a0\"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2039\u203a()[]{}.,;:!?\u2026*_~>|\u2013\u2014"
_LEFT_OUT = re.compile(r"[\[(]\s*(?:\u2026|\.\s?\.\s?\.)\s*[\])]|\u2026|\.(?:\s?\.){2,}")
_PART_OF_NUMBER = re.compile(r"\d[.,]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quotation without what is left out.

    ``text`` is what was quoted, ``core`` the same without the marks at its ends, ``key`` the
    skeleton of that.
    """

    text: str
    core: str
    key: str

    @classmethod
    def of(cls, text: str) -> "Part":
        """Return a part of a quotation."""
        core = text.strip(_EDGE)
        return cls(text.strip(), core, skeleton(core))


@dataclass(frozen=True, slots=True)
class Located:
    """Where a part stands, and how it is set otherwise there; nothing where it is the very text."""

    start: int
    end: int
    settings: tuple[Setting, ...] = ()


def parts_of(quotation: str) -> list[Part]:
    """Return the parts of a quotation, which "…" divides; none where it has no letters."""
    return [part for text in _LEFT_OUT.split(quotation) if (part := Part.of(text)).key]


class Text:
    """One text in which quotations are looked for.

    Args:
        text: All of it.
        key: Its skeleton.
    """

    def __init__(self, text: str, key: str) -> None:
        self.text = text
        self._key = key
        self._map: SkeletonMap | None = None

    def located(self, part: Part) -> Iterator[Located]:
        """Give the places where a part stands word for word, in order."""
        for span in self.spans(part):
            start, end = self._widened(part, span)
            settings = settings_between(part.core, self.text[start:end])
            if settings is not None:
                yield self._with_ends(part, start, end, settings)

    def spans(self, part: Part) -> Iterator[Span]:
        """Give the places of whole words with the letters and digits of a part, in order."""
        for found, place in enumerate(occurrences(part.key, self._key)):
            if found == _MOST:
                return
            self._map = self._map or SkeletonMap(self.text)
            start, end = self._map.span(*place)
            while end < len(self.text) and _is_mark(self.text[end]):
                end += 1
            if self._is_whole(start, end):
                yield start, end

    def chains(self, parts: Sequence[Part]) -> Iterator[tuple[Located, ...]]:
        """Give where the parts stand one after the other, with little left out between them."""
        places = [list(self.located(part)) for part in parts] if self.holds(parts) else []
        if not all(places):
            return
        best: dict[Located, tuple[Located, ...]] = {}
        for first in places[0] if places else ():
            if chain := _chain(first, places[1:]):
                best[chain[-1]] = chain  # of those with the same end, the shortest
        yield from best.values()

    def holds(self, parts: Sequence[Part]) -> bool:
        """Whether it may hold all of the parts."""
        return all(part.key in self._key for part in parts)

    def _widened(self, part: Part, span: Span) -> Span:
        """Return a span with the signs around it that the part has too, such as a minus."""
        start, end = span
        before, after = _signs_around(part.core)
        if before and normal(self.text[max(start - len(before), 0) : start]) == normal(before):
            start -= len(before)
        if after and normal(self.text[end : end + len(after)]) == normal(after):
            end += len(after)
        return start, end

    def _with_ends(
        self, part: Part, start: int, end: int, settings: tuple[Setting, ...]
    ) -> Located:
        """Return a place with the marks at the ends of a part, where the text has the same."""
        at = part.text.find(part.core)
        before, after = part.text[:at], part.text[at + len(part.core) :]
        wide_start, wide_end = start - len(before), end + len(after)
        if wide_start >= 0 and self.text[wide_start:start] == before:
            start = wide_start
        if self.text[end:wide_end] == after:
            end = wide_end
        if not settings and self.text[start:end] != part.text:
            settings = (Setting.ENDS,)
        return Located(start, end, settings)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether a stretch neither starts nor ends within a word or a number."""
        text = self.text
        if start and is_letter(text[start - 1]) and is_letter(text[start]):
            return False
        if end < len(text) and is_letter(text[end - 1]) and is_letter(text[end]):
            return False
        starts_inside = text[start].isdigit() and _PART_OF_NUMBER.fullmatch(
            text[max(start - 2, 0) : start]
        )
        ends_inside = text[end - 1].isdigit() and re.match(r"[.,]\d", text[end : end + 2])
        return not (starts_inside or ends_inside)


def _chain(first: Located, others: Sequence[Sequence[Located]]) -> tuple[Located, ...]:
    """Return a place with the nearest ones of the other parts after it; nothing where one is far."""
    chain = [first]
    for places in others:
        end = chain[-1].end
        after = (place for place in places if end <= place.start <= end + FARTHEST)
        if (following := next(after, None)) is None:
            return ()
        chain.append(following)
    return tuple(chain)


def _is_mark(char: str) -> bool:
    """Whether a character is an accent on the one before it."""
    return not char.isascii() and unicodedata.category(char)[0] == "M"


def _signs_around(core: str) -> tuple[str, str]:
    """Return what stands before the first and after the last letter or digit of a core."""
    letters = [at for at, char in enumerate(core) if skeleton(char)]
    return core[: letters[0]], core[letters[-1] + 1 :]
