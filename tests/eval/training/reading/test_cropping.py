"""Crops: whole sentences of a passage, with the answer where it was."""

import random

from hypothesis import given
from hypothesis import strategies as st

from eval.training.reading.cropping import cropped
from eval.training.reading.examples import Example

SENTENCES = [f"Sentence {n} speaks of thing {n} and of nothing else at all." for n in range(40)]
LONG = " ".join(SENTENCES)


def example(words, question="Which thing?"):
    start = LONG.index(words) if words else 0
    return Example("set", "1", question, "", LONG, (start, start + len(words)) if words else None)


class TestCropped:
    @given(st.integers(0, 39), st.integers())
    def test_the_answer_is_the_same_words(self, n, seed):
        crop = cropped(example(f"thing {n} and"), random.Random(seed))
        assert crop.passage[slice(*crop.span)] == f"thing {n} and"
        assert len(crop.passage) <= 960

    @given(st.integers())
    def test_it_begins_and_ends_with_a_sentence(self, seed):
        crop = cropped(example("thing 17 and"), random.Random(seed))
        assert crop.passage.startswith("Sentence ")
        assert crop.passage.endswith("at all.")
        assert crop.passage in LONG

    def test_an_answer_over_two_sentences_keeps_both(self):
        words = "all. Sentence 8"
        crop = cropped(example(words), random.Random(0))
        assert crop.passage[slice(*crop.span)] == words

    def test_where_nothing_answers_the_sentence_most_like_the_question_stays(self):
        crop = cropped(example("", "What of thing 23?"), random.Random(3))
        assert SENTENCES[23] in crop.passage
        assert crop.span is None

    def test_a_short_passage_stays_as_it_is(self):
        short = Example("set", "1", "Who?", "", "Anna did it.", (0, 4))
        assert cropped(short, random.Random(0)) is short

    def test_it_stands_early_in_some_crops_and_late_in_others(self):
        starts = {cropped(example("thing 17 and"), random.Random(n)).span[0] for n in range(30)}
        assert len(starts) > 5
