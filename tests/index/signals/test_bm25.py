"""BM25 over stems: what counts as a word, and how much."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import content_words, stem, terms, words
from tests.index.word_index import lexical_index


class TestWords:
    def test_case_and_quotes_are_folded(self):
        assert words("Don’t STOP, O'Neill!") == ["don't", "stop", "o'neill"]

    def test_composed_and_decomposed_letters_are_one(self):
        assert words("re\u0301sume\u0301") == words("résumé") == ["résumé"]

    def test_wide_letters_and_soft_hyphens_are_folded(self):
        assert words("ＡＢＣ co\u00adoperate") == ["abc", "cooperate"]

    def test_numbers_keep_their_points_and_commas(self):
        assert words("1,200 of 3.5. In 1992-1997.") == ["1,200", "of", "3.5", "in", "1992", "1997"]

    def test_scripts_without_spaces_are_words_of_one_character(self):
        assert words("漢字かな") == ["漢", "字", "か", "な"]

    def test_right_to_left_words_are_words(self):
        assert words("שלום עולם") == ["שלום", "עולם"]

    def test_words_with_vowel_signs_are_one_word(self):
        assert words("हिन्दी") == ["हिन्दी"]

    @pytest.mark.parametrize(
        "text",
        [
            "", " ", "😀", "?!…", "\x00",
            "\u0301",
        ],
    )  # fmt: skip
    def test_symbols_are_no_words(self, text):
        assert words(text) == []

    @given(st.text(max_size=80))
    def test_every_word_of_every_text_has_a_stem(self, text):
        assert all(stem(word) for word in words(text))

    def test_stop_words_are_no_content(self):
        assert content_words("What is it that the EEU isn’t?") == ["eeu"]


class TestTerms:
    def test_words_of_one_stem_are_one_term(self):
        assert terms("deaths resulted; they result in death") == [
            "death",
            "result",
            "result",
            "death",
        ]

    def test_grouping_commas_do_not_matter(self):
        assert terms("6,000 troops") == terms("6000 troops")


def plain(text):
    """Return the terms of a text, each as counting once."""
    return [(term, 1.0) for term in terms(text)]


class TestMentions:
    INDEX = lexical_index(["The Tajikistani army of Port-Vell, founded in 1998, fell to ash."])

    @pytest.mark.parametrize(
        "word", ["army", "Armies", "TAJIKISTAN", "Tajikistani’s", "Port", "port-vell", "founder"]
    )
    def test_a_word_is_mentioned_in_any_form_of_it(self, word):
        assert self.INDEX.mentions(word)

    def test_a_root_has_four_letters(self):
        assert self.INDEX.mentions("Portland")
        assert not self.INDEX.mentions("Ashgabat")

    @pytest.mark.parametrize("word", ["Uzbekistan", "navy", "2024", "ill"])
    def test_what_no_passage_holds_is_not(self, word):
        assert not self.INDEX.mentions(word)


class TestScores:
    TEXTS = ("gun battles in Dushanbe", "a battle of words, words, words", "nothing of the kind")

    def test_they_are_those_of_the_formula(self):
        """Lucene's BM25: idf * tf / (tf + k1 (1 - b + b length / average length))."""
        index = lexical_index(self.TEXTS)
        idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
        lengths = [len(terms(text)) for text in self.TEXTS]
        assert lengths == [3, 4, 2]
        expected = idf * 3 / (3 + 1.2 * (1 - 0.75 + 0.75 * 4 / 3))
        np.testing.assert_allclose(index.scores([("word", 1.0)]), [0, expected, 0], rtol=1e-5)

    def test_rare_words_count_more(self):
        scores = lexical_index(self.TEXTS).scores(plain("battle dushanbe"))
        assert scores[0] > scores[1] > scores[2] == 0

    def test_idf_is_higher_for_rarer_words(self):
        index = lexical_index(self.TEXTS)
        assert index.idf("unheard") > index.idf("dushanb") > index.idf("battl") > 0

    def test_a_word_of_half_the_weight_scores_half(self):
        index = lexical_index(self.TEXTS)
        half = index.scores([("word", 0.5)])
        np.testing.assert_allclose(half * 2, index.scores([("word", 1.0)]))

    def test_a_perfect_match_is_out_of_reach_whatever_the_weights(self):
        index = lexical_index(self.TEXTS)
        query = [("word", 1.0), ("battl", 0.5)]
        reachable = sum(weight * index.idf(term) for term, weight in query)
        assert 0 < index.scores(query).max() < reachable

    @pytest.mark.parametrize("query", ["", "of the and", "😀", "unheard of"])
    def test_words_that_nobody_uses_score_nothing(self, query):
        assert not lexical_index(self.TEXTS).scores(plain(query)).any()

    @pytest.mark.parametrize("texts", [[], ["😀"], ["the", "of"]])
    def test_passages_without_words_have_scores_of_zero(self, texts):
        index = lexical_index(texts)
        assert index.scores([("word", 1.0)]).tolist() == [0.0] * len(texts)
        assert math.isfinite(index.idf("word"))

    def test_a_passage_without_words_among_others_scores_nothing(self):
        assert lexical_index(["word", "😀"]).scores([("word", 1.0)]).tolist()[1] == 0

    @given(
        st.lists(st.text(st.sampled_from("ab é漢1,. "), max_size=12), max_size=6),
        st.text(max_size=9),
    )
    def test_they_are_finite_and_never_negative(self, texts, query):
        scores = lexical_index(texts).scores(plain(query))
        assert scores.shape == (len(texts),)
        assert np.isfinite(scores).all()
        assert (scores >= 0).all()
