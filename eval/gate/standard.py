"""Standard: what a set is held to, its gate and the baseline that it is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.console.messages import ignore
from eval.gate import baseline as baselines
from eval.gate import gate_file
from eval.gate.baseline import Baseline
from eval.gate.comparison import Comparison, compare
from eval.gate.gate import Gate, Verdict
from eval.measures.summary import Summary
from eval.questions import set_file
from index.errors import InputError

_NAME = "the baseline"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Standard:
    """The gate of a set and its baseline.

    Args:
        gate: None where nothing is gated.
        gate_path: Where it stands; None where there is none.
        is_named: Whether that was given, and does not merely stand beside the set.
        baseline: None where there is none and none is needed.
        baseline_path: Where it is, or will be.
        is_update: Whether the baseline is to be written anew.
    """

    gate: Gate | None
    gate_path: Path | None
    baseline: Baseline | None
    baseline_path: Path
    is_update: bool = False
    is_named: bool = False

    @classmethod
    def of(
        cls,
        eval_set: Path,
        *,
        gate: Path | None = None,
        baseline: Path | None = None,
        is_update: bool = False,
        say: Say = ignore,
    ) -> "Standard":
        """Read the gate and the baseline of a set: those given, else those that stand beside it.

        Raises:
            InputError: One of them is not whole, or a baseline that is needed is missing.
        """
        gate_path = gate or set_file.beside(eval_set)
        read = gate_file.read(gate_path) if gate_path else None
        path = baseline or baselines.beside(eval_set)
        is_needed = bool(baseline) or (read is not None and read.needs_baseline)
        found = None
        if is_update:
            found = _earlier(path, say)
        elif path.exists() or is_needed:
            found = baselines.read(path)
        return cls(read, gate_path, found, path, is_update, is_named=gate is not None)

    def apply(
        self, summary: Summary, text: Callable[[str], str | None], say: Say = ignore
    ) -> tuple[Comparison | None, Verdict | None]:
        """Return how a summary compares with the baseline, and the verdict on it.

        The comparison is None where there is nothing to compare with, the verdict where nothing
        is gated. The summary becomes the new baseline if that is wanted.

        Args:
            summary: What the set comes to.
            text: Gives the text of a document by its id; None where there is no such document.
            say: Is told what was passed over, and what was written.

        Raises:
            InputError: The baseline is foreign or stale, the gate lists a question that is not
                asked, a gate that was named has tolerances that so few questions cannot decide,
                or the baseline cannot be written.
        """
        gate = self.gate
        if gate and self.gate_path:
            gate_file.check_listed(gate, self.gate_path, {result.id for result in summary.results})
        comparison = self._comparison(summary, text, say)
        gated = compare(_NAME, summary, summary) if self.is_update else comparison
        verdict = gate.check(summary, gated) if gate else None
        if gate and verdict:
            self._tell_undecided(gate, verdict, say)
        if self.is_update:
            baselines.write(self.baseline_path, summary, gate.tolerances if gate else ())
            say(f"wrote {self.baseline_path}")
        return comparison, verdict

    def _tell_undecided(self, gate: Gate, verdict: Verdict, say: Say) -> None:
        if self.is_named and self.gate_path:
            gate_file.check_decides(gate, self.gate_path, verdict.undecided)
        for sentence in verdict.undecided:
            say(sentence)

    def _comparison(
        self, summary: Summary, text: Callable[[str], str | None], say: Say
    ) -> Comparison | None:
        """Compare with the baseline; one that is foreign is passed over where nothing is gated."""
        found = self.baseline
        if found is None:
            return None
        if not self.is_update:
            if self.gate:
                found.check(summary, self.gate.tolerances)
            elif problem := found.mismatch(summary, found.tolerances):
                say(f"not compared with {self.baseline_path}: {problem}")
                return None
        return compare(_NAME, found.summary(summary, text), summary)


def _earlier(path: Path, say: Say) -> Baseline | None:
    """Return the baseline that is about to be written anew, if it can still be read."""
    if not path.exists():
        return None
    try:
        return baselines.read(path)
    except InputError as error:
        say(f"{error}; nothing to compare with")
        return None
