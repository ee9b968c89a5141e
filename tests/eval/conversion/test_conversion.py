"""What is measured of converted files, and that today's readers keep the limits."""

import pytest

from eval.conversion.__main__ import main, measured
from eval.conversion.documents import documents
from eval.conversion.gate import broken
from eval.conversion.measuring import Score, compared
from eval.conversion.truth import Kind, Said, Sample, Table, Truth
from eval.conversion.writing import samples
from index.readers.formats import read

TRUTH = Truth(
    "ships",
    (
        Said(Kind.HEADING, "Ships"),
        Said(Kind.PARAGRAPH, "They sail."),
        Said(Kind.ITEM, "Alma"),
        Table(("Name", "Year"), (("Alma", "1911"), ("Berta", "1923"))),
    ),
)
PAGE = (
    "<h1>Ships</h1><p>They sail.</p><ul><li>Alma</ul>"
    "<table><tr><th>Name<th>Year<tr><td>Alma<td>1911<tr><td>Berta<td>1923</table>"
)


def score(page):
    sample = Sample(TRUTH, ".html", page.encode())
    [found] = read(sample.data, ".html", "ships.html").documents
    return compared(sample, found)


class TestMeasures:
    def test_are_perfect_where_all_was_read_as_it_is(self):
        assert score(PAGE).shares == {
            "lost": 0, "invented": 0, "block F1": 1, "order": 1, "cell to header": 1
        }  # fmt: skip

    def test_count_the_letters_of_words_that_were_lost_and_invented(self):
        found = score(PAGE.replace("They sail", "They sink too"))
        # "Ships They sail. Alma Name Year Alma 1911 Berta 1923"
        assert (found.words, found.lost, found.invented) == (43, 5, 8)

    def test_count_blocks_that_are_alike_in_text_and_kind(self):
        found = score(PAGE.replace("<h1>Ships</h1>", "<p>Ships</p>"))
        assert (found.blocks, found.read, found.right) == (6, 6, 5)
        assert found.shares["block F1"] == pytest.approx(10 / 12)

    def test_count_blocks_that_stand_in_order(self):
        found = score("<p>They sail.</p><h1>Ships</h1>")
        assert (found.right, found.ordered) == (2, 1)

    def test_count_cells_that_are_read_with_the_name_of_their_column(self):
        found = score(PAGE.replace("<th>Year", "<th>Age"))
        assert (found.cells, found.headed) == (4, 2)

    def test_of_several_files_are_added(self):
        assert score(PAGE) + score(PAGE) == Score(86, 0, 0, 12, 12, 12, 12, 8, 8)


class TestTheGate:
    def test_names_each_limit_that_is_broken(self):
        assert broken(".pdf", Score(100, 1, 0, 2, 2, 2, 2)) == [".pdf: lost is 0.0100, over 0.002"]
        assert broken(".md", Score(9, 0, 0, 4, 4, 3, 3)) == [".md: block F1 is 0.7500, below 0.97"]

    def test_holds_for_the_readers_of_today(self):
        assert [line for name, score in measured().items() for line in broken(name, score)] == []

    def test_prints_a_row_for_each_format(self, capsys):
        assert main([]) == 0
        rows = capsys.readouterr().out.splitlines()
        assert rows[0] == "| format | lost | invented | block F1 | order | cell to header |"
        assert [row.split()[1] for row in rows[2:]] == [".txt", ".md", ".html", ".docx", ".pdf"]


class TestTheCorpus:
    def test_has_each_document_in_each_format(self):
        written = [(s.truth.name, s.ending) for truth in documents() for s in samples(truth)]
        assert len(set(written)) == len(written) == 20
