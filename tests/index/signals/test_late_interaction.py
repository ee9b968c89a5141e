"""Late interaction: each query token finds its best match, and a mean is taken."""

import numpy as np
import pytest

from index.model.encoding import Encoding
from index.place import Units
from index.signals.late_interaction import ABOVE, interact, token_rows, token_weights
from index.vectors import cosines, quantized, unit

AXES = np.eye(4, dtype=np.float32)


def passage(axes, sentences):
    tokens = quantized(AXES[axes])
    return token_rows(Encoding(AXES[0], tokens[:1], tokens, np.array(sentences, np.int16)))


ROWS = np.concatenate([passage([0, 1, 2], [0, 1, -1]), passage([1, 3], [0, 0])])
TOKENS = Units(ROWS, np.array([0, 3, 5, 5], np.int64))
"""Passage 0: a first sentence of axis 0, a second of axis 1, axis 2 outside of both.
Passage 1: one sentence of axes 1 and 3. Passage 2: nothing."""


def measured(query, weights):
    return interact(query, np.array(weights, np.float32), TOKENS, np.array([0, 2, 3, 4]))


class TestInteraction:
    def test_a_passage_scores_what_its_best_tokens_do(self):
        found = measured(AXES[[0, 3]], [0.75, 0.25])
        np.testing.assert_allclose(found.passages, [0.75, 0.25, 0], atol=1e-6)

    def test_a_sentence_counts_its_own_tokens_alone(self):
        found = measured(AXES[[0, 1]], [0.5, 0.5])
        np.testing.assert_allclose(found.sentences[:2], [0.5, 0.5], atol=1e-6)
        np.testing.assert_allclose(found.sentences[2:3], [0.5], atol=1e-6)
        assert found.passages[0] == pytest.approx(1)

    def test_tokens_outside_of_sentences_count_a_little_less_for_the_passage(self):
        found = measured(AXES[[2]], [1])
        np.testing.assert_allclose(found.passages, [ABOVE, 0, 0], atol=1e-6)

    def test_they_count_for_each_of_its_sentences_and_for_no_other_passage(self):
        found = measured(AXES[[0, 2]], [0.5, 0.5])
        np.testing.assert_allclose(found.sentences[:3], [0.5 + ABOVE / 2, ABOVE / 2, 0], atol=1e-6)

    def test_what_a_sentence_says_itself_counts_in_full(self):
        tokens = Units(passage([0, 0], [-1, 0]), np.array([0, 2]))
        found = interact(AXES[[0]], np.ones(1, np.float32), tokens, np.array([0, 1]))
        np.testing.assert_allclose(found.sentences, [1], atol=1e-6)
        np.testing.assert_allclose(found.passages, [1], atol=1e-6)

    def test_a_sentence_without_tokens_has_those_outside(self):
        tokens = Units(passage([2, 0], [-1, 1]), np.array([0, 2]))
        found = interact(AXES[[2]], np.ones(1, np.float32), tokens, np.array([0, 2]))
        np.testing.assert_allclose(found.sentences, [ABOVE, ABOVE], atol=1e-6)

    def test_a_passage_without_tokens_scores_nothing(self):
        found = measured(AXES[[0]], [1])
        assert found.passages[2] == 0
        assert found.sentences[3:].tolist() == [0]

    def test_a_query_without_tokens_scores_nothing(self):
        assert not measured(AXES[:0], []).passages.any()


class TestQuantizing:
    def test_directions_survive(self):
        vectors = unit(np.random.default_rng(3).normal(size=(50, 96)).astype(np.float32))
        assert np.abs(cosines(quantized(vectors), vectors).diagonal() - 1).max() < 1e-4

    def test_codes_are_compared_by_their_directions_alone(self):
        codes = np.array([[60, 80, 0, 0]], np.int8)
        np.testing.assert_allclose(cosines(codes, AXES), [[0.6, 0.8, 0, 0]], atol=1e-6)

    def test_nothing_stays_nothing(self):
        assert not cosines(quantized(np.zeros((2, 4), np.float32)), AXES).any()
        assert quantized(np.zeros((0, 4), np.float32)).shape == (0, 4)


class TestWeights:
    def test_they_are_shares(self):
        np.testing.assert_allclose(token_weights([3, 1]), [0.75, 0.25])

    def test_where_none_tells_all_are_alike(self):
        np.testing.assert_allclose(token_weights([0, 0]), [0.5, 0.5])

    def test_of_nothing_there_are_none(self):
        assert len(token_weights([])) == 0
