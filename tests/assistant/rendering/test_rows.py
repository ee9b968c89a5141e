"""A row of a table with the names of its columns."""

from dataclasses import replace

import pytest

from assistant.answering import Certainty, Highlight, Words
from assistant.rendering.copy_forms import FORMS
from assistant.rendering.layout import Layout
from assistant.rendering.markdown import quoted_lines
from assistant.rendering.turns import plain_text
from assistant.tui.conversation.quoting import gist
from index.readers.labels import labels

HEADER = "| Name | Day rate | Days |\n|---|--:|--:|\n"
ROWS = "| Ada | 1,900 | 6 |\n| Per | 1,200 | |\n"
TEXT = HEADER + ROWS.strip()


@pytest.fixture
def tabled(scripted):
    """Return a turn whose one passage is a table, with or without its header, a row of it marked."""

    def tabled(row, words=None, text=TEXT, document="a.md", certainty=Certainty.SURE, kept=False):
        turn = scripted.ask("Who?", k=1)
        (passage,) = turn.answer.passages
        begin = TEXT.index(text)
        start = TEXT.index(row)
        at = words and TEXT.index(words)
        highlight = Highlight(
            start,
            start + len(row),
            row,
            words and Words(at, at + len(words), words),
            Words(0, len(HEADER) - 1, HEADER.strip()),
        )
        citation = replace(
            passage.citation, document=document, start=begin, end=len(TEXT), prefix=""
        )
        now = replace(
            passage,
            text=text,
            highlight=highlight,
            citation=citation,
            preformatted=((begin, len(TEXT)),) if kept else (),
        )
        answer = replace(turn.answer, passages=(now,), certainty=certainty)
        return replace(turn, answer=answer)

    return tabled


def printed(turn):
    """The quote as it is printed, without what stands before and below it."""
    return plain_text(turn, Layout()).split(":\n\n", 1)[1].rsplit("\n    —", 1)[0]


ADA = "| Ada | 1,900 | 6 |"


class TestRows:
    def test_are_shown_with_the_names_of_their_columns(self, tabled):
        assert printed(tabled(ADA, "1,900")) == (
            "[1] | Name | Day rate | Days |\n"
            "    »Name: Ada · Day rate: ›1,900‹ · Days: 6«\n    | Per | 1,200 | |"
        )

    def test_leave_out_cells_that_say_nothing(self, tabled):
        assert "»Name: Per · Day rate: 1,200«" in printed(tabled("| Per | 1,200 | |"))

    def test_stand_alone_in_the_gist_of_a_passage(self, tabled):
        (passage,) = tabled(ADA).answer.passages
        assert gist(passage, Certainty.SURE).plain == "Name: Ada · Day rate: 1,900 · Days: 6"

    def test_that_are_not_marked_stand_under_the_header_as_they_are(self, tabled):
        turn = tabled(ADA, text=ROWS.strip(), certainty=Certainty.NO)
        assert ADA in printed(turn)

    def test_whose_header_does_not_fit_stand_under_it(self, tabled):
        turn = tabled("Ada | 1,900", text=ROWS.strip(), document="a.html")
        assert printed(turn).startswith("[1] | Name | Day rate | Days |")

    def test_that_spaces_align_stand_under_the_header_with_their_lines(self, tabled):
        turn = tabled(ADA, text=ROWS.strip(), document="a.txt", kept=True)
        assert printed(turn).startswith(
            "[1] | Name | Day rate | Days |\n    |---|--:|--:|\n    »| Ada"
        )


class TestLabels:
    def test_of_several_rows_of_a_header_are_said_together(self):
        header = "Length | Summer | Summer\n\nLength | Members | Guests"
        assert labels(header, "8 m | 17 |", "a.html") == [
            ("Length", (0, 3)),
            ("Summer, Members", (6, 8)),
        ]

    def test_are_none_where_columns_are_of_another_number(self):
        assert labels("a | b", "1 | 2 | 3", "a.html") == []
        assert labels("a", "1", "a.html") == []

    def test_are_written_as_they_stand(self, tabled):
        (passage,) = tabled(ADA).answer.passages
        assert f"**{ADA}**" in "\n".join(quoted_lines(passage, Certainty.SURE))
        (passage,) = tabled(ADA, text=ROWS.strip()).answer.passages
        assert f"**{ADA}**" in "\n".join(quoted_lines(passage, Certainty.SURE))

    def test_stand_below_the_header_that_their_passage_does_not_hold(self, tabled):
        (passage,) = tabled(ADA, text=ROWS.strip()).answer.passages
        copied = FORMS["the passage as Markdown"](passage, Certainty.SURE)
        first, second, quoted = copied.split("\n")[:3]
        assert (first, second) == ("| Name | Day rate | Days | |---|--:|--:|", "")
        assert quoted == f"> **{ADA}**"
