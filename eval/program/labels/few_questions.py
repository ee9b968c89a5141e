"""What the tolerances of a gate can notice over the questions of a set, before anything is measured."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from eval.gate import baseline, gate_file
from eval.gate.gate import Gate
from eval.gate.power import Power, power
from eval.gate.tolerances import Tolerance
from eval.judging.outcome import flawless
from eval.labelling.findings import Finding
from eval.measures.result import Answered, Result
from eval.questions.eval_set import EvalSet
from eval.questions.records import FileLine
from index.errors import InputError


def powers(gate: Gate, path: Path, eval_set: EvalSet) -> list[tuple[Tolerance, Power]]:
    """Return what each tolerance can notice over questions as the baseline of their set has them.

    Where there is no baseline that can be read, everything is taken to be right before.
    """
    results = [flawless(question) for question in eval_set.questions]
    earlier = _answered(baseline.beside(path))
    results = [_as_before(result, earlier.get(result.id)) for result in results]
    return [(tolerance, power(tolerance, results, gate.rule)) for tolerance in gate.tolerances]


def findings(path: Path, gate: Gate, found: Sequence[tuple[Tolerance, Power]]) -> Iterator[Finding]:
    """Yield a finding for each tolerance that so few questions cannot decide.

    None where the gate accepts that.
    """
    for tolerance, able in found:
        if able.problem and not gate.accepts_small:
            place = FileLine(str(path), gate_file.line_of(path, tolerance))
            yield Finding.at(place, f"{able.problem}; ask more questions, or accept-small = true")


def _answered(path: Path) -> dict[str, Answered]:
    try:
        return dict(baseline.read(path).answered)
    except InputError:
        return {}


def _as_before(result: Result, earlier: Answered | None) -> Result:
    if earlier is None or earlier.answerable is not result.answerable:
        return result
    return structs.replace(
        result, **{name: getattr(earlier, name) for name in Answered.__struct_fields__}
    )
