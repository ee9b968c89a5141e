"""Structure costs no retrieval: one text in four formats gives the same first passages."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engine import Assistant
from eval.judging.harness import run
from eval.judging.scoring import score
from eval.questions.loading import load

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "seeds" / "russia-offers-to-support-tajikistan.txt"


def placed(evidence, document):
    """Return evidence of a printed document, in which white space is one space."""
    prefix, quote = (re.sub(r"\s+", " ", text) for text in (evidence.prefix, evidence.quote))
    return replace(evidence, document=document, prefix=prefix, quote=quote)


@pytest.fixture
def success(printed, tmp_path):
    """Return a function that gives Success@1 of the labelled questions over a format."""

    def measured(suffix):
        path = printed(ARTICLE.read_text(encoding="utf-8").replace("\xa0", " "), suffix)
        # Ranked alone: reading takes minutes, and the evaluation's gate measures it.
        assistant = Assistant.open([path], index=tmp_path / f"index{suffix}", reader=None)
        labelled = load(ROOT / "eval" / "data" / "article.jsonl")
        questions = tuple(
            replace(q, evidence=tuple(placed(each, path.name) for each in q.evidence))
            for q in labelled.questions[::2]
        )
        outcomes = run(assistant, replace(labelled, questions=questions)).outcomes
        firsts = [r.is_first_right for r in score(outcomes) if r.answerable]
        return sum(firsts) / len(firsts)

    return measured


def test_success_at_1_is_within_two_hundredths_of_plain_text(success, capsys):
    figures = {suffix: success(suffix) for suffix in (".txt", ".html", ".pdf", ".docx")}
    with capsys.disabled():
        shown = ", ".join(f"{suffix} {figure:.3f}" for suffix, figure in figures.items())
        sys.stdout.write(f"\nSuccess@1: {shown}\n")
    assert all(abs(figure - figures[".txt"]) <= 0.02 for figure in figures.values())
