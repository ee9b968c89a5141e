"""PDF: what a reader of the pages reads, and on which page."""

import contextlib
import io

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader

from index.documents import BlockKind, page_at
from index.errors import SourceError
from index.readers.pdf.bidi import in_logical_order, runs_right_to_left
from index.readers.pdf.reader import read
from index.readers.pictures.format import HOW_TO_RECOGNISE, RECOGNISERS
from tests.index.readers.pdf.printing import PROSE, Print, blocks, document


class TestParagraphs:
    def test_lines_are_joined_and_gaps_divide(self):
        pages = Print().lines("One line of text that is as wide as", "the next one is, nearly so.")
        pages.lines("Another.", y=650)
        assert blocks(pages.bytes()) == [
            "One line of text that is as wide as the next one is, nearly so.",
            "Another.",
        ]

    def test_a_line_that_ends_long_before_the_others_ends_a_paragraph(self):
        pages = Print().lines(PROSE[0], "It is short.", PROSE[1])
        assert blocks(pages.bytes()) == [f"{PROSE[0]} It is short.", PROSE[1]]

    def test_items_of_a_list_are_apart(self):
        pages = Print().lines(
            "\u2022 first of the items", "\u2022 second of them", "3. third of them"
        )
        assert blocks(pages.bytes()) == [
            "• first of the items",
            "• second of them",
            "3. third of them",
        ]

    def test_what_stands_left_of_an_item_whose_mark_is_drawn_apart_is_none_of_it(self):
        pages = Print().lines("\u2022").lines("first of the items", "that goes on", x=90)
        pages.lines("\u2022", y=674).lines("second of them", x=90, y=674).lines("Then go.", y=661)
        assert blocks(pages.bytes()) == [
            "• first of the items that goes on",
            "• second of them",
            "Then go.",
        ]

    def test_hyphens_at_the_end_of_a_line_go_where_they_only_divide_a_word(self):
        pages = Print().lines(
            "The well-known harbour is now inde-",
            "pendent of kings and of the well-",
            "known pier of the navy and Austro-",
            "Hungarian fleet.",
        )
        assert document(pages.bytes()).text == (
            "The well-known harbour is now independent of kings and of the well-known pier"
            " of the navy and Austro-Hungarian fleet.\n"
        )

    def test_cells_that_are_far_apart_make_a_row_of_one_piece(self):
        pages = Print()
        for i, (ship, year) in enumerate([("Aurora", "1900"), ("Mr. Toad. Old", "1908")]):
            pages.lines(ship, y=700 - 14 * i).lines(year, x=300, y=700 - 14 * i)
        found = document(pages.bytes())
        assert found.text == "Aurora | 1900\n\nMr. Toad. Old | 1908\n"
        assert {block.kind for block in found.blocks} == {BlockKind.ROW}


class TestPowers:
    @pytest.mark.parametrize(
        ("before", "raised", "after", "shown"),
        [
            ("It held 10", "6", " cells.", "It held 10^6 cells."),
            ("Some 2", "-3", " inches.", "Some 2^-3 inches."),
            ("It is 25 m", "2", " wide.", "It is 25 m² wide."),
            ("It left in 2019.", "3", " It came back.", "It left in 2019.[3] It came back."),
            ("So said everybody", "12", " twice.", "So said everybody[12] twice."),
        ],
    )
    def test_are_told_from_the_number_that_they_stand_at(self, before, raised, after, shown):
        pages = Print()
        text = pages.canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.textOut(before)
        text.setFont("Helvetica", 7)
        text.setRise(4)
        text.textOut(raised)
        text.setFont("Helvetica", 11)
        text.setRise(0)
        text.textOut(after)
        pages.canvas.drawText(text)
        assert blocks(pages.bytes()) == [shown]


class TestPageLabels:
    def test_are_what_the_file_calls_its_pages(self):
        pages = Print()
        pages.canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        pages.canvas.addPageLabel(2, style="ARABIC", start=1)
        for text in ("One.", "Two.", "Three."):
            pages.lines(text).turn()
        assert document(pages.bytes()).page_labels == ("i", "ii", "1")

    def test_that_are_their_numbers_are_none(self):
        assert document(Print().lines("One.").turn().lines("Two.").bytes()).page_labels == ()


class TestWords:
    def test_they_are_told_by_the_gaps_where_the_file_holds_no_spaces(self):
        pages = Print()
        for x, word in [(72, "The"), (93, "mole"), (120, "was"), (142, "long.")]:
            pages.lines(word, x=x)
        assert blocks(pages.bytes()) == ["The mole was long."]

    def test_letters_that_are_set_apart_make_a_word(self):
        pages = Print()
        text = pages.canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setCharSpace(2)
        text.textOut("Harbour rules")
        pages.canvas.drawText(text)
        assert blocks(pages.bytes()) == ["Harbour rules"]

    def test_a_word_that_is_drawn_in_pieces_is_one(self):
        pages = Print().lines("har", x=72).lines("bour", x=72 + 11 * 1.445)
        assert blocks(pages.bytes()) == ["harbour"]


class TestTables:
    def test_the_lines_of_a_cell_stay_together(self):
        pages = Print().lines("Ship").lines("Fate", x=150).lines("Petrel", y=680)
        pages.lines("Sunk by a storm near", "the islands, salvaged", "later.", x=150, y=680)
        pages.lines("Gannet", y=630).lines("Sold to a merchant", "of Bergen.", x=150, y=630)
        found = document(pages.bytes())
        assert [found.text[block.start : block.end] for block in found.blocks] == [
            "Ship | Fate",
            "Petrel | Sunk by a storm near the islands, salvaged later.",
            "Gannet | Sold to a merchant of Bergen.",
        ]
        assert {block.kind for block in found.blocks} == {BlockKind.ROW}

    def test_a_header_goes_for_the_rows_of_all_pages(self):
        pages = Print()
        for i, row in enumerate([("No", "Name"), ("1", "Per"), ("2", "Eva"), ("3", "Ole")]):
            for x, text in zip((72, 200), row[::-1], strict=True):
                pages.lines(text, x=x, y=700 - 14 * i)
        pages.turn().lines("Ida", y=700).lines("4", x=200, y=700)
        found = document(pages.bytes())
        [table] = found.tables
        assert found.text[slice(*table.header)] == "Name | No"
        assert found.text[: table.end].endswith("Ida | 4")

    def test_a_header_that_comes_again_on_each_page_stands_once(self):
        pages = Print()
        for number in (1, 2):
            for i, row in enumerate([("Name", "Fee"), (f"Per {number}", "5"), ("Eva", "7")]):
                for x, text in zip((72, 200), row, strict=True):
                    pages.lines(text, x=x, y=700 - 14 * i)
            pages.turn()
        found = document(pages.bytes())
        [table] = found.tables
        assert found.text[table.start : table.end].startswith("Per 1 | 5")
        kinds = [block.kind for block in found.blocks if found.text.startswith("Name", block.start)]
        assert kinds == [BlockKind.HEADER, BlockKind.METADATA]

    def test_a_first_row_in_bold_letters_is_one(self):
        pages = Print()
        for i, row in enumerate([("Ship", "Fate"), ("Petrel", "sunk"), ("Gannet", "sold")]):
            for x, text in zip((72, 200), row, strict=True):
                font = "Helvetica-Bold" if i == 0 else "Helvetica"
                pages.lines(text, x=x, y=700 - 14 * i, font=font)
        found = document(pages.bytes())
        assert [found.text[slice(*table.header)] for table in found.tables] == ["Ship | Fate"]

    def test_so_they_do_where_cells_are_close(self):
        """What stands exactly above the next line is a cell, even behind a small gap."""
        pages = Print().lines("Petrel of Leith").lines("Sunk by a storm near", x=152)
        pages.lines("the islands.", x=152, y=687).lines("Brown", x=270)
        assert blocks(pages.bytes()) == [
            "Petrel of Leith | Sunk by a storm near the islands. | Brown"
        ]

    def test_a_bold_row_is_no_heading(self):
        pages = Print().lines(*PROSE, y=760).lines("Ship", font="Helvetica-Bold")
        pages.lines("Fate", x=300, font="Helvetica-Bold")
        assert BlockKind.HEADING not in {block.kind for block in document(pages.bytes()).blocks}


class TestCode:
    CODE = ("def depth(x):", "    if x > 3:", '        return "deep"', "    return 'low'")

    def test_it_keeps_its_lines_and_spaces(self):
        pages = Print().lines(*PROSE, y=760)
        for i, line in enumerate(self.CODE):
            indent = len(line) - len(line.lstrip())
            pages.lines(line.lstrip(), x=72 + 6 * indent, y=700 - 12 * i, font="Courier", size=10)
        found = document(pages.lines("Nobody called it.", y=630).bytes())
        assert [(b.kind, found.text[b.start : b.end]) for b in found.blocks[1:]] == [
            (BlockKind.PREFORMATTED, "\n".join(self.CODE)),
            (BlockKind.BODY, "Nobody called it."),
        ]

    def test_a_line_of_it_within_a_sentence_is_none(self):
        pages = Print().lines("You may see in the log the words", *PROSE, y=760)
        pages.lines("More is said, should you see the words", y=600)
        pages.lines("too many errors, no more are shown", y=587, font="Courier", size=10.5)
        pages.lines("and it will be over.", y=574)
        assert blocks(pages.bytes())[-1] == (
            "More is said, should you see the words too many errors, no more are shown"
            " and it will be over."
        )

    def test_a_document_in_such_letters_is_prose(self):
        pages = Print().lines(
            "The river rises in the hills", "and runs to the sea.", font="Courier"
        )
        assert blocks(pages.bytes()) == ["The river rises in the hills and runs to the sea."]


class TestNotes:
    def page(self, pages, end, *notes):
        pages.lines(PROSE[0], end, y=700)
        for number, (mark, note) in enumerate(notes):
            pages.lines(mark, x=72, y=104 - 12 * number, size=5)
            pages.lines(note, x=78, y=100 - 12 * number, size=8)
        return pages

    def test_a_sentence_goes_on_around_running_heads_and_notes(self):
        pages = Print()
        for number, line in enumerate((PROSE[1][:60], PROSE[1][60:], "It is over."), 1):
            pages.lines("A History of Ships", y=800).lines(str(number), x=290, y=40)
            pages.lines(line.strip(), y=300)
            if number == 1:
                pages.lines("1", y=104, size=5).lines("A note on millers.", x=78, y=100, size=8)
            pages.turn()
        found = document(pages.bytes())
        assert found.text == f"[1] A note on millers.\n\n{PROSE[1]}\n\nIt is over.\n"
        assert [
            page_at(found.pages, found.text.index(word)) for word in ("note", "Nobody", "town")
        ] == [1, 1, 2]

    def test_each_is_a_paragraph_behind_the_text_of_its_page(self):
        pages = self.page(Print(), "The end.", ("1", "First note."), ("2", "Second note."))
        pages.turn().lines("Another page.")
        assert blocks(pages.bytes()) == [
            f"{PROSE[0]} The end.", "[1] First note.", "[2] Second note.", "Another page."
        ]  # fmt: skip

    def test_the_number_that_points_to_it_is_no_part_of_the_word(self):
        pages = Print().lines("They paid the masons").lines("3", x=176, y=704, size=6)
        pages.lines("and left.", x=184)
        assert blocks(pages.bytes()) == ["They paid the masons[3] and left."]

    def test_small_print_above_other_text_is_none(self):
        pages = Print().lines("1 A remark in small print.", y=300, size=8).lines(*PROSE, y=280)
        assert blocks(pages.bytes()) == ["1 A remark in small print.", " ".join(PROSE)]


class TestRightToLeft:
    @pytest.mark.parametrize(
        ("seen", "read"),
        [
            (".םיה לא העיגה הניפסה", "הספינה הגיעה אל הים."),
            (".תנשב 1822 הנבנ למנה", "הנמל נבנה 1822 בשנת."),
            (".האר Petrel Leith ץובש", "שבוץ Petrel Leith ראה."),
        ],
    )
    def test_letters_are_put_into_the_order_in_which_they_are_read(self, seen, read):
        assert "".join(seen[::-1][i] for i in in_logical_order(seen[::-1])) == read

    def test_a_line_is_from_right_to_left_if_most_of_its_letters_are(self):
        assert runs_right_to_left("הנמל (port) נבנה")
        assert not runs_right_to_left("the port (נמל) was built")
        assert not runs_right_to_left("1822")


class TestForms:
    def test_what_was_filled_in_is_read(self):
        pages = Print().lines("Name of the ship:")
        pages.canvas.acroForm.textfield(value="Petrel", x=200, y=695, width=100, height=20)
        assert "Petrel" in document(pages.bytes()).text


class TestReadingOrder:
    LEFT = (
        "The river rises in hills",
        "and it runs to the sea,",
        "past the oldest mills",
        "of this country here.",
    )
    RIGHT = (
        "Ships were built in yards",
        "until the war ended it",
        "and all the men left",
        "to work in the north.",
    )

    def test_columns_are_read_one_after_the_other(self):
        pages = Print().lines(*self.LEFT).lines(*self.RIGHT, x=320)
        assert document(pages.bytes()).text.split() == " ".join(self.LEFT + self.RIGHT).split()

    def test_even_where_they_are_drawn_line_by_line(self):
        pages = Print()
        for i, (left, right) in enumerate(zip(self.LEFT, self.RIGHT, strict=True)):
            pages.lines(left, y=700 - 13 * i).lines(right, x=320, y=700 - 13 * i)
        assert document(pages.bytes()).text.split() == " ".join(self.LEFT + self.RIGHT).split()

    def test_three_columns_too(self):
        pages = Print()
        middle = [line.replace("the", "our") for line in self.LEFT]
        for i, parts in enumerate(zip(self.LEFT, middle, self.RIGHT, strict=True)):
            for x, text in zip((40, 220, 400), parts, strict=True):
                pages.lines(text, x=x, y=700 - 13 * i)
        expected = " ".join((*self.LEFT, *middle, *self.RIGHT)).split()
        assert document(pages.bytes()).text.split() == expected

    def test_lines_that_are_drawn_upwards_are_read_downwards(self):
        pages = Print()
        for i, text in reversed(list(enumerate(self.LEFT))):
            pages.lines(text, y=700 - 13 * i)
        assert document(pages.bytes()).text.split() == " ".join(self.LEFT).split()

    @pytest.mark.parametrize("angle", [90, 180, 270])
    def test_a_page_that_is_turned_is_read_like_any_other(self, angle):
        pages = Print().lines(*PROSE).lines("Another.", y=640)
        writer = PdfWriter(clone_from=io.BytesIO(pages.bytes()))
        writer.pages[0].rotate(angle)
        writer.pages[0].transfer_rotation_to_content()
        data = io.BytesIO()
        writer.write(data)
        assert blocks(data.getvalue()) == [" ".join(PROSE), "Another."]


class TestRunningHeads:
    @pytest.fixture
    def book(self):
        pages = Print()
        for number in range(1, 5):
            pages.lines("A History of Ships", y=800).lines(f"Page {number} of 4", x=280, y=40)
            pages.lines(f"Chapter {number} tells this.", *PROSE).turn()
        return pages.bytes()

    def test_they_are_left_out_with_page_numbers(self, book):
        text = document(book).text
        assert "A History" not in text
        assert "of 4" not in text

    def test_what_stands_beside_the_number_of_the_page_goes_with_it(self):
        pages = Print()
        for number, chapter in enumerate(("Of Ships", "Of Mills", "Of Men"), 1):
            pages.lines(f"Chapter {number}: {chapter}", y=800).lines(str(number), x=500, y=800)
            pages.lines(f"Page {number} tells this.", y=700).turn()
        assert document(pages.bytes()).text.count("Chapter") == 0

    def test_text_that_repeats_on_each_page_stays(self, book):
        assert [f"Chapter {n} tells this." in document(book).text for n in range(1, 5)] == [
            True
        ] * 4

    def test_they_are_left_out_above_a_single_line_too(self):
        pages = Print()
        for number in range(1, 5):
            pages.lines("A History of Ships", y=810).lines(str(number), x=280, y=40)
            pages.lines(f"Chapter {number}.", y=770).turn()
        assert blocks(pages.bytes()) == [f"Chapter {number}." for number in range(1, 5)]

    def test_a_page_of_one_line_keeps_it(self):
        pages = Print()
        for number in range(1, 5):
            pages.lines(f"Page {number}", y=800).turn()
        assert document(pages.bytes()).text == "Page 1\n\nPage 2\n\nPage 3\n\nPage 4\n"


class TestPages:
    def test_each_begins_at_its_first_word(self):
        found = document(Print().lines("One.").turn().turn().lines("Three.").bytes())
        assert found.text == "One.\n\nThree.\n"
        assert [page_at(found.pages, offset) for offset in (0, 5, 6, 11)] == [1, 1, 3, 3]

    def test_a_sentence_that_goes_on_is_one_paragraph_of_two_pages(self):
        found = document(Print().lines("It was a mat-").turn().lines("ter of luck.").bytes())
        assert found.text == "It was a matter of luck.\n"
        assert [
            page_at(found.pages, found.text.index(word)) for word in ("mat", "ter", "luck")
        ] == [1, 2, 2]

    def test_every_sentence_of_500_is_on_the_page_that_another_library_finds_it_on(self):
        pages = Print()
        for number in range(500):
            pages.lines("The Long Book", y=800).lines(str(number + 1), x=290, y=40)
            pages.lines(
                *(f"Fact {number * 7 + i} is told here, in a line of its own." for i in range(7))
            )
            pages.turn()
        data = pages.bytes()
        found, reader = document(data), PdfReader(io.BytesIO(data))
        for fact in range(0, 3500, 97):
            sentence = f"Fact {fact} is told here"
            page = page_at(found.pages, found.text.index(sentence))
            assert sentence in reader.pages[page - 1].extract_text()


class TestStructure:
    def test_entries_of_the_outline_are_sections(self):
        pages = Print().lines("1 The Start", font="Helvetica-Bold", size=12).lines(*PROSE, y=680)
        writer = PdfWriter(clone_from=io.BytesIO(pages.lines("The Middle of it", y=600).bytes()))
        start = writer.add_outline_item(title="The start", page_number=0)
        writer.add_outline_item(title="The middle of it", page_number=0, parent=start)
        writer.add_outline_item(title="Not on this page", page_number=0)
        data = io.BytesIO()
        writer.write(data)
        headings = [b for b in document(data.getvalue()).blocks if b.kind is BlockKind.HEADING]
        assert [(b.level, b.label) for b in headings] == [
            (1, "1 The Start"),
            (2, "The Middle of it"),
        ]

    def test_without_one_larger_and_bolder_lines_are(self):
        pages = Print().lines("A History", "of Ships", size=20, step=24).lines(*PROSE, y=640)
        pages.lines("Mills", font="Helvetica-Bold", y=590).lines(*PROSE, y=570)
        headings = [b for b in document(pages.bytes()).blocks if b.kind is BlockKind.HEADING]
        assert [(b.level, b.label) for b in headings] == [(1, "A History of Ships"), (2, "Mills")]

    @pytest.mark.parametrize(
        ("stated", "title"),
        [("Of Ships", "Of Ships"), ("untitled", "A Heading"), ("x.docx", "A Heading")],
    )
    def test_the_title_is_the_one_that_a_person_gave(self, stated, title):
        pages = Print().lines("A Heading", size=20).lines(*PROSE, y=650)
        pages.canvas.setTitle(stated)
        assert document(pages.bytes()).title == title

    def test_without_any_it_is_the_name_of_the_file(self):
        assert document(Print().lines(*PROSE).bytes()).title == "file"


class TestBadFiles:
    def scan(self, pages):
        from PIL import Image

        pages.canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 72, 500)
        return pages.turn()

    @pytest.mark.skipif(bool(RECOGNISERS), reason="the extra recognises them")
    def test_pages_that_are_pictures_are_named(self):
        data = self.scan(self.scan(Print().lines("One.").turn())).turn().bytes()
        assert document(data).text == "One.\n"
        assert read(data, "file.pdf").problems == (
            f"pages 2, 3 have no text; a scan has to be recognised first: {HOW_TO_RECOGNISE}",
        )

    def test_a_scan_is_refused(self):
        with pytest.raises(SourceError, match="has no text; a scan has to be recognised first"):
            document(self.scan(Print()).bytes())

    def test_one_with_a_password_is_refused(self):
        with pytest.raises(SourceError, match="is protected by a password"):
            document(Print(encrypt="secret").lines("One.").bytes())

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no PDF at all", b"<p>One.</p>"])
    def test_what_is_none_is_refused(self, data):
        with pytest.raises(SourceError, match="is damaged, or is no PDF"):
            document(data)

    def test_one_that_is_cut_off_is_refused_or_read_as_far_as_it_goes(self):
        data = Print().lines(*PROSE).turn().lines(*PROSE).bytes()
        for end in range(0, len(data), 101):
            with contextlib.suppress(SourceError):
                assert PROSE[0] in document(data[:end]).text

    def test_hundreds_of_thousands_of_characters_on_a_page_are_read(self):
        pages = Print().lines(*("x" * 3000 for _ in range(100)), step=6)
        assert document(pages.bytes()).text.count("x") == 300_000


class TestWriting:
    def test_lines_that_run_downwards_are_read_from_right_to_left(self):
        pages = Print().lines("Level text.", y=780)
        for x, text in ((300, "These words stand on"), (280, "their side and go on.")):
            pages.canvas.saveState()
            pages.canvas.translate(x, 700)
            pages.canvas.rotate(-90)
            pages.lines(text, x=0, y=0)
            pages.canvas.restoreState()
        assert blocks(pages.bytes()) == [
            "Level text.",
            "These words stand on their side and go on.",
        ]

    def test_letters_below_each_other_are_read_downwards(self):
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        for i, letter in enumerate("DOWN"):
            pdf.text(100, 50 + 6 * i, letter)
        assert "".join(document(bytes(pdf.output())).text.split()) == "DOWN"
