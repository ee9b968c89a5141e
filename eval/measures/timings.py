"""Timings: how long answers took and how much memory, in a file of their own, which gates nothing.

No two runs agree on them.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.measures.summary import Summary
from index.errors import InputError
from index.files.json_lines import dump

SCHEMA = "quoth.timings/1"
_DIGITS = 6
_KIB = 1 if sys.platform == "darwin" else 1024
"""The unit of ``ru_maxrss`` in bytes: macOS counts bytes, others KiB."""


def percentile(seconds: Sequence[float], percent: float) -> float:
    """Return the time within which so many percent of the answers came."""
    import numpy as np

    return float(np.percentile(seconds, percent))


def peak_memory() -> int | None:
    """Return the most memory that this process held so far, in bytes; None where no system tells."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB


def write(path: Path, summary: Summary, seconds: Sequence[float]) -> None:
    """Write how long each answer took, and the most memory that was held.

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
        "peak_memory": peak_memory(),
        "questions": {
            result.id: round(took, _DIGITS)
            for result, took in zip(summary.results, seconds, strict=True)
        },
    }
    try:
        path.write_text(dump(record) + "\n", "ascii", newline="\n")
    except OSError as error:
        raise InputError(f"{name}: cannot be written ({reason(error)})") from None
