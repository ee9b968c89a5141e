"""What stands on pages beside the text: told from it, and only that left out."""

import pytest

from index.documents import BlockKind
from tests.index.readers.pdf.printing import PROSE, Print, blocks, document

LINES = [
    "The plaintiff came to the harbour on the third of May and",
    "asked the master of the ferry whether his horse could be",
    "taken across before the storm. The master said that the",
    "horse had to wait until the morning, and the plaintiff",
    "paid nothing. Both went to the inn beside the old pier.",
    "The storm came in the night and took the ferry with it.",
]


class TestNumbersInHeads:
    @pytest.mark.parametrize("head", ["Invoice {}", "Delivery note no. {}"])
    def test_that_rise_with_the_pages_but_are_not_theirs_are_text(self, head):
        pages = Print()
        for number in range(1001, 1005):
            pages.lines(head.format(number), y=790).lines(*PROSE).turn()
        text = document(pages.bytes()).text
        assert all(head.format(number) in text for number in range(1001, 1005))

    def test_of_headings_are_text(self):
        pages = Print()
        for day in (1, 2, 3):
            pages.lines(f"Day {day}", y=790, size=11).lines(*PROSE).turn()
        assert {"Day 1", "Day 2", "Day 3"} < set(blocks(pages.bytes()))

    @pytest.mark.parametrize(
        "head", ["Yearly report of the mill {}", "Page {} of 4", "{}", "- {} -"]
    )
    def test_of_the_pages_go_with_what_repeats_beside_them(self, head):
        pages = Print()
        for page in range(1, 5):
            pages.lines(head.format(page), y=805, size=9).lines(*PROSE).turn()
        assert blocks(pages.bytes()) == [" ".join(PROSE)] * 4

    def test_of_rows_are_text_though_they_equal_the_page(self):
        pages = Print()
        for i, row in enumerate(
            [("No", "Name", "Berth"), ("1", "Per Holm", "B7"), ("2", "Eva", "B9")]
        ):
            for x, cell in zip((114, 154, 334), row, strict=True):
                pages.lines(cell, x=x, y=790 - 22 * i)
        assert blocks(pages.bytes()) == ["No | Name | Berth", "1 | Per Holm | B7", "2 | Eva | B9"]


class TestLineNumbers:
    @pytest.mark.parametrize("step", [1, 5])
    def test_are_left_out_and_sentences_are_whole(self, step):
        pages = Print()
        lines = LINES if step == 1 else LINES * 4
        for i, line in enumerate(lines, 1):
            if i % step == 0:
                pages.lines(str(i), x=50 - 6 * (i > 9), y=760 - 24 * i)
            pages.lines(line, x=90, y=760 - 24 * i)
        found = document(pages.bytes()).text
        assert " ".join(LINES) in " ".join(found.split())
        assert not any(map(str.isdecimal, found))

    def test_are_none_where_they_number_the_rows_of_a_table(self):
        pages = Print()
        for i, ship in enumerate(["Aurora", "Heron", "Lark", "Swan", "Tern"], 1):
            pages.lines(str(i), x=72, y=700 - 14 * i).lines(ship, x=150, y=700 - 14 * i)
        assert blocks(pages.bytes())[0] == "1 | Aurora"


class TestContents:
    def contents(self, lead):
        pages = Print().lines("Contents", y=700, size=14)
        for i, name in enumerate(["Safety", "Setting up", "Cleaning", "Errors"]):
            pages.lines(f"{i + 1} {name}{lead}", y=670 - 16 * i)
            pages.lines(str(i + 2), x=480, y=670 - 16 * i)
        pages.turn().lines("1 Safety", y=700, size=14).lines(*PROSE, y=670)
        return document(pages.bytes())

    @pytest.mark.parametrize(
        "lead", ["", " ........................", " . . . . . . . . . . . . . ."]
    )
    def test_are_no_text_that_can_answer(self, lead):
        found = self.contents(lead)
        kinds = {found.text[b.start : b.end].split()[0]: b.kind for b in found.blocks}
        assert kinds["Contents"] is kinds["2"] is BlockKind.METADATA
        assert [found.text[b.start : b.end] for b in found.blocks][-2:] == [
            "1 Safety",
            " ".join(PROSE),
        ]

    def test_are_read_where_there_is_nothing_else(self):
        pages = Print()
        for i, name in enumerate(["Safety", "Setting up", "Cleaning"]):
            pages.lines(f"{name} {'.' * 40} {i + 2}", y=670 - 16 * i)
        assert {block.kind for block in document(pages.bytes()).blocks} == {BlockKind.BODY}
