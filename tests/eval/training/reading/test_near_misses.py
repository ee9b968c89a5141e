"""Near misses: each group is told apart by one thing, and its answers are the exact words."""

from itertools import groupby

import pytest

from eval.training.reading.near_misses.drawing import near_misses
from eval.training.reading.near_misses.invention import answered, unanswered


@pytest.fixture(scope="module")
def made():
    return list(near_misses(3_000, "a seed"))


def of(made, kind):
    rows = [row for row in made if row.kind == f"made_{kind}"]
    return [list(group) for _, group in groupby(rows, key=lambda row: row.group)]


def numbers_of(text):
    """Return the dotted numbers and the like of a text, without what stands around them."""
    return {word.strip("?:.") for word in text.split() if word[0].isdigit()}


def number_in(question):
    (number,) = numbers_of(question)
    return number


class TestAll:
    def test_the_same_seed_makes_the_same_and_another_makes_others(self, made):
        assert list(near_misses(3_000, "a seed")) == made
        assert made[0].passage not in {row.passage for row in near_misses(3_000, "another")}

    def test_every_group_has_an_answer_and_a_near_miss(self, made):
        for _, group in groupby(made, key=lambda row: row.group):
            assert {row.span is None for row in group} == {True, False}

    def test_no_mark_and_no_gap_is_left(self, made):
        for row in made:
            text = row.question + row.heading + row.passage
            assert not any(mark in text for mark in ("[[", "]]", "{", "}", "..\n")), row

    def test_answers_are_words(self, made):
        for row in made:
            if row.span:
                words = row.passage[slice(*row.span)]
                assert words == words.strip() != "", row

    def test_nothing_is_asked_of_one_passage_with_two_outcomes(self, made):
        outcomes = {}
        for row in made:
            key = (row.question, row.heading, row.passage)
            assert outcomes.setdefault(key, row.span is None) == (row.span is None), row


class TestNumbers:
    @pytest.mark.parametrize("kind", ["versions", "addresses", "clauses"])
    def test_the_number_asked_for_stands_there_only_where_something_answers(self, made, kind):
        for yes, no, *_ in of(made, kind):
            assert number_in(yes.question) in numbers_of(yes.passage)
            assert number_in(no.question) not in numbers_of(no.passage)

    def test_an_amount_is_asked_in_two_forms(self, made):
        forms = {
            ("million" in yes.question, "million" in yes.passage) for yes, _ in of(made, "amounts")
        }
        assert {(True, False), (False, True)} <= forms


class TestSigns:
    def test_what_is_allowed_never_answers_what_is_not(self, made):
        for both, allowed, denied, right in of(made, "permissions"):
            assert (allowed.span, denied.span) == (None, None)
            assert allowed.question == right.question != denied.question
            assert right.passage[slice(*right.span)] in denied.passage
            assert right.passage[slice(*right.span)] in both.passage

    def test_only_the_heading_tells_what_is_insured(self, made):
        for yes, no, *_ in of(made, "covered"):
            assert (yes.question, yes.passage) == (no.question, no.passage)
            assert yes.heading != no.heading


class TestAmendments:
    def test_the_new_value_answers_and_the_announcement_does_not(self, made):
        for yes, announced, _ in of(made, "amendments"):
            assert yes.passage[slice(*yes.span)][0].isdigit()
            assert yes.passage[slice(*yes.span)] not in announced.passage


class TestInvention:
    def test_the_answer_is_what_was_marked(self):
        row = answered("kind", "Who?", "It was [[Anna]].")
        assert (row.passage, row.span, row.kind) == ("It was Anna.", (7, 11), "made_kind")

    def test_marks_of_what_does_not_answer_are_taken_away(self):
        assert unanswered("kind", "Who?", "It was [[Anna]].").passage == "It was Anna."

    def test_an_answer_that_nobody_marked_is_a_mistake(self):
        with pytest.raises(ValueError, match="nothing is marked"):
            answered("kind", "Who?", "It was Anna.")
