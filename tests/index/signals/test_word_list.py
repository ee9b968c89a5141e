"""Words in lines are found as they lie there."""

import pytest

from index.signals.word_list import WordList

WORDS = ["1911", "bee", "bees", "mill", "müller", "zürich", "東"]


class TestLists:
    def test_give_their_words_in_order(self):
        assert list(WordList.of(WORDS)) == WORDS
        assert len(WordList.of(WORDS)) == 7
        assert list(WordList(WordList.of(WORDS).written())) == WORDS

    def test_find_each_by_its_number_and_no_other(self):
        words = WordList.of(WORDS)
        assert [words.find(word) for word in WORDS] == list(range(7))
        assert [words.find(word) for word in ("", "0", "be", "beet", "zz", "林", "1911\n")] == [
            None
        ] * 7

    def test_hold_whole_words_alone(self):
        words = WordList.of(reversed(WORDS))
        assert all(word in words for word in WORDS)
        assert not any(word in words for word in ("be", "ees", "191", "müll"))

    def test_may_be_empty(self):
        words = WordList.of([])
        assert (len(words), list(words), words.find("a"), "a" in words, words.lines) == (
            0, [], None, False, ""
        )  # fmt: skip

    @pytest.mark.parametrize("data", [b"", b"a", b"a\n", b"\na"])
    def test_are_refused_where_they_are_in_no_lines(self, data):
        with pytest.raises(ValueError, match="in no lines"):
            WordList(data)
