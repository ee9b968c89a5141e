"""How far is far and how large is large on a page: each limit from both sides, in sizes of letters."""

import pytest

from index.documents import BlockKind
from tests.index.readers.pdf.printing import PROSE, Print, blocks, document

LINES = (
    "The river rises in the hills and runs to the sea",
    "past mills that have stood there for ages, which",
    "nobody minds any longer, since the last of their",
    "millers left the valley for a town by the coast,",
    "where he sold umbrellas, and where he never once",
    "spoke of the mill, the river or the rain that he",
    "had left behind, as his daughter told me long ago",
    "when we met at a market in the town one evening.",
)


@pytest.mark.parametrize(("size", "is_larger"), [(11, False), (11.5, True)])
def test_a_heading_is_larger_than_the_text_by_an_eighth(size, is_larger):
    pages = Print().lines(*PROSE, *PROSE, size=10, y=760).lines("The Harbour", size=size, y=680)
    found = document(pages.lines(*PROSE, size=10, y=650).bytes())
    assert (BlockKind.HEADING in {block.kind for block in found.blocks}) is is_larger


@pytest.mark.parametrize(("step", "count"), [(1.2, 1), (1.3, 2)])
def test_a_paragraph_is_apart_by_a_quarter_more_than_a_line(step, count):
    pages = Print().lines(*LINES[:6], y=760, step=13)
    pages.lines(LINES[6], y=760 - 5 * 13 - step * 13)
    assert len(blocks(pages.bytes())) == count


@pytest.mark.parametrize(("gap", "is_read"), [(1.55, True), (1.65, False)])
def test_a_running_head_is_apart_from_the_text(gap, is_read):
    pages = Print()
    for number in ("One", "Two", "Three"):
        pages.lines("A History of Ships", y=800, size=10)
        text = (f"{number}: {line}" for line in LINES)
        pages.lines(*text, y=800 - gap * 10, size=10, step=12).turn()
    assert ("A History" in document(pages.bytes()).text) is is_read


@pytest.mark.parametrize(
    ("indent", "cell"), [(0.65, "a storm near the islands"), (0.75, "a storm near")]
)
def test_the_lines_of_a_cell_begin_together(indent, cell):
    pages = Print().lines("Petrel", size=10).lines("Sunk by a storm near", x=200, size=10)
    pages.lines("the islands", x=200 + indent * 10, y=687, size=10)
    assert blocks(pages.bytes())[0] == f"Petrel | Sunk by {cell}"


@pytest.mark.parametrize(("height", "is_note"), [(0.33, False), (0.38, True)])
def test_a_note_begins_below_the_upper_third_of_the_page(height, is_note):
    """It stands in a column of its own, since the other one goes down to the foot of the page."""
    top, all_of_it = 700, 500
    pages = Print().lines(*(line[:34] for line in LINES[:6]), y=top, size=10, step=12)
    at = top - height * all_of_it
    pages.lines("1", y=at + 4, size=5).lines("A note on millers.", x=78, y=at, size=8)
    pages.lines(*LINES * 5, x=320, y=top, size=10, step=all_of_it / (len(LINES) * 5 - 1))
    assert (blocks(pages.bytes())[-1] == "[1] A note on millers.") is is_note


class TestThinSpaces:
    """Between letters that stand so far apart, pdfium itself sees a space."""

    def read(self, shown):
        pages = Print()
        text = pages.canvas.beginText(72, 700)
        text.setFont("Helvetica", 10)
        text._code.append(f"[{shown}] TJ")
        pages.canvas.drawText(text)
        return blocks(pages.bytes())

    def spaced(self, word, thousandths):
        return f" -{thousandths} ".join(f"({letter})" for letter in word)

    def test_wider_than_between_letters_they_divide_words(self):
        mill, race = self.spaced("mill", 50), self.spaced("race", 50)
        assert self.read(f"{mill} -145 {race}") == ["mill race"]

    def test_a_little_wider_than_is_usual_they_divide_none(self):
        assert self.read(self.spaced("millrace", 170)) == ["millrace"]
