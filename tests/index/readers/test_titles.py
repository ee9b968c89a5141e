"""What names a document, and what only counts its parts."""

import pytest

from index.documents import Block, BlockKind
from index.readers.titles import headline
from tests.index.readers.blocks_of import document


def headings(*labels, level=1):
    return [Block(BlockKind.HEADING, 0, 1, level, label) for label in labels]


@pytest.mark.parametrize(
    "labels",
    [
        ("Invoice 1001", "Invoice 1002"),
        ("Day 1", "Day 2", "Day 3"),
        ("1. Fees", "2. Members"),
        ("Article I. Membership", "Article II. Meetings"),
        ("Chapter 1: The mill", "Notes", "Chapter 2: The dam"),
    ],
)
def test_the_first_of_parts_that_are_counted_is_no_title(labels):
    assert headline(headings(*labels)) == ""


@pytest.mark.parametrize(
    "labels",
    [
        ("The mill", "1. Fees", "2. Members"),
        ("Invoice 1001",),
        ("COVID-19 in Asia", "COVID-19 in Europe"),
        ("Report 2020", "Summary"),
        ("Mix", "Mild"),
    ],
)
def test_any_other_first_heading_is(labels):
    assert headline(headings(*labels)) == labels[0]


def test_the_outermost_one_is_it_wherever_it_stands():
    found = (
        headings("Preface", level=2) + headings("The mill") + headings("Part 1", "Part 2", level=2)
    )
    assert headline(found) == "The mill"
    assert headline([]) == ""


def test_a_text_of_counted_parts_is_called_by_its_file():
    text = b"# Invoice 1001\n\nFor a flag.\n\n# Invoice 1002\n\nFor a jib.\n"
    assert document(text, "invoices.md").title == "invoices"


def test_signs_of_markdown_before_the_headings_of_a_readme_are_no_part_of_them():
    text = (
        b"# The mill\n\nIt burned down in 1911.\n\n## Prices ##\n\nFlour costs two crowns a kilo.\n"
    )
    found = document(text, "README.txt")
    assert found.title == "The mill"
    assert [(b.level, b.label) for b in found.blocks if b.label] == [(1, "Prices")]


def test_so_is_a_plain_text_of_them():
    text = b"Day 1\n\nThe bowline does not slip, it is said.\n\nDay 2\n\nOne blast means that a boat leaves.\n"
    found = document(text, "course.txt")
    assert found.title == "course"
    assert [block.label for block in found.blocks if block.label] == ["Day 1", "Day 2"]
