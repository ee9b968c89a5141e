"""What a reader of a converted document sees of its pages."""

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import Static

from assistant.tui.app import ChatApp
from assistant.tui.source.screen import SourceScreen
from assistant.tui.source.view import SourceView

WIDE, NARROW = (160, 45), (60, 20)
PAGES = 500


@pytest.fixture
def book(make_scripted):
    """A book of 500 pages, a paragraph each; what is cited stands on pages 2 and 400."""
    paragraphs = [f"Paragraph {n} says nothing.\n\n" * 4 for n in range(1, PAGES + 1)]
    text = "".join(paragraphs)
    scripted = make_scripted(
        document_text=text,
        quotes=tuple((f"Paragraph {n} says nothing.",) * 2 for n in (2, 400)),
    )
    scripted.pages = tuple(text.index(f"Paragraph {n} ") for n in range(1, PAGES + 1))
    return scripted


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
async def pilot(request, book, chat):
    app = ChatApp(lambda progress: book)
    async with app.run_test(size=request.param) as pilot:
        await chat.ask(pilot, "first")
        await pilot.press("escape", "1", *["s"] * (request.param == WIDE))
        yield pilot


def view(app):
    return app.screen.query_one(SourceView)


def in_view(app):
    source = view(app)
    return [source.render_line(y).text.strip() for y in range(source.size.height)]


def pages_said(app):
    return str(app.screen.query_one(".source-pages", Static).visual)


class TestMarks:
    async def test_stand_where_a_page_begins(self, pilot):
        lines = in_view(pilot.app)
        at = lines.index("— page 2 —")
        assert lines[at + 1].startswith("▌ Paragraph 2 says")
        assert lines[at - 2] == "Paragraph 1 says nothing."

    async def test_are_no_text_to_search_in(self, pilot, chat):
        await pilot.press("slash", *"page")
        assert chat.words(pilot.app, ".count") == ["no match"]

    async def test_are_not_copied(self, pilot):
        source = view(pilot.app)
        first = source._lines.line_at(source.source.citation.start) - 2
        chosen = Selection(Offset(0, first), Offset(9, first + 2))
        assert source.get_selection(chosen) == ("\nParagraph", "\n")
        everything, _ = source.get_selection(Selection(None, None))
        assert everything.strip() == source.source.text.strip()

    async def test_are_not_there_without_pages(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            assert not any("page" in line for line in in_view(app))
            assert pages_said(app) == ""


class TestThePagesInView:
    async def test_are_said_above(self, pilot):
        await pilot.press("home")
        await pilot.pause()
        height = view(pilot.app).size.height
        last = 1 + (height - 1) // 9  # four paragraphs, four blank lines and a mark
        assert pages_said(pilot.app) == f"pages 1–{last}"
        await pilot.press("end")
        await pilot.pause()
        assert pages_said(pilot.app).endswith(f"–{PAGES}")

    async def test_follow_the_size(self, pilot):
        await pilot.press("home")
        await pilot.resize_terminal(pilot.app.size.width, 14)
        await pilot.pause()
        height = view(pilot.app).size.height
        assert pages_said(pilot.app) == ("page 1" if height <= 9 else "pages 1–2")


class TestGoing:
    async def test_to_a_page_by_its_number_in_the_palette(self, pilot, chat):
        await pilot.press("ctrl+p")
        await chat.settle(pilot)
        pilot.app.screen.query_one("CommandInput").value = "page 312"
        await pilot.pause()
        await chat.settle(pilot)
        await pilot.press("enter")
        await chat.settle(pilot)
        assert in_view(pilot.app)[:2] == ["— page 312 —", "Paragraph 312 says nothing."]

    async def test_opens_the_source_first_where_it_has_no_room(self, book, chat):
        app = ChatApp(lambda progress: book)
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "first")
            await app.screen.go_to(book.pages[99])
            await chat.settle(pilot)
            assert isinstance(app.screen, SourceScreen)
            assert in_view(app)[0] == "— page 100 —"
