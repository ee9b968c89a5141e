"""Corpus: the skeletons of all documents, in which a quotation is looked for at once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from assistant.quotations.skeleton import skeleton

_SEAM = "\0"
"""Between two skeletons; no skeleton holds it."""
_CHUNK = 2**20
"""Characters of skeletons that are one text: long, so that Python looks through it fast."""


Entry = tuple[str, bool]
"""A document's id, and whether its text is meant as its readers see it, or as it is."""


class _Chunk:
    """The skeletons of some texts as one text."""

    def __init__(self, entries: list[Entry], keys: list[str]) -> None:
        self._entries = entries
        self._text = _SEAM.join(keys)
        self._starts = [0]
        for key in keys:
            self._starts.append(self._starts[-1] + len(key) + len(_SEAM))

    def holding(self, key: str) -> Iterator[tuple[Entry, str]]:
        at = self._text.find(key)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            start, end = self._starts[number], self._starts[number + 1]
            yield self._entries[number], self._text[start : end - len(_SEAM)]
            at = self._text.find(key, end)


class Corpus:
    """The texts by their skeletons, which are made when something is first looked for.

    Args:
        texts: Gives the texts, in order.
    """

    def __init__(self, texts: Callable[[], Iterable[tuple[Entry, str]]]) -> None:
        self._texts = texts

    def holding(self, key: str) -> Iterator[tuple[Entry, str]]:
        """Give the texts whose skeleton holds another one, and their skeletons, in order."""
        for chunk in self._chunks:
            yield from chunk.holding(key)

    @cached_property
    def _chunks(self) -> list[_Chunk]:
        chunks: list[_Chunk] = []
        entries: list[Entry] = []
        keys: list[str] = []
        size = 0
        for entry, text in self._texts():
            entries.append(entry)
            keys.append(skeleton(text))
            size += len(keys[-1])
            if size >= _CHUNK:
                chunks.append(_Chunk(entries, keys))
                entries, keys, size = [], [], 0
        return [*chunks, _Chunk(entries, keys)]
