"""Where sentences begin and end."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.documents import trim
from index.passages.sentences import sentence_spans


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


class TestSplitting:
    @pytest.mark.parametrize(
        "expected",
        [
            ["Dr. Smith met J. R. R. Tolkien at 5 p.m. on Jan. 3.", "They talked."],
            ["It cost 3.5 million, i.e. a lot.", "Nobody paid."],
            ["Gen. Nazarzoda fled.", "Lt. Col. Brown did not."],
            ["The U.S. Army came.", "Nobody saw Mr. X or Mrs. Y."],
            ["The bill (No. 5) passed.", "St. Antony’s College is old."],
            ["He said, “Stop! Now.”", "Then he left."],
            ['He said, "Stop! Now."', "Then he left."],
            ["“Is it so?” she asked.", "He nodded."],
            ["Well... maybe.", "It is late."],
            ["Wait … what?", "No."],
            ["See Fig. 3 and pp. 4-5.", "Done."],
            ["It rose by 2.4 percent.", "It fell by .5 percent."],
            ["Really?!", "Yes!"],
            ["他说。", "你好。"],
            ["😀 One 😀.", "😀 Two."],
        ],
    )
    def test_it_ends_where_a_reader_would_say(self, expected):
        assert sentences(" ".join(expected)) == expected

    def test_the_article_keeps_its_decimals_and_its_saint_together(self, assistant):
        text = assistant.text(assistant.documents[0].id)
        found = sentences(text)
        assert any("1.2 million Tajiks were displaced" in s and "50,000" in s for s in found)
        assert any("St. Antony’s College, University of Oxford" in s for s in found)

    def test_offsets_are_those_of_the_whole_text(self):
        text = "Before. One here. Two there. After."
        assert sentence_spans(text, 8, 28) == [(8, 17), (18, 28)]

    def test_a_wrapped_sentence_is_one(self):
        assert sentences("It went on\nand on.\nThen it ended.") == [
            "It went on\nand on.",
            "Then it ended.",
        ]

    @pytest.mark.parametrize("blank", ["", " ", "\n\u2028\u3000\x85"])
    def test_a_blank_stretch_has_none(self, blank):
        assert sentences(blank) == []


nasty = st.text(
    st.sampled_from(
        "aB1.!?…。\"'”’()\n\r\t\x00\x0b\x0c\x1c\x85\u00a0\u1680\u2003\u2028\u3000\u202e\u0301\u200b\ufeff😀漢न्אب"
    ),
    max_size=60,
)


class TestEveryText:
    @given(nasty | st.text(max_size=60), st.integers(0, 10), st.integers(0, 10))
    @example("J.\u00a0R.\u00a0Smith", 0, 0)
    @example("A. <|endoftext|> B.", 0, 0)
    @example("\ud800".encode("utf-8", "replace").decode() + ". 😀. a", 0, 0)
    def test_sentences_hold_every_character_once_and_in_order(self, text, skip, drop):
        start, end = min(skip, len(text)), max(len(text) - drop, min(skip, len(text)))
        spans = sentence_spans(text, start, end)
        at = start
        for first, last in spans:
            assert at <= first < last <= end
            assert not text[at:first].strip()
            assert text[first:last] == text[first:last].strip()
            at = last
        assert not text[at:end].strip()


class TestTrimming:
    @given(nasty)
    def test_it_is_what_strip_keeps(self, text):
        start, end = trim(text, 0, len(text))
        assert text[start:end] == text.strip()
        assert 0 <= start <= end <= len(text)

    def test_it_stays_within_its_stretch(self):
        assert trim("a  b  c", 1, 6) == (3, 4)
