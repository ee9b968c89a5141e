"""Irregular: forms of words that no ending tells."""

import pytest

from index.irregular import base, is_irregular
from index.language import stem


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("fishermen", "fisherman"), ("women", "woman"), ("geese", "goose"), ("children", "child"),
        ("shelves", "shelf"), ("criteria", "criterion"), ("bought", "buy"), ("sold", "selling"),
        ("written", "writes"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(form, word):
    assert stem(form) == stem(word)


@pytest.mark.parametrize("word", ["specimen", "omen", "saw", "left", "found", "2,000"])
def test_other_words_stay_what_they_are(word):
    assert base(word) == word


def test_words_whose_forms_begin_otherwise_are_told_from_the_rest():
    assert all(map(is_irregular, ("goose", "geese", "buy", "bought", "men", "man")))
    assert not any(map(is_irregular, ("boat", "paint")))
