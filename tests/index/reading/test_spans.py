"""The words that answer: the best start and end, in that order, inside the passage."""

import numpy as np

from index.reading.spans import best_span, with_whole_links

OFFSETS = [None, None, (0, 3), (4, 9), (10, 12), None]
"""[CLS], a token of the question, three of a passage, [SEP]."""


def logits(starts, ends):
    return np.array([starts, ends], np.float32).T


class TestTheBestSpan:
    def test_begins_and_ends_where_both_logits_are_highest(self):
        found = best_span(logits([1, 0, 0, 5, 2, 0], [2, 0, 0, 1, 4, 0]), OFFSETS)
        assert found.span == (4, 12)
        assert found.margin == (5 + 4) - (1 + 2)

    def test_never_ends_before_it_begins(self):
        found = best_span(logits([0, 0, 0, 0, 9, 0], [0, 0, 9, 0, 1, 0]), OFFSETS)
        assert found.span == (10, 12)

    def test_lies_in_the_passage_whatever_else_has_high_logits(self):
        found = best_span(logits([9, 9, 1, 0, 0, 9], [9, 9, 1, 0, 0, 9]), OFFSETS)
        assert found.span == (0, 3)
        assert found.margin == 2 - 18

    def test_is_none_where_nothing_of_the_passage_was_read(self):
        assert best_span(logits([1, 1], [1, 1]), [None, None]) is None

    def test_is_no_longer_than_an_answer(self):
        long = [None, *((n, n + 1) for n in range(100))]
        starts, ends = np.zeros(101), np.zeros(101)
        starts[1], ends[100], ends[20] = 9, 9, 5
        assert best_span(logits(starts, ends), long).span == (0, 20)


class TestLinks:
    TEXT = "See (https://example.org/a.html), or /srv/a/b.txt. Half and/or whole."

    def test_are_not_divided_by_the_words_that_answer(self):
        for part in ("https://example", "a.html", "See (https"):
            start = self.TEXT.index(part)
            first, end = with_whole_links(self.TEXT, (start, start + len(part)))
            assert self.TEXT[first:end].endswith("https://example.org/a.html")
        start = self.TEXT.index("srv")
        assert self.TEXT[slice(*with_whole_links(self.TEXT, (start, start + 3)))] == "/srv/a/b.txt"

    def test_other_words_may_be(self):
        start = self.TEXT.index("or whole")
        assert with_whole_links(self.TEXT, (start, start + 2)) == (start, start + 2)
