"""Copies: of passages with the same text, the one is ranked under whose heading it fits a query."""

from dataclasses import replace

from index.place import Place, Selection
from index.search.fusion import fuse
from index.search.measuring import Measured
from index.signals.registry import WEIGHTS

_AHEAD = 0.05
"""By how much more than the first of them a later one must score to stand for all."""


def fitting(measured: Measured, place: Place, within: Selection) -> tuple[Measured, Selection]:
    """Return what was measured with one passage of each text, and the selection of these.

    "No." under one question of many says something else than under another. It is the first where
    they fit about as well.

    Args:
        measured: Of passages that differ in their texts or their headings.
        place: Holds them.
        within: What was asked of.
    """
    if within.is_plain:
        return measured, within
    scores = fuse(measured, WEIGHTS).scores
    standing: dict[int, tuple[float, int]] = {}
    for row in measured.rows[~within.firsts[measured.rows]].tolist():
        first = min(row, *place.copies(row, within))
        best, _ = standing.setdefault(first, (scores.at(first) + _AHEAD, first))
        if scores.at(row) > best:
            standing[first] = (scores.at(row), row)
    firsts = within.firsts.copy()
    for first, (_, row) in standing.items():
        firsts[first], firsts[row] = False, True
    return measured.among(firsts), replace(within, firsts=firsts)
