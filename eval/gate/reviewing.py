"""Reviewing: from reports to a review, against the baseline, another report or another model."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.console.messages import ignore
from assistant.console.safe_text import safe_line
from eval.gate import baseline as baselines
from eval.gate import gate_file
from eval.gate.baseline import Baseline
from eval.gate.comparison import Comparison, compare
from eval.gate.gate import Gate
from eval.gate.review import Review
from eval.measures.report import Report
from eval.program.ways_in import Measured, Say, Text
from eval.reports import record
from index.errors import InputError

_NAME = "the baseline"


@dataclass(frozen=True, slots=True)
class Gating:
    """The gate of a set and its baseline.

    Args:
        gate: None where nothing is gated.
        gate_path: Where it stands; None where there is none.
        baseline: None where there is none and none is needed.
        baseline_path: Where it is, or will be.
        is_update: Whether the baseline is to be written anew.
    """

    gate: Gate | None
    gate_path: Path | None
    baseline: Baseline | None
    baseline_path: Path
    is_update: bool = False

    @classmethod
    def of(
        cls,
        eval_set: Path,
        *,
        gate: Path | None = None,
        baseline: Path | None = None,
        is_update: bool = False,
        say: Say = ignore,
    ) -> "Gating":
        """Read the gate and the baseline of a set: those given, else those that stand beside it.

        Raises:
            InputError: One of them is not whole, or a baseline that is needed is missing.
        """
        gate_path = gate or gate_file.beside(eval_set)
        read = gate_file.read(gate_path) if gate_path else None
        path = baseline or baselines.beside(eval_set)
        is_needed = bool(baseline) or (read is not None and read.needs_baseline)
        found = None
        if is_update:
            found = _earlier(path, say)
        elif path.exists() or is_needed:
            found = baselines.read(path)
        return cls(read, gate_path, found, path, is_update)

    def review(self, report: Report, text: Text, say: Say = ignore) -> Review:
        """Return the review of a report, and write it as the new baseline if that is wanted.

        Args:
            report: What the set comes to.
            text: Gives the text of a document by its id; None where there is no such document.
            say: Is told what was passed over, and what was written.

        Raises:
            InputError: The baseline is foreign or stale, the gate lists a question that is not
                asked, or the baseline cannot be written.
        """
        gate = self.gate
        if gate and self.gate_path:
            gate_file.check_listed(gate, self.gate_path, {result.id for result in report.results})
        comparison = self._comparison(report, text, say)
        if self.is_update:
            baselines.write(self.baseline_path, report, gate.tolerances if gate else ())
            say(f"wrote {self.baseline_path}")
            verdict = gate.check(report, compare(_NAME, report, report)) if gate else None
        else:
            verdict = gate.check(report, comparison) if gate else None
        return Review(report, comparison, verdict)

    def _comparison(self, report: Report, text: Text, say: Say) -> Comparison | None:
        """Compare with the baseline; one that is foreign is passed over where nothing is gated."""
        found = self.baseline
        if found is None:
            return None
        if not self.is_update:
            if self.gate:
                found.check(report, self.gate.tolerances)
            elif problem := found.mismatch(report, found.tolerances):
                say(f"not compared with {self.baseline_path}: {problem}")
                return None
        return compare(_NAME, found.report(report, text), report)


def review_reports(options: Namespace) -> Review:
    """Compare two reports that were written as JSON; gate on that only with ``--gate``.

    Raises:
        InputError: One is no report, or they are not of the same questions and documents.
    """
    earlier, later = options.compare
    before, now = record.read(earlier), record.read(later)
    if problem := before.binding.mismatch(now.binding):
        names = safe_line(f"{earlier} and {later}")
        raise InputError(f"{names}: cannot be compared: {problem}")
    comparison = compare(str(earlier), before, now)
    if options.gate is None:
        return Review(now, comparison)
    gate = gate_file.read(options.gate)
    gate_file.check_listed(gate, options.gate, {result.id for result in now.results})
    return Review(now, comparison, gate.check(now, comparison))


def review_models(options: Namespace, measured: Sequence[Measured]) -> Review:
    """Compare the second of two models with the first."""
    before, now = (found.report for found in measured)
    return Review(now, compare(options.model[0], before, now))


def _earlier(path: Path, say: Say) -> Baseline | None:
    """Return the baseline that is about to be written anew, if it can still be read."""
    if not path.exists():
        return None
    try:
        return baselines.read(path)
    except InputError as error:
        say(f"{error}; nothing to compare with")
        return None
