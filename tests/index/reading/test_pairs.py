"""What the reader sees of a question and a passage: all of it, in windows where it is long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.model.bundled_model import bundled_model
from index.reading.pairs import LONGEST, Pairing


@pytest.fixture(scope="module")
def pairing():
    tokenizer = Tokenizer.from_file(f"{bundled_model()}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Pairing(tokenizer)


def words_of(pair, passage):
    return [passage[slice(*offset)] for offset in pair.offsets if offset]


class TestAPair:
    def test_holds_question_heading_and_passage_in_two_types(self, pairing):
        [pair] = pairing.pairs("Who paid?", "The bridge", "The miller paid.")
        assert pair.types == [0] * 5 + [1] * 7  # [CLS] who paid ? [SEP], the bridge the miller …
        assert words_of(pair, "The miller paid.") == ["The", "miller", "paid", "."]

    def test_without_a_heading_begins_with_the_passage(self, pairing):
        [pair] = pairing.pairs("Who paid?", "", "The miller paid.")
        assert len(pair.ids) == 5 + 4 + 1

    def test_of_a_heading_that_is_too_long_keeps_its_end(self, pairing):
        [pair] = pairing.pairs("Who?", "word " * 300 + "Bridges", "The miller.")
        assert len(pair.ids) <= LONGEST
        assert words_of(pair, "The miller.") == ["The", "miller", "."]


class TestLongTexts:
    def test_are_read_in_windows_that_miss_nothing(self, pairing):
        passage = " ".join(f"word{n}" for n in range(300))
        pairs = list(pairing.pairs("Who paid for it?", "A heading", passage))
        assert len(pairs) > 1
        assert all(len(pair.ids) <= LONGEST for pair in pairs)
        read = {offset for pair in pairs for offset in pair.offsets if offset}
        assert "".join(passage[slice(*span)] for span in sorted(read)) == passage.replace(" ", "")

    def test_questions_leave_room_for_the_passage(self, pairing):
        pairs = list(pairing.pairs("why " * 400, "", "The miller paid for it."))
        assert len(pairs) > 1
        assert all(len(pair.ids) <= LONGEST for pair in pairs)
        assert all(words_of(pair, "The miller paid for it.") for pair in pairs)

    @given(st.text(max_size=400), st.text(max_size=80), st.text(max_size=2000))
    def test_of_any_kind_are_offsets_of_the_passage(self, pairing, question, heading, passage):
        for pair in pairing.pairs(question or "?", heading, passage):
            assert len(pair.ids) == len(pair.types) == len(pair.offsets) <= LONGEST
            assert all(0 <= a < b <= len(passage) for a, b in filter(None, pair.offsets))


class TestSymbols:
    def test_that_the_model_does_not_know_are_no_question(self, pairing):
        assert not pairing.can_read("\U0001f9ff \U0001f9ff")
        assert pairing.can_read("\U0001f9ff miller")
