"""Timings: how long each answer took, in a file of their own, since no two runs agree on it."""

from collections.abc import Sequence
from pathlib import Path

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.measures.summary import Summary
from index.errors import InputError
from index.files.json_lines import dump

SCHEMA = "quoth.timings/1"
_DIGITS = 6


def percentile(seconds: Sequence[float], percent: float) -> float:
    """Return the time within which so many percent of the answers came."""
    import numpy as np

    return float(np.percentile(seconds, percent))


def write(path: Path, summary: Summary, seconds: Sequence[float]) -> None:
    """Write how long each answer took.

    Raises:
        InputError: Nothing was asked, or the file cannot be written.
    """
    name = safe_line(str(path))
    if not seconds:
        raise InputError(f"{name}: nothing was asked, so there are no timings to write")
    record = {
        "schema": SCHEMA,
        "set": summary.name,
        "seconds": round(sum(seconds), _DIGITS),
        "p50": round(percentile(seconds, 50), _DIGITS),
        "p95": round(percentile(seconds, 95), _DIGITS),
        "questions": {
            result.id: round(took, _DIGITS)
            for result, took in zip(summary.results, seconds, strict=True)
        },
    }
    try:
        path.write_text(dump(record) + "\n", "ascii", newline="\n")
    except OSError as error:
        raise InputError(f"{name}: cannot be written ({reason(error)})") from None
