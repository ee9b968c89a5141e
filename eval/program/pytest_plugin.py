"""The pytest fixture ``quoth_eval``: measures an eval set, and gates on it, in any test suite."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import InputError, QuothError

if TYPE_CHECKING:
    from eval.measures.summary import Slice

Source = str | Path | Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a set measures.

    Args:
        measures: By name, over all questions; NaN where a measure has no value.
        slices: The same by tag.
        gated: A sentence for each check of the gate that does not hold; None where there is no gate.
    """

    measures: Mapping[str, float]
    slices: Mapping[str, Mapping[str, float]]
    gated: tuple[str, ...] | None

    @property
    def failures(self) -> tuple[str, ...]:
        """A sentence for each check that does not hold; without a gate, the test fails."""
        if self.gated is None:
            pytest.fail(
                "quoth_eval: nothing is gated; put a quoth-eval.toml beside the set, or give gate=",
                pytrace=False,
            )
        return self.gated


@pytest.fixture(scope="session")
def quoth_eval(request: pytest.FixtureRequest) -> Callable[..., Evaluation]:
    """Return ``quoth_eval(set, source=None, gate=None)``, which measures a set as the program does.

    Paths are taken from pytest's root folder. Without ``source``, the set's own sources count;
    without ``gate``, the ``quoth-eval.toml`` beside the set, with its baseline. The same call is measured once. What
    cannot be measured fails the test with one line.
    """
    root = request.config.rootpath
    measured = cache(_evaluation)

    def evaluate(
        eval_set: str | Path, source: Source = (), gate: str | Path | None = None
    ) -> Evaluation:
        named = [source] if isinstance(source, str | Path) else source
        sources = tuple(root / path for path in named)
        try:
            return measured(root / eval_set, sources, root / gate if gate else None)
        except QuothError as error:
            from assistant.console.remedies import explained

            pytest.fail(f"quoth_eval: {explained(error)}", pytrace=False)

    return evaluate


def _evaluation(path: Path, sources: tuple[Path, ...], gate: Path | None) -> Evaluation:
    from assistant.engine import Assistant
    from eval.gate.standard import Standard
    from eval.judging.harness import run
    from eval.judging.scoring import summarise
    from eval.questions.loading import load
    from eval.questions.sources import own_sources

    eval_set = load(path)
    if eval_set.corpus and sources:
        raise InputError(f"{path}: brings its own corpus.jsonl; leave out source=")
    standard = Standard.of(path, gate=gate)
    assistant = Assistant.open(sources or own_sources(path, eval_set))
    found = summarise(run(assistant, eval_set, keep_failed=True))
    _, verdict = standard.apply(found, assistant.text)
    return Evaluation(
        _values(found.overall),
        {str(part.name): _values(part) for part in found.slices},
        tuple(check.sentence for check in verdict.broken) if verdict else None,
    )


def _values(part: "Slice") -> dict[str, float]:
    return {measure.name: part.value(measure.name) for measure in part.measures}
