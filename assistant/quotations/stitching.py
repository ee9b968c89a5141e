"""Stitching: a quotation that no place holds, taken apart into stretches that several places hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.quotations.differences import Token, tokens
from index.documents import Span

_SHORTEST = 4
"""Words of a stretch; what is shorter stands somewhere by chance."""
_MOST = 5
"""Stretches; what takes more is not stitched together, but made up."""
_GAP = 40
"""Characters between two stretches that are taken for one, with a word or a few quoted otherwise."""
_LEAST = 0.9
"""The part of a quotation's words that the stretches have to hold."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a quotation, and where a document says it: which one, from 0, and the span."""

    quoted: Span
    document: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a quotation, from ``at`` on, that a window holds in the same order."""

    at: int
    window: int
    first: int
    length: int


class Windows:
    """Stretches of documents, whose words a quotation may be made of.

    Args:
        texts: The documents.
        spans: The stretches: a document's number among ``texts``, and the place in it.
    """

    def __init__(self, texts: Sequence[str], spans: Sequence[tuple[int, Span]]) -> None:
        self._spans = spans
        self._words = [tokens(texts[number][slice(*span)], marks=False) for number, span in spans]
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for window, words in enumerate(self._words):
            keys = [word.key for word in words]
            for at in range(len(keys) - _SHORTEST + 1):
                beginning = tuple(keys[at : at + _SHORTEST])
                self._places.setdefault(beginning, []).append((window, at))

    def stitched(self, quotation: str) -> tuple[Stretch, ...]:
        """Return the stretches that a quotation is stitched together of; empty where it is not.

        Each is as long as can be; two that stand in one place with hardly a word between them are
        one.
        """
        ours = tokens(quotation, marks=False)
        runs = list(self._cover(ours))
        pieces = _joined([self._stretch(ours, run) for run in runs])
        held = sum(run.length for run in runs)
        is_stitched = 1 < len(pieces) <= _MOST and held >= _LEAST * len(ours)
        return tuple(pieces) if is_stitched else ()

    def _cover(self, ours: Sequence[Token]) -> Iterator[_Run]:
        """Give the longest runs that a quotation consists of, in its order."""
        at, last = 0, -1
        keys = [word.key for word in ours]
        while at <= len(keys) - _SHORTEST:
            runs = [
                _Run(at, window, first, self._length(keys[at:], window, first))
                for window, first in self._places.get(tuple(keys[at : at + _SHORTEST]), ())
            ]
            best = max(runs, key=lambda run: (run.length, run.window == last), default=None)
            if best:
                last = best.window
                yield best
            at += best.length if best else 1

    def _length(self, keys: Sequence[str], window: int, first: int) -> int:
        """Return how many words of a window, from one on, are those of a quotation."""
        length = 0
        for key, word in zip(keys, self._words[window][first:], strict=False):
            if key != word.key:
                break
            length += 1
        return length

    def _stretch(self, ours: Sequence[Token], run: _Run) -> Stretch:
        number, (offset, _) = self._spans[run.window]
        theirs = self._words[run.window][run.first : run.first + run.length]
        quoted = (ours[run.at].start, ours[run.at + run.length - 1].end)
        return Stretch(quoted, number, (offset + theirs[0].start, offset + theirs[-1].end))


def _joined(pieces: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with those made one that follow on from each other in one place."""
    joined: list[Stretch] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.document == piece.document and 0 <= piece.span[0] - last.span[1] <= _GAP:
            quoted = (last.quoted[0], piece.quoted[1])
            joined[-1] = Stretch(quoted, piece.document, (last.span[0], piece.span[1]))
        else:
            joined.append(piece)
    return joined
