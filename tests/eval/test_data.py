"""The labelled questions that come along, and the documents around their article."""

from pathlib import Path

import pytest

from eval.gate import baseline
from eval.program import cli
from eval.questions.hashes import questions_sha256
from eval.questions.loading import load
from eval.questions.sources import sources_beside

DATA = Path(__file__).parents[2] / "eval" / "data"
DISTRACTORS = sorted((DATA / "distractors").iterdir())


class TestTheSet:
    def test_has_nothing_that_check_finds(self, capsys):
        assert cli.main(["check", str(DATA / "article.jsonl")]) == 0
        assert capsys.readouterr().out == ""

    def test_is_the_one_whose_baseline_was_accepted(self):
        bound = baseline.read(DATA / "article.baseline.json").binding.questions
        assert questions_sha256(load(DATA / "article.jsonl")) == bound

    def test_is_measured_over_the_article_among_the_distractors(self):
        article, distractors = sources_beside(DATA / "article.jsonl")
        assert article.is_file()
        assert distractors == DATA / "distractors"


class TestDistractors:
    def test_are_six_or_more(self):
        assert len(DISTRACTORS) >= 6

    @pytest.mark.parametrize("path", DISTRACTORS, ids=lambda path: path.name)
    def test_say_first_that_they_are_invented(self, path):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.strip("*").startswith("Invented for the evaluation of Quoth: ")
        assert first.strip("*").endswith("not exist.")

    @pytest.mark.parametrize("path", DISTRACTORS, ids=lambda path: path.name)
    def test_name_nobody_and_nothing_of_the_article(self, path):
        text = path.read_text(encoding="utf-8")
        named = ("Tajik", "Russia", "Rahmon", "Putin", "Kyrgyz", "China", "EEU", "Moscow", "ISIS")
        assert not [name for name in named if name in text]

    @pytest.mark.parametrize("path", DISTRACTORS, ids=lambda path: path.name)
    def test_have_three_to_six_hundred_words(self, path):
        assert 300 <= len(path.read_text(encoding="utf-8").split()) <= 600
