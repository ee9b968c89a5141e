from dataclasses import replace

import pytest
from msgspec import structs

from eval.gate.comparison import compare
from eval.gate.gate import Bound, Gate
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.questions.eval_set import Evidence
from eval.reports.report import Report


@pytest.fixture
def summary(scripted):
    assistant = scripted.Assistant(
        {"a.txt": "Ann met Bob.\nBob left.\nIt rained."},
        ranks={"Who left?": ["It rained.", "Bob left."]},
        confidences={"Who met?": 0.8, "Who left?": 0.6, "Who sang?": 0.2},
    )
    questions = (
        scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann met"),), tags=("t",)),
        scripted.question("q2", "Who left?", evidence=(Evidence("a.txt", "Bob left"),)),
        scripted.question("q3", "Who sang?", answerable=False, tags=("t", "[red]\x1b[2J")),
        scripted.question("q4", "Eh?", answerable=None),
        scripted.question("q5", "Across?", evidence=(Evidence("a.txt", "b.\nBo"),)),
    )
    return summarise(run(assistant, scripted.EvalSet("set.jsonl", questions)))


HOSTILE = (
    "</td><script>alert(1)</script>|`*_[x](http://x)_*`\x1b[2J\n::error::\u202e, @someone]]>&#x0;"
)


@pytest.fixture
def hostile(scripted):
    """A report in which all text that others write tries to be more than text; its gate fails."""

    def summary(**script):
        assistant = scripted.Assistant(
            {"a.txt": f"Ann {HOSTILE.replace(chr(10), ' ')}.\nBob."}, **script
        )
        questions = (
            scripted.question(
                HOSTILE, HOSTILE, evidence=(Evidence("a.txt", "Ann"),), tags=(HOSTILE,)
            ),
            scripted.question("q2", "Who?", answerable=False, line=2),
        )
        return summarise(run(assistant, scripted.EvalSet(HOSTILE, questions)))

    before, now = summary(), summary(ranks={HOSTILE: ["Bob."]}, confidences={HOSTILE: 0.1})
    failed = structs.replace(now.results[1], failure=HOSTILE)
    now = replace(now, results=(now.results[0], failed))
    comparison = compare(HOSTILE, before, now)
    gate = Gate((Bound("RR", 1.0, is_floor=True, tag=HOSTILE),), (), (HOSTILE,))
    return Report(now, comparison, gate.check(now, comparison))


@pytest.fixture
def report(scripted):
    """Of three questions one fell from rank 1 to 2, and one that nothing answers is refused now."""

    def summary(model, **script):
        assistant = scripted.Assistant({"a.txt": "Ann met Bob.\nBob left."}, model=model, **script)
        questions = (
            scripted.question("q1", "Who met?", evidence=(Evidence("a.txt", "Ann"),), tags=("t",)),
            scripted.question("q2", "Who left?", evidence=(Evidence("a.txt", "left"),), line=2),
            scripted.question("q3", "Who sang?", answerable=False, line=3),
        )
        return summarise(run(assistant, scripted.EvalSet("set.jsonl", questions)))

    before = summary("old")
    now = summary("new", ranks={"Who met?": ["Bob left."]}, confidences={"Who sang?": 0.2})
    comparison = compare("the baseline", before, now)
    gate = Gate(
        (Bound("RR", 0.5, is_floor=True), Bound("R@5", 1.0, is_floor=True)), (), ("q1", "q2")
    )
    return Report(now, comparison, gate.check(now, comparison))
