"""How much text fits into a passage, by both limits."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError, Remedy
from index.passages.tokens import TokenCounter, token_table


def counter(budget=8, window=100):
    return TokenCounter(lambda text: len(text.split()), window, budget)


def pieces(text, measure):
    return [text[start:end] for start, end in measure.pieces(text, 0, len(text))]


class TestCounting:
    def test_words_are_counted_as_tiktoken_counts_them(self):
        assert counter().tokens("hello world") == 2

    def test_special_tokens_are_plain_text(self):
        assert counter().tokens("<|endoftext|>") > 1

    def test_the_tighter_limit_decides(self):
        assert counter(budget=4, window=100).share("hello world") == 0.5
        assert counter(budget=100, window=2).share("hello world") == 1

    def test_without_its_table_it_says_what_to_install(self, monkeypatch):
        token_table.cache_clear()
        monkeypatch.setattr("tiktoken.list_encoding_names", lambda: ["cl100k_base"])
        with pytest.raises(ModelError, match=r"is missing$") as caught:
            token_table()
        assert caught.value.remedy is Remedy.INSTALL_TOKEN_TABLE


class TestPieces:
    def test_what_fits_stays_whole(self):
        assert pieces("one two three", counter()) == ["one two three"]

    def test_what_does_not_fit_is_divided_at_spaces(self):
        text = " ".join(["word"] * 20)
        assert pieces(text, counter()) == [" ".join(["word"] * n) for n in (8, 8, 4)]

    def test_the_models_window_divides_too(self):
        assert pieces("a b c d", counter(budget=100, window=2)) == ["a b", "c d"]

    def test_a_word_that_is_too_long_is_divided_anywhere(self):
        text = "漢字" * 40
        assert "".join(pieces(text, counter())) == text
        assert all(counter().tokens(piece) <= 8 for piece in pieces(text, counter()))

    def test_offsets_are_those_of_the_whole_text(self):
        assert list(counter(budget=100, window=1).pieces("a b c d", 2, 5)) == [(2, 3), (4, 5)]

    @given(st.text(st.sampled_from("ab .,\n0😀漢\u0301"), max_size=300))
    def test_pieces_hold_every_character_once_and_in_order(self, text):
        at = 0
        for start, end in counter().pieces(text, 0, len(text)):
            assert at <= start <= end
            assert not text[at:start].strip()
            at = end
        assert not text[at:].strip()

    @pytest.mark.parametrize("space", ["\u2003" * 300, " " * 20_000])
    def test_no_piece_is_blank(self, space):
        assert all(pieces(f"a{space}b", counter()))

    def test_no_piece_of_one_long_word_exceeds_the_budget(self, encoder):
        measure = encoder.counter()
        generator = random.Random(1)
        for _ in range(200):
            word = "".join(generator.choices("abc-_/", k=1200))
            assert max(map(measure.tokens, pieces(word, measure))) <= measure.budget

    def test_no_piece_of_an_endless_sentence_exceeds_the_budget(self, encoder):
        measure = encoder.counter()
        assert max(map(measure.tokens, pieces("so it goes " * 90, measure))) <= measure.budget
