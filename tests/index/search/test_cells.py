"""Rows of tables, read with the names of their columns, and the cells that questions ask for."""

import pytest

from index.documents import Table
from index.language import terms
from index.passages.passage import Passage
from index.search.cells import _are_kin, _kin, asked_cell, named_cell, shares_of_rows
from index.search.legible import legible

HEADER = "| Name | Day rate | Days | City | Range (km) |"
ROWS = (
    "| Anna Berg | 1,900 | 6 | Oslo | 320 |",
    "| Karl Rehn | 1,450 | 12 | Bergen | 410 |",
)
LEAD = "Fees are paid monthly."
TEXT = "\n".join((LEAD, "", HEADER, "|---|---|---|---|---|", *ROWS))
FIRST = 100
"""Where the passage starts in its document."""


def at(words, text=TEXT):
    start = FIRST + text.index(words)
    return start, start + len(words)


def tabled(text=TEXT, header=""):
    above = at(HEADER) if not header else (FIRST - 60, FIRST - 1)
    sentences = tuple(at(each, text) for each in (LEAD, *ROWS) if each in text)
    table = Table(above, at(ROWS[0], text)[0], FIRST + len(text))
    span = (FIRST, FIRST + len(text))
    return Passage("a.md", "Fees", *span, text, (), 1, sentences, tables=(table,), header=header)


def said(span):
    return span and TEXT[span[0] - FIRST : span[1] - FIRST]


class TestLegible:
    def test_rows_are_read_with_the_names_of_their_columns_and_without_the_header(self):
        assert legible(tabled()).text.splitlines() == [
            LEAD,
            "",
            "Name: Anna Berg; Day rate: 1,900; Days: 6; City: Oslo; Range (km): 320",
            "Name: Karl Rehn; Day rate: 1,450; Days: 12; City: Bergen; Range (km): 410",
        ]

    def test_so_are_rows_whose_header_stands_before_the_passage(self):
        passage = tabled("\n".join(ROWS), header=f"{HEADER}\n|---|---|---|---|---|")
        assert legible(passage).text.splitlines()[0].startswith("Name: Anna Berg; Day rate")

    def test_each_stretch_is_that_of_the_passage(self):
        text = legible(tabled())
        for start, origin, length in text.stretches:
            assert text.text[start : start + length] == TEXT[origin : origin + length]

    @pytest.mark.parametrize("words", ["Fees are paid", "1,450", "Karl Rehn"])
    def test_words_are_found_where_they_stand_in_the_passage(self, words):
        text = legible(tabled())
        start = text.text.index(words)
        found = text.place((start, start + len(words)))
        assert TEXT[slice(*found)] == words

    def test_words_with_a_name_before_them_are_those_of_the_cell_alone(self):
        text = legible(tabled())
        start = text.text.index("Day rate: 1,450")
        assert TEXT[slice(*text.place((start, start + 15)))] == "1,450"
        assert text.place((start, start + 3)) is None

    def test_what_has_no_table_is_read_as_it_stands(self):
        passage = Passage("a.txt", "", 7, 12, "Fees.", (), 1, ((7, 12),))
        assert legible(passage).text == "Fees."

    def test_times_of_subtitles_are_not_read(self):
        text = "The owl sat\n\n2\n00:00:05,000 --> 00:00:10,500\nstill."
        passage = Passage("a.srt", "", 7, 7 + len(text), text, (), 1, ((7, 7 + len(text)),))
        found = legible(passage)
        assert found.text == "The owl sat\nstill."
        assert found.place((8, 17)) == (text.index("sat"), text.index("still") + 5)

    def test_marks_at_its_end_are_read(self):
        text = "It reads this:\n\n```\nworkers: 4\n```"
        passage = Passage("a.md", "", 0, len(text), text, (), 1, ((0, 14), (20, 30)))
        assert legible(passage).text == text

    def test_questions_and_credits_at_its_end_are_not_read(self):
        text = "It rose. Who paid?\nKim"
        passage = Passage("a.txt", "", 0, len(text), text, (), 1, ((0, 8), (9, 18)))
        assert legible(passage).text == "It rose."
        asking = Passage("a.txt", "", 9, 18, text[9:18], (), 1, ((9, 18),))
        assert legible(asking).text == "Who paid?"


class TestAskedCell:
    @pytest.mark.parametrize(
        ("question", "found", "cell"),
        [
            ("What is the day rate of Karl Rehn?", "1,450", "1,450"),
            ("In which city is Karl Rehn?", "Karl Rehn", "Bergen"),
            ("How many days did Karl Rehn work?", "1,450", "12"),
            ("What does Anna Berg charge per day?", "1,900", "1,900"),
            ("What is the range of Karl Rehn?", "12 | Bergen", "410"),
            ("Who works in Bergen?", "Bergen", "Karl Rehn"),
            ("Who works in Bergen?", "Anna Berg", "Karl Rehn"),
            ("What of Anna Berg?", "Anna Berg", None),
            ("In which city is Anna Berg?", "Osl", "Oslo"),
        ],
    )
    def test_is_of_the_row_and_the_column_that_are_named(self, question, found, cell):
        assert said(asked_cell(question, legible(tabled()), at(found)).cell) == cell

    def test_stands_in_its_row(self):
        asked = asked_cell("Who works in Bergen?", legible(tabled()), at("Anna Berg"))
        assert said(asked.row) == ROWS[1]

    def test_is_none_where_words_outside_the_table_answer(self):
        assert asked_cell("When are fees paid?", legible(tabled()), at("monthly")) is None


class TestNamedCell:
    @pytest.mark.parametrize(
        ("question", "row", "cell"),
        [
            ("What is the day rate of Karl Rehn?", 1, "1,450"),
            ("What does Karl Rehn do on a day?", None, None),
            ("In which city is Anna Berg?", 0, "Oslo"),
            ("What is the range of Karl Rehn?", 1, "410"),
            ("How many days does Anna work?", None, None),
            ("What is the day rate of Ole Rehn?", None, None),
            ("What is the day rate?", None, None),
            ("Which day and city has Karl Rehn?", None, None),
            ("What of Anna Berg?", None, None),
            ("Who is in Bergen?", 1, "Karl Rehn"),
            ("Why is the day rate of Karl Rehn so?", None, None),
            ("When was Karl Rehn in the city?", None, None),
            ("Who is not in Bergen?", None, None),
            ("What was the day rate of Karl Rehn before?", None, None),
            ("Why is the range of Karl Rehn more than that?", None, None),
        ],
    )
    def test_is_of_the_one_row_and_the_one_column_that_a_question_names(self, question, row, cell):
        found = named_cell(question, legible(tabled()))
        assert (found and said(found.row)) == (None if row is None else ROWS[row])
        assert (found and said(found.cell)) == cell

    @pytest.mark.parametrize(
        ("one", "other"), [("keep", "keeper"), ("cost", "price"), ("weigh", "weight")]
    )
    def test_columns_are_named_by_words_of_their_kind_too(self, one, other):
        assert _are_kin(*terms(f"{one} {other}"))

    def test_a_column_of_numbers_is_named_by_that_word(self):
        assert _kin("No.", {"number", "2"}, terms) == {"number"}

    def test_but_not_by_those_that_only_begin_alike(self):
        assert not _are_kin(*terms("port portfolio"))
        assert not _are_kin(*terms("day daylight"))


class TestSharesOfRows:
    PROSE = Passage("a.txt", "", 0, 22, LEAD, (), 1, ((0, 22),))

    def other(self, row):
        text = f"{HEADER}\n|---|---|---|---|---|\n{row}"
        sentences = (at(row, text),)
        table = Table((FIRST, FIRST + len(HEADER)), sentences[0][0], FIRST + len(text))
        span = (FIRST, FIRST + len(text))
        return Passage("a.md", "Fees", *span, text, (), 1, sentences, tables=(table,))

    def test_are_the_parts_of_a_name_that_the_likeliest_row_of_each_holds(self):
        rehn = self.other("| Ole Rehn | 1,300 | 3 | Turku | 90 |")
        question = "In which city is Karl Rehn?"
        assert shares_of_rows(question, list(map(legible, (rehn, self.PROSE, tabled())))) == [
            0.5,
            1.0,
            1.0,
        ]

    def test_tell_nothing_where_no_row_holds_what_is_asked(self):
        shares = shares_of_rows(
            "In which city is Zoe?", list(map(legible, (self.other(ROWS[0]), tabled())))
        )
        assert shares == [1.0, 1.0]

    def test_are_of_answers_in_rows_alone(self):
        text = legible(tabled())
        for words, expected in (("monthly", False), ("Bergen", True)):
            assert (text.row_at(at(words)) is not None) is expected
