"""The pytest fixture ``quoth_eval``: measures an eval set, and gates on it, in any test suite."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import InputError, QuothError

if TYPE_CHECKING:
    from eval.measures.summary import Slice, Summary
    from eval.questions.eval_set import EvalSet

Text = Callable[[str], str | None]
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
    """Return ``quoth_eval(set, source=None, gate=None, run=None)``, which measures as the program does.

    Paths are taken from pytest's root folder. Without ``source``, the set's own sources count;
    without ``gate``, the ``quoth-eval.toml`` beside the set, with its baseline. ``run`` is what
    another tool retrieved, which is judged instead of asking. The same call is measured once, but
    that of a run. What cannot be measured fails the test with one line.
    """
    root = request.config.rootpath
    measured = cache(_evaluation)

    def evaluate(
        eval_set: str | Path,
        source: Source = (),
        gate: str | Path | None = None,
        run: str | Path | None = None,
    ) -> Evaluation:
        named = [source] if isinstance(source, str | Path) else source
        sources = tuple(root / path for path in named)
        gate_path = root / gate if gate else None
        try:
            if run:  # may be written anew between two calls
                return _evaluation(root / eval_set, sources, gate_path, root / run)
            return measured(root / eval_set, sources, gate_path)
        except QuothError as error:
            from assistant.console.remedies import explained

            pytest.fail(f"quoth_eval: {explained(error)}", pytrace=False)

    return evaluate


def _evaluation(
    path: Path, sources: tuple[Path, ...], gate: Path | None, run: Path | None = None
) -> Evaluation:
    from eval.gate.standard import Standard
    from eval.questions.loading import load
    from eval.questions.sources import own_sources

    eval_set = load(path)
    if eval_set.corpus and sources:
        raise InputError(f"{path}: brings its own corpus.jsonl; leave out source=")
    standard = Standard.of(path, gate=gate)
    about = sources or tuple(own_sources(path, eval_set))
    found, text = _judged(run, about, eval_set) if run else _asked(about, eval_set)
    _, verdict = standard.apply(found, text)
    return Evaluation(
        _values(found.overall),
        {str(part.name): _values(part) for part in found.slices},
        tuple(check.sentence for check in verdict.broken) if verdict else None,
    )


def _asked(sources: tuple[Path, ...], eval_set: "EvalSet") -> "tuple[Summary, Text]":
    from assistant.engine import Assistant
    from eval.judging.harness import run
    from eval.judging.scoring import summarise

    assistant = Assistant.open(sources)
    return summarise(run(assistant, eval_set, keep_failed=True)), assistant.text


def _judged(path: Path, sources: tuple[Path, ...], eval_set: "EvalSet") -> "tuple[Summary, Text]":
    from assistant.commands.verify import documents_now
    from eval.judging.runs import judge_run
    from eval.judging.scoring import summarise

    documents = documents_now(sources, None, quiet=True) if sources else {}
    return summarise(judge_run(path, eval_set, documents)), documents.get


def _values(part: "Slice") -> dict[str, float]:
    return {measure.name: part.value(measure.name) for measure in part.measures}
