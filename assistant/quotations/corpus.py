"""Corpus: the skeletons of all documents, in which a quotation is looked for at once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from assistant.quotations.skeleton import skeleton

_SEAM = "\0"
"""Between two skeletons; no skeleton holds it."""
_CHUNK = 2**20
"""Characters of skeletons that are one text: long, so that Python looks through it fast."""


class _Chunk:
    """The skeletons of some documents as one text."""

    def __init__(self, names: list[str], keys: list[str]) -> None:
        self._names = names
        self._text = _SEAM.join(keys)
        self._starts = [0]
        for key in keys:
            self._starts.append(self._starts[-1] + len(key) + len(_SEAM))

    def holding(self, key: str) -> Iterator[tuple[str, str]]:
        at = self._text.find(key)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            start, end = self._starts[number], self._starts[number + 1]
            yield self._names[number], self._text[start : end - len(_SEAM)]
            at = self._text.find(key, end)


class Corpus:
    """The documents by their skeletons, which are made when something is first looked for.

    Args:
        names: The ids of the documents, in order.
        text: Returns the text of a document by its id.
    """

    def __init__(self, names: Iterable[str], text: Callable[[str], str]) -> None:
        self._documents = names
        self._text = text

    def holding(self, key: str) -> Iterator[tuple[str, str]]:
        """Give the documents whose skeleton holds another one: the id and the skeleton, in order."""
        for chunk in self._chunks:
            yield from chunk.holding(key)

    @cached_property
    def _chunks(self) -> list[_Chunk]:
        chunks: list[_Chunk] = []
        names: list[str] = []
        keys: list[str] = []
        size = 0
        for name in self._documents:
            names.append(name)
            keys.append(skeleton(self._text(name)))
            size += len(keys[-1])
            if size >= _CHUNK:
                chunks.append(_Chunk(names, keys))
                names, keys, size = [], [], 0
        return [*chunks, _Chunk(names, keys)]
