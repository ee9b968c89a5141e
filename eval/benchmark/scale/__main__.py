"""``python -m eval.benchmark.scale`` measures a folder and a store of the same passages."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.console.ending import guarded, terminating
from assistant.console.messages import say
from assistant.console.parser import OneLineParser
from assistant.console.values import positive
from eval.benchmark.process import isolated, run_python
from eval.benchmark.scale.stages import STAGES
from eval.judging.fidelity import Fidelity
from eval.program.fidelity import in_words

_PROGRAM = "eval.benchmark.scale"
_SIZE = 20_000
_KINDS = ("folder", "store")
_MB = 1e6

Run = Mapping[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the table; return 0, or 2 where it could not run."""
    with guarded(_PROGRAM) as ending, terminating():
        parser = OneLineParser(prog=_PROGRAM, description="Measure a folder beside a store.")
        parser.add_argument("--size", metavar="N", type=positive, default=_SIZE, help="passages")
        options = parser.parse_args(argv)
        with TemporaryDirectory(prefix="quoth-scale-") as folder:
            home = Path(folder).resolve()
            sys.stdout.write("\n".join(_table(home, options.size)) + "\n")
    return ending.code


def _table(home: Path, size: int) -> Iterator[str]:
    """Give the lines of the table, measured one after the other."""
    _run(home, "write", "folder", size)
    runs: dict[str, dict[str, Run]] = {kind: {} for kind in _KINDS}
    alike: list[str] = []
    for stage in STAGES:
        for kind in _KINDS:
            runs[kind][stage] = _run(home, stage, kind, size)
        if stage == "ask":  # before the documents change
            alike = list(_fidelity(home, size))
    yield f"| {size:,} made passages | folder | store |"
    yield "|---|--:|--:|"
    for name, of in _ROWS.items():
        shown = [of(runs[kind]) for kind in _KINDS]
        yield f"| {name} | {' | '.join(shown)} |"
    yield from alike


_ROWS: Mapping[str, Callable[[Mapping[str, Run]], str]] = {
    "build, next to no encoding": lambda run: f"{run['build']['seconds']:.1f} s",
    "build, peak memory": lambda run: f"{run['build']['memory'] / _MB:,.0f} MB",
    "index": lambda run: f"{run['build']['bytes'] / _MB:,.0f} MB",
    "refresh, one document changed": lambda run: f"{run['refresh']['seconds']:.1f} s",
    "refresh, peak memory": lambda run: f"{run['refresh']['memory'] / _MB:,.0f} MB",
    "opening": lambda run: f"{run['cold']['opening'] * 1e3:,.0f} ms",
    "first question after it": lambda run: f"{run['cold']['first'] * 1e3:,.0f} ms",
    "warm question, p50": lambda run: f"{run['ask']['p50'] * 1e3:.1f} ms",
    "warm question, p95": lambda run: f"{run['ask']['p95'] * 1e3:.1f} ms",
    "asking, peak memory": lambda run: f"{run['ask']['memory'] / _MB:,.0f} MB",
}


def _fidelity(home: Path, size: int) -> Iterator[str]:
    """Give how alike the store and the folder answer."""
    yield ""
    yield in_words(Fidelity(**_run(home, "compare", "store", size)["fidelity"]))


def _run(home: Path, stage: str, kind: str, size: int) -> Run:
    say(f"{kind}: {stage}", _PROGRAM)
    module = "eval.benchmark.scale.stages"
    finished = run_python(["-m", module, home, stage, kind, str(size)], isolated(home))
    return {**json.loads(finished.output), "memory": finished.memory}


if __name__ == "__main__":
    sys.exit(main())
