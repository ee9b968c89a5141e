"""How often the gate alarms where nothing is worse: two runs as good as each other, mixed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from assistant.engine import Assistant
from eval.gate import gate_file
from eval.gate.tolerances import drops
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.measures.result import RANKING
from eval.questions import set_file
from eval.questions.loading import load
from eval.questions.sources import own_sources
from index.signals.registry import WEIGHTS

DATA = Path(__file__).parents[3] / "eval" / "data"
RUNS = 100
DRAWS = 200
"""Of each test; the gate makes fifty times as many, which makes p finer and not smaller."""
MOST = 9
"""5 % of 100, and 1.96 standard errors: 5 + 1.96 * sqrt(100 * 0.05 * 0.95)."""


@pytest.fixture(scope="module")
def tolerances():
    """All that our gate tests together, without a margin: the test alone stands in for it."""
    gate = gate_file.read(DATA / set_file.FILE_NAME)
    return [replace(tolerance, limit=0.0) for tolerance in gate.tolerances]


@pytest.fixture(scope="module")
def of_the_engine():
    """The results of every other question as shipped, and without two of five signals."""
    path = DATA / "article.jsonl"
    whole = load(path)
    eval_set = replace(whole, questions=whole.questions[::2])
    assistant = Assistant.open(own_sources(path, eval_set), reader=None)
    shipped = summarise(run(assistant, eval_set))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(WEIGHTS, "words", 0.0)
        patch.setitem(WEIGHTS, "meaning", 0.0)
        other = summarise(run(assistant, eval_set))
    return list(zip(shipped.results, other.results, strict=True))


@pytest.fixture(scope="module")
def of_chance(scripted):
    """Results that differ in every question and in every value."""
    random = np.random.default_rng(3)

    def result(number):
        answerable = number % 3 > 0
        values = dict(zip(RANKING, random.random(len(RANKING)), strict=True)) if answerable else {}
        right = bool(random.integers(2)) if answerable else None
        found, confidence = bool(random.integers(2)), float(random.random())
        question = scripted.question(str(number), answerable=answerable)
        answered = {"sentence_right": right, "found": found, "citations_valid": 1.0}
        result = scripted.outcome(question, confidence=confidence, **answered).result
        return structs.replace(result, values=values)

    return [(result(number), result(number)) for number in range(300)]


class TestNullRuns:
    @pytest.mark.parametrize("pairs", ["of_the_engine", "of_chance"])
    def test_of_100_no_more_than_5_percent_alarm(self, pairs, tolerances, request):
        pairs = request.getfixturevalue(pairs)
        coins = np.random.default_rng(8).integers(2, size=(RUNS, len(pairs)))
        alarms = 0
        for swaps in coins:
            mixed = [(b, a) if swap else (a, b) for (a, b), swap in zip(pairs, swaps, strict=True)]
            alarms += any(not check.holds for check in drops(tolerances, mixed, DRAWS))
        assert sum(a != b for a, b in pairs) > 25
        assert alarms <= MOST
