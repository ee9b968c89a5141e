"""Numbered items of Word that name what stands below them, as in by-laws."""

import pytest

from index.documents import BlockKind
from tests.index.readers.blocks_of import document
from tests.index.readers.docx.packing import p, package, t
from tests.index.readers.docx.test_numbering import item, kind, level, num

NUMBERING = kind(
    level(0, text="§ %1"), level(1, text="(%2)"), level(2, "lowerLetter", "%3)")
) + num(1)
NAME, SEAT = item(1, text="Name and seat"), item(1, 1, "Its seat is in Weston.")


def headings(*parts):
    found = document(package("".join(parts), numbering=NUMBERING), "a.docx")
    return [(b.level, b.label) for b in found.blocks if b.kind is BlockKind.HEADING]


def test_items_with_others_below_are_their_headings():
    assert headings(NAME, SEAT, item(1, text="Purpose"), SEAT) == [
        (1, "§ 1 Name and seat"), (1, "§ 2 Purpose")
    ]  # fmt: skip


def test_so_are_those_below_them_that_name_others():
    fees = item(1, 1, "Fees"), item(1, 2, "Adults pay 20."), item(1, 2, "Children pay 10.")
    assert headings(NAME, *fees) == [(1, "§ 1 Name and seat"), (2, "(1) Fees")]


@pytest.mark.parametrize(
    "parts",
    [
        (NAME, SEAT, item(1, text="The club rows.")),
        (item(1, text="The club rows."), SEAT),
        (item(1, text="Name and seat " * 9), SEAT),
        (NAME, item(1, text="Purpose")),
        (NAME, SEAT, p(t("The office is open daily."))),
    ],
    ids=["beside one that says something", "a sentence", "long", "nothing below", "a text behind"],
)
def test_others_are_items(parts):
    assert headings(*parts) == []


def test_what_is_under_a_heading_stays_under_it():
    club = p(t("The club"), properties='<w:pStyle w:val="Heading1"/>')
    styles = '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    found = document(package(club + NAME + SEAT, numbering=NUMBERING, styles=styles), "a.docx")
    levels = [block.level for block in found.blocks if block.kind is BlockKind.HEADING]
    assert levels == [1, 2]
