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
            ["Tel. +47 77 88 99, or tel. (0134) 55.", "Ask for Dr.-Ing. Beck.", "He knows."],
            ["*Note.*", "The key is **here.**", "_Why?_", "*It is so.", "It ends.*"],
            ["Take approx. 5 l, i.e. max. 6 l incl. Foam.", "Then rest."],
            ["Wait 3 hrs. at most, then add 2 tbsp. oil.", "Stir."],
            ["See vol. 2, Ch. 7, para. 3 and Eq. 4.", "Or ask."],
            ["The plate says No. 815.", "No.", "I did not read it."],
            ["It was made by Hale Bros. Ltd. in York.", "The firm is gone."],
            ["It lies in St. Helens opp. the mill on Mt. Tarn.", "Ask Fr. Brown or Supt. Hale."],
            ["Er wurde u. a. von Hrn. Maier gebaut.", "Er steht."],
            ["They came on Tue. 5 Jan. 2021.", "They left in Feb. in the rain."],
            ["Sie gilt ab dem 1. März und bis zum 30. Juni.", "Danach gilt Abs. 3 S. 2."],
            ["Die 3. Sitzung fiel aus.", "Er kam als 5.", "Sie ging."],
            ["Das gilt ggf. auch für Gäste, d. h. alle, evtl. Kinder usw.", "Hunde zahlen."],
            ["Fragen Sie Dr. rer. nat. Weber oder Prof. Dr. med. Lang.", "Beide sind da."],
            ["It is written in F# for .NET and reads .env files.", "It is fast."],
            ["The shop is called Boom! Records and sells vinyl.", "It is shut."],
            ["We love Rome!", "The city is old."],
            ["She moved to Washington D.C.", "Trains go there daily."],
            ["The U.S. Army left Washington D.C. in 1990.", "It came back."],
            ["I met Max.", "Then it rained.", "Nobody came."],
            ["😀 One 😀.", "😀 Two."],
            ["3. It rained.", "It stopped."],
            ["Rule 2. Guests sign the book.", "Rule 3."],
            ["Article II. Members meet in May.", "It is cold."],
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
