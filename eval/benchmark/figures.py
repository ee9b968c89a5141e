"""Figure: what Quoth takes beside a rival, and the goal that the ratio has to meet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SCHEMA = "quoth.benchmark/1"

_SCALES = {"s": 1.0, "ms": 1e3, "per s": 1.0, "MB": 1e-6, "KB": 1e-3}
_HEADER = ("measure", "passages", "Quoth", "rival", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound that is met at equality, on a ratio or, where there is no rival, on a value."""

    bound: float
    is_most: bool

    def is_met(self, value: float) -> bool:
        """Whether a value keeps the bound."""
        return value <= self.bound if self.is_most else value >= self.bound


@dataclass(frozen=True, slots=True)
class Rival:
    """What is measured beside Quoth: ``value`` in the unit of the figure."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Values are in seconds, bytes or a number per second; ``unit`` is the one they are shown in.
    """

    measure: str
    passages: int
    quoth: float
    unit: str
    rival: Rival | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """Quoth's value over its rival's; None without a rival."""
        return self.quoth / self.rival.value if self.rival else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.goal.is_met(self.quoth if self.ratio is None else self.ratio)

    def shown(self, value: float) -> str:
        """Return a value in the unit it is shown in."""
        return f"{value * _SCALES[self.unit]:.3g} {self.unit}"


def to_record(figures: Iterable[Figure]) -> dict[str, Any]:
    """Return the figures as ``quoth.benchmark/1``; seconds, bytes and numbers per second."""
    return {
        "schema": SCHEMA,
        "comparisons": [
            {
                "measure": c.measure,
                "passages": c.passages,
                "quoth": c.quoth,
                "rival": c.rival and c.rival.name,
                "rival_value": c.rival and c.rival.value,
                "ratio": c.ratio,
                "goal": c.goal and {("at_most" if c.goal.is_most else "at_least"): c.goal.bound},
                "met": c.is_met,
            }
            for c in figures
        ],
    }


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table, aligned."""
    rows = [_HEADER, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *lines[1:]])


def _row(c: Figure) -> tuple[str, ...]:
    return (
        c.measure,
        f"{c.passages:,}",
        c.shown(c.quoth),
        f"{c.rival.name} {c.shown(c.rival.value)}" if c.rival else "",
        "" if c.ratio is None else f"{c.ratio:.2f}",
        _shown_goal(c),
        {None: "", True: "met", False: "missed"}[c.is_met],
    )


def _shown_goal(c: Figure) -> str:
    if c.goal is None:
        return ""
    bound = f"{c.goal.bound:g}" if c.rival else c.shown(c.goal.bound)
    return f"{'≤' if c.goal.is_most else '≥'} {bound}"
