"""Report: a summary, what has changed since an earlier one, and the gate's verdict on both."""

from dataclasses import dataclass

from eval.gate.comparison import Comparison
from eval.gate.gate import Verdict
from eval.measures.summary import Summary


@dataclass(frozen=True, slots=True)
class Report:
    """All there is to tell of a run.

    ``comparison`` is None where there is nothing to compare with, ``verdict`` where nothing is
    gated.
    """

    summary: Summary
    comparison: Comparison | None = None
    verdict: Verdict | None = None

    @property
    def failed(self) -> bool:
        """Whether the gate failed."""
        return bool(self.verdict and self.verdict.broken)
