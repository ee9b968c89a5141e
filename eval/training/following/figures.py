"""Figures of a carrier on held-out conversations: are the words it names those of the rewrite?"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from eval.training.following.network import Carrier
from eval.training.following.rows import CarryingRow, collated

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Named:
    """A row and, for every stem of its conversation, the highest probability of its words."""

    row: CarryingRow
    probabilities: dict[str, float]

    def carried(self, threshold: float) -> set[str]:
        """Return the stems whose probability is at least the threshold."""
        return {stem for stem, one in self.probabilities.items() if one >= threshold}

    @property
    def findable(self) -> set[str]:
        """Return the needed stems that stand in what was read of the conversation."""
        return set(self.row.needed) & set(self.probabilities)


@dataclass(frozen=True, slots=True)
class Figure:
    """Shares at one threshold, over all stems of a set; NaN-free where a set has any.

    `carrying` is the share of rows that need nothing and carry a word all the same.
    """

    threshold: float
    precision: float
    recall: float
    f1: float
    carrying: float


def named(carrier: Carrier, rows: Sequence[CarryingRow]) -> list[Named]:
    """Return what a carrier says of every row, read in full precision."""
    ordered = sorted(rows, key=lambda row: len(row.ids))
    carrier.eval()
    found = []
    with torch.inference_mode():
        for start in range(0, len(ordered), _BATCH):
            some = ordered[start : start + _BATCH]
            for row, logits in zip(some, carrier(collated(some)), strict=True):
                probabilities: dict[str, float] = {}
                for (_, stem), one in zip(
                    row.words, logits[[at for at, _ in row.words]].sigmoid().tolist(), strict=True
                ):
                    probabilities[stem] = max(one, probabilities.get(stem, 0.0))
                found.append(Named(row, probabilities))
    return found


def figure(found: Sequence[Named], threshold: float) -> Figure:
    """Return precision, recall and F1 of the stems carried at a threshold, over all rows."""
    right = sum(len(one.carried(threshold) & one.findable) for one in found)
    carried = sum(len(one.carried(threshold)) for one in found)
    needed = sum(len(one.findable) for one in found)
    idle = [one for one in found if not one.row.needed]
    carrying = sum(bool(one.carried(threshold)) for one in idle) / max(1, len(idle))
    f1 = 2 * right / max(1, carried + needed)
    return Figure(threshold, right / max(1, carried), right / max(1, needed), f1, carrying)
