"""Subjects: a count of something else is told from that of whom a question names."""

import pytest

from index.exactness.subjects import is_counted_of_others

ASKED = "How many votes did Ada Moe get?"


@pytest.mark.parametrize(
    "sentence",
    [
        "The motion passed 11 to 4 and Ada Moe abstained.",
        "The motion had 11 votes; Ada Moe left.",
    ],
)
def test_a_further_clause_about_somebody_says_that_the_count_before_is_of_others(sentence):
    assert is_counted_of_others(ASKED, "11", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Moe had 11 votes and Ada Moe won.",
        "She had 11 votes and Ada Moe won.",
        "With 11 votes, Ada Moe won.",
        "It was 11 to 4 and Ole Berg abstained.",
        "They counted 11 votes, and Ada Moe got them all.",
    ],
)
def test_any_other_clause_may_count_for_them(sentence):
    assert not is_counted_of_others(ASKED, "11", sentence)


def test_what_counts_nothing_is_never_so():
    assert not is_counted_of_others("What did Ada Moe get?", "11", "It was 11; Ada Moe left.")
