"""What the gate is for: regressions that somebody could make, on the real engine and our set."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engine import Assistant
from eval.gate import gate_file
from eval.gate.comparison import compare
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.questions import set_file
from eval.questions.loading import load
from eval.questions.sources import own_sources
from eval.reports.files import FORMATS
from eval.reports.report import Report
from index.signals.registry import WEIGHTS

DATA = Path(__file__).parents[3] / "eval" / "data"


@pytest.fixture(scope="module")
def gate():
    return gate_file.read(DATA / set_file.FILE_NAME)


@pytest.fixture(scope="module")
def eval_set(gate):
    """A third of the questions, which tell a regression as well, and those that the gate names."""
    whole = load(DATA / "article.jsonl")
    asked = {question.id for question in whole.questions[::3]} | {*gate.must_not_regress}
    return replace(whole, questions=tuple(q for q in whole.questions if q.id in asked))


@pytest.fixture(scope="module")
def assistant(eval_set):
    """The engine on the documents that the set is about."""
    return Assistant.open(own_sources(DATA / "article.jsonl", eval_set), reader=None)


@pytest.fixture(scope="module")
def baseline(assistant, eval_set):
    return summarise(run(assistant, eval_set))


@pytest.fixture
def report(gate, eval_set, baseline):
    """Asks an assistant, and gates what it says on the unchanged one."""

    def build(assistant):
        summary = summarise(run(assistant, eval_set))
        comparison = compare("the baseline", baseline, summary)
        return Report(summary, comparison, gate.check(summary, comparison))

    return build


def against_baseline(report):
    """The broken checks that no floor and no ceiling would have found."""
    return [c.name for c in report.verdict.broken if c.name.startswith(("drop", "must not"))]


class Shuffled:
    """Every tenth question gets its passages in an order of chance."""

    def __init__(self, assistant, eval_set):
        self._assistant = assistant
        self._asked = {question.text for question in eval_set.questions[::10]}
        self._random = random.Random(1)

    def __getattr__(self, name):
        return getattr(self._assistant, name)

    def retrieve(self, question, history=(), *, context=True):
        found = self._assistant.retrieve(question, history, context=context)
        if question not in self._asked:
            return found
        ranking = list(found.ranking)
        self._random.shuffle(ranking)
        return replace(found, ranking=ranking)


class TestUnchanged:
    def test_it_passes_and_every_report_is_the_same_bytes_twice(self, report, assistant):
        first, second = report(assistant), report(assistant)
        assert not against_baseline(first)
        assert first.comparison.moved == ()
        for suffix, write in FORMATS.items():
            assert write(first) == write(second), suffix


class TestPlantedRegressions:
    def test_ranks_shuffled_for_a_tenth_of_the_questions(self, report, assistant, eval_set):
        found = report(Shuffled(assistant, eval_set))
        assert "drop of nDCG@10" in against_baseline(found)
        shuffled = {question.text for question in eval_set.questions[::10]}
        assert {moved.now.question for moved in found.comparison.moved} <= shuffled

    def test_late_interaction_switched_off(self, report, assistant, monkeypatch):
        late = [name for name in WEIGHTS if name.startswith("word by word")]
        for name in late:
            monkeypatch.setitem(WEIGHTS, name, 0.0)
        found = report(assistant)
        assert "drop of nDCG@10" in against_baseline(found)
        assert {name for name, _, _ in found.comparison.under_test} == {
            f"weight of {name}" for name in late
        }

    def test_the_stop_list_removed(self, report, eval_set, monkeypatch, tmp_path):
        for name, module in list(sys.modules.items()):
            if name.startswith(("index.", "assistant.")) and hasattr(module, "STOP_WORDS"):
                monkeypatch.setattr(module, "STOP_WORDS", frozenset())
        sources = own_sources(DATA / "article.jsonl", eval_set)
        found = report(Assistant.open(sources, tmp_path / "index", reader=None))
        assert any(name.startswith("must not regress") for name in against_baseline(found))
        assert found.comparison.regressions
