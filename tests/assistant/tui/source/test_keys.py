"""What can be done with a source: search, outline, editor; on wide and on narrow terminals."""

import shlex
import sys
from contextlib import nullcontext
from itertools import cycle

import pytest
from textual.events import Paste
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import OptionList

from assistant.tui.app import ChatApp
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.source.outline_screen import MOST_LISTED, OutlineScreen
from assistant.tui.source.places import places
from assistant.tui.source.screen import SourceScreen
from assistant.tui.source.search_line import SearchInput, SearchLine
from assistant.tui.source.view import SourceView
from index.documents import Heading

WIDE, NARROW = (160, 45), (80, 24)
PARAGRAPHS = 300


@pytest.fixture
def long_scripted(make_scripted):
    """A document of 300 chapters; the second passage that is cited stands in the last."""
    chapters = [f"Chapter {n}\n\nParagraph {n} says nothing.\n\n" for n in range(1, PARAGRAPHS + 1)]
    scripted = make_scripted(
        document_text="".join(chapters),
        quotes=tuple((f"Paragraph {n} says nothing.",) * 2 for n in (1, 300)),
    )
    at = [scripted.document_text.index(chapter) for chapter in chapters]
    headings = [
        Heading(1 + n % 2, f"Chapter {n + 1}", start, start + len(f"Chapter {n + 1}"))
        for n, start in enumerate(at)
    ]
    scripted.outline = lambda document: tuple(headings)
    return scripted


def new_app(scripted):
    return ChatApp(lambda progress: scripted)


def view(app):
    return app.screen.query_one(SourceView)


def in_view(app):
    """The lines of the source that are on the screen."""
    source = view(app)
    lines = [source.render_line(y).text for y in range(source.size.height)]
    return [line.rstrip() for line in lines]


def matches_in_view(app, kind):
    """What is drawn as a match, in the order of the lines."""
    source = view(app)
    background = source.get_component_rich_style(f"source--{kind}").bgcolor
    strips = [source.render_line(y) for y in range(source.size.height)]
    segments = [segment for strip in strips for segment in strip]
    return [segment.text for segment in segments if segment.style.bgcolor == background]


def notices(app):
    return [notification.message for notification in app._notifications]


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
async def pilot(request, app, chat):
    async with app.run_test(size=request.param) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape")
        yield pilot


class TestSearch:
    async def test_a_slash_goes_to_a_line_at_the_source_and_marks_what_is_typed(self, pilot, chat):
        await pilot.press("slash", *"the")
        assert isinstance(pilot.app.focused, SearchInput)
        assert chat.words(pilot.app, ".count") == ["1 of 8"]
        assert matches_in_view(pilot.app, "match-at-hand") == ["The"]
        assert matches_in_view(pilot.app, "match") == [
            "The",
            "the",
            "The",
            "The",
            "The",
            "the",
            "the",
        ]

    async def test_is_not_offered_where_a_slash_is_typed(self, pilot):
        assert "slash" in pilot.app.screen.active_bindings
        await pilot.press("slash", "slash")
        assert "slash" not in pilot.app.screen.active_bindings
        assert pilot.app.screen.query_one(SearchInput).value == "/"

    async def test_it_is_a_screen_of_its_own_only_where_there_is_no_room(self, pilot):
        await pilot.press("slash")
        is_narrow = pilot.app.size == NARROW
        assert isinstance(pilot.app.screen, SourceScreen) == is_narrow

    async def test_enter_n_and_shift_n_walk_over_the_matches_and_round_the_ends(self, pilot, chat):
        await pilot.press("slash", *"half", "enter")
        assert pilot.app.focused is view(pilot.app)
        assert chat.words(pilot.app, ".count") == ["1 of 2"]
        seen = []
        for key in ("n", "n", "N"):
            await pilot.press(key)
            seen += chat.words(pilot.app, ".count")
        assert seen == ["2 of 2", "1 of 2", "2 of 2"]

    async def test_capitals_tell_cases_apart(self, pilot, chat):
        await pilot.press("slash", *"The")
        assert chat.words(pilot.app, ".count") == ["1 of 5"]

    async def test_says_that_there_is_no_match(self, pilot, chat):
        await pilot.press("slash", *"king")
        assert chat.words(pilot.app, ".count") == ["no match"]
        await pilot.press("enter", "n", "N")
        assert chat.words(pilot.app, ".count") == ["no match"]

    @pytest.mark.parametrize("keys", [(), ("enter",)])
    async def test_escape_ends_it_and_keeps_the_place(self, long_scripted, chat, keys):
        app = new_app(long_scripted)
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "slash", *"graph 200", *keys)
            before = in_view(app)
            assert "  Paragraph 200 says nothing." in before
            await pilot.press("escape")
            assert isinstance(app.screen, SourceScreen)
            assert not app.screen.query_one(SearchLine).display
            assert in_view(app)[: len(before)] == before
            assert matches_in_view(app, "match-at-hand") == []
            await pilot.press("escape")
            assert not isinstance(app.screen, SourceScreen)

    async def test_the_keys_below_no_longer_offer_to_end_it_then(self, pilot):
        def offered():
            return [offer.word for offer in pilot.app.screen.query_one(KeyFooter).offers]

        await pilot.press("slash", *"half", "enter")
        assert "End search" in offered()
        await pilot.press("escape")
        await pilot.pause()
        assert "End search" not in offered()

    async def test_begins_at_what_is_in_view(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2", "slash", *"says")
            assert chat.words(app, ".count")[0] > "289 of 300"

    async def test_a_paste_cannot_steer_the_terminal(self, pilot):
        await pilot.press("slash")
        pilot.app.focused.post_message(Paste("the\nmill\x1b[2J"))
        await pilot.pause()
        assert pilot.app.screen.query_one(SearchInput).value == r"the mill\x1b[2J"

    async def test_another_passage_of_the_document_keeps_it_and_another_document_ends_it(
        self, scripted, app, chat
    ):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "slash", *"half", "enter", "3")
            assert chat.words(app, ".count") == ["1 of 2"]
            scripted.document_text += "And more."
            await pilot.press("2")
            assert not app.screen.query_one(SearchLine).display

    async def test_is_not_offered_before_there_is_anything_to_read(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "slash", "n", "l", "o")
            assert "slash" not in app.screen.active_bindings
            assert not app.screen.query_one(SearchLine).display
            assert notices(app) == []

    async def test_is_offered_in_a_document_that_was_opened_without_a_question(
        self, scripted, app, chat
    ):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            app.screen.cursor.open_place(next(places(scripted)))
            await pilot.press("slash", *"mill")
            assert chat.words(app, ".count") == ["1 of 2"]
            assert {line[:1] for line in in_view(app)} == {" ", ""}

    async def test_takes_what_was_copied_in_the_chat(self, pilot):
        await pilot.press("y", "slash", "ctrl+v")
        assert pilot.app.screen.query_one(SearchInput).value.startswith("Bread rose by a tenth")


class TestOtherCitations:
    async def test_of_the_same_turn_are_numbered_beside_the_cited_one(self, pilot):
        await pilot.press("2", "s") if pilot.app.size == WIDE else await pilot.press("2")
        marks = [line[:1] for line in in_view(pilot.app)]
        assert "".join(marks).split() == ["1▏", "▌▌3▏"]

    async def test_in_other_documents_are_not(self, scripted, app, chat):
        compose = scripted.compose

        def elsewhere(retrieved, *, k=5):
            turn = compose(retrieved, k=k)
            object.__setattr__(turn.answer.passages[2].citation, "document", "other.txt")
            return turn

        scripted.compose = elsewhere
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            assert "".join(line[:1] for line in in_view(app)).split() == ["▌▌", "2▏"]


class TestFollowingACitation:
    @pytest.mark.parametrize("size", [WIDE, NARROW])
    async def test_moves_the_source_by_key_and_by_mouse(self, long_scripted, chat, size):
        app = new_app(long_scripted)
        async with app.run_test(size=size) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2")
            assert "▌ Paragraph 300 says nothing." in in_view(app)
            if size == NARROW:
                await pilot.press("escape")
            await pilot.click(app.screen.query("PassageView").first())
            assert "▌ Paragraph 1 says nothing." in in_view(app)


class TestPaging:
    async def test_goes_by_whole_screens_and_to_both_ends_at_once(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "s", "home")
            height = view(app).size.height
            seen = []
            for key in ("pagedown", "pagedown", "pageup", "home", "end"):
                await pilot.press(key)
                seen.append(view(app).scroll_offset.y)
            assert seen == [height, 2 * height, height, 0, view(app).max_scroll_y]


class TestSelecting:
    async def test_with_the_mouse_gives_the_text_as_it_is_shown(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            source = view(app)
            chosen = Selection(Offset(6, 2), Offset(6, 3))
            assert source.get_selection(chosen) == (
                "rose by a tenth in spring. The mill had burned in March.\nNobody",
                "\n",
            )
            everything, _ = source.get_selection(Selection(None, None))
            assert everything.startswith("The Price of Bread\n\nBread rose")
            assert everything.endswith("for cheap flour.")


class TestOutline:
    async def test_l_lists_the_headings_and_enter_goes_to_one(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2", "l")
            headings = app.screen.query_one(OptionList)
            assert str(headings.get_option_at_index(1).prompt) == "  Chapter 2"
            assert headings.highlighted > 280
            await pilot.press("home", "j", "j", "k", "enter")
            assert in_view(app)[0] == "  Chapter 2"

    async def test_a_click_opens_it_and_a_click_goes_there(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.click("OutlineLink")
            assert isinstance(app.screen, OutlineScreen)
            await pilot.click(OptionList, offset=(4, 6))
            assert in_view(app)[0] == "  Chapter 7"

    async def test_begins_in_view_at_the_heading_that_is_read(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=(60, 20)) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2", "l")
            headings = app.screen.query_one(OptionList)
            top, height = headings.scroll_offset.y, headings.size.height
            assert top <= headings.highlighted < top + height <= headings.option_count

    async def test_on_a_narrow_terminal_it_opens_the_source_first(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "l", "end", "enter")
            assert isinstance(app.screen, SourceScreen)
            assert "▌ Paragraph 300 says nothing." not in in_view(app)
            assert "2 Paragraph 300 says nothing." in in_view(app)

    @pytest.mark.parametrize("key", ["escape", "l", "q"])
    async def test_closes_without_a_choice(self, pilot, key):
        await pilot.press("s")
        before = in_view(pilot.app)
        await pilot.press("l", key)
        assert not isinstance(pilot.app.screen, OutlineScreen)
        assert in_view(pilot.app) == before

    async def test_says_that_a_document_has_no_headings(self, make_scripted, chat):
        text = "bread rose by a tenth. the mill burned."
        app = new_app(make_scripted(document_text=text, quotes=((text, text),)))
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "l")
            assert notices(app) == ["This document has no headings; search in it instead."]
            assert not app.screen.query_one("OutlineLink").display

    async def test_of_very_many_headings_lists_the_outermost(self, long_scripted, chat):
        headings = long_scripted.outline("bread.txt") * (MOST_LISTED // PARAGRAPHS + 1)
        long_scripted.outline = lambda document: headings
        app = new_app(long_scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "l")
            assert app.screen.query_one(OptionList).option_count == len(headings) / 2
            assert chat.words(app, "#outline .part") == ["Outline without 1,050 headings"]


class TestEditor:
    """The editor is a program that writes down its arguments."""

    @pytest.fixture
    def arguments(self, tmp_path, monkeypatch):
        """What the editor was given; it ends with the exit code in ``code``."""
        written = tmp_path / "arguments"
        program = (
            "import sys, pathlib;"
            f"pathlib.Path({str(written)!r}).write_text('\\n'.join(sys.argv[1:]));"
            f"sys.exit(int(pathlib.Path({str(tmp_path / 'code')!r}).read_text()))"
        )
        (tmp_path / "code").write_text("0")
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", program]))
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setattr(ChatApp, "suspend", lambda app: nullcontext())
        return lambda: written.read_text().split("\n") if written.exists() else None

    @pytest.fixture
    def file(self, scripted, tmp_path):
        scripted.file = tmp_path / "bread.txt"
        scripted.file.write_text(scripted.document_text, encoding="utf-8", newline="")
        return scripted.file

    async def test_o_opens_the_file(self, pilot, file, arguments):
        await pilot.press("o")
        assert arguments() == [str(file)]
        assert notices(pilot.app) == []

    async def test_also_from_the_screen_of_the_source(self, pilot, file, arguments):
        await pilot.press("s", "o")
        assert arguments() == [str(file)]

    async def test_a_file_that_is_gone_is_said_and_no_editor_started(self, pilot, file, arguments):
        file.unlink()
        await pilot.press("o")
        assert arguments() is None
        [notice] = notices(pilot.app)
        assert notice.startswith(f"{file}: cannot be read (No such file or directory); put it back")

    async def test_an_editor_that_fails_is_said_with_its_command(
        self, pilot, file, arguments, tmp_path
    ):
        (tmp_path / "code").write_text("3")
        await pilot.press("o")
        [notice] = notices(pilot.app)
        assert notice.startswith("the editor ended with code 3; to see why, run: ")
        assert notice.endswith(str(file))

    async def test_an_editor_that_is_not_there_is_said(self, pilot, file, arguments, monkeypatch):
        monkeypatch.setenv("VISUAL", "/no/such/editor")
        await pilot.press("o")
        [notice] = notices(pilot.app)
        assert notice.startswith("/no/such/editor: cannot be started (No such file or directory)")
        assert notice.endswith("; set $VISUAL or $EDITOR to an editor that is there")

    async def test_no_editor_at_all_is_said(self, pilot, file, arguments, monkeypatch):
        monkeypatch.delenv("EDITOR")
        await pilot.press("o")
        assert notices(pilot.app) == [
            "no editor is set; set $EDITOR before you start, as in: export EDITOR=nano"
        ]

    async def test_a_terminal_that_cannot_be_given_away_is_said(self, scripted, file, app, chat):
        """As the one that tests run in."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("VISUAL", "vi")
            async with app.run_test(size=WIDE) as pilot:
                await chat.ask(pilot, "first")
                await pilot.press("escape", "o")
                assert notices(app) == [
                    "this terminal cannot be given to an editor; open it in another"
                ]


class TestSizes:
    async def test_any_is_gone_through_with_the_source_open(self, app, chat):
        opened = cycle((("s",), ("slash", "t"), ("slash", "t", "enter"), ("l",)))
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            for size in ((60, 20), (20, 5), (3, 2), NARROW, WIDE, (99, 30), (100, 30), (3, 2)):
                await pilot.press("escape", "escape", *next(opened))
                await pilot.resize_terminal(*size)
                await pilot.press("n", "j", "slash", "e", "enter", "N", "l")
            assert app.is_running

    async def test_going_wide_closes_the_source_screen_and_shows_the_panel(
        self, long_scripted, chat
    ):
        app = new_app(long_scripted)
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "2", "slash", *"nothing")
            await pilot.resize_terminal(*WIDE)
            await pilot.pause()
            assert not isinstance(app.screen, SourceScreen)
            assert "▌ Paragraph 300 says nothing." in in_view(app)

    async def test_going_wide_behind_the_outline_closes_it_afterwards(self, app, chat):
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "l")
            await pilot.resize_terminal(*WIDE)
            await pilot.press("escape")
            await pilot.pause()
            assert not isinstance(app.screen, SourceScreen)

    async def test_another_width_keeps_what_was_in_view(self, long_scripted, chat):
        app = new_app(long_scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "s", "slash", *"graph 150", "enter", "escape")
            top = in_view(app)[0]
            await pilot.resize_terminal(110, 45)
            await pilot.pause()
            assert in_view(app)[0] == top


class TestHostileDocuments:
    PIECES = (
        "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m",
        "👨\u200d👩\u200d👧 ❤\ufe0f",
        "a\u200db" * 300,
        "e" + "\u0301" * 50,
        "שלום \u202eevil\u202c مرحبا",
        "漢字" * 80,
        "\t\tx\t" * 40,
        "w" * 5000,
        "[@click=app.quit]x[/] [/red]",
    )

    async def test_fill_their_lines_exactly_and_steer_nothing(self, make_scripted, chat):
        text = "\n\n".join(self.PIECES)
        app = new_app(make_scripted(document_text=text, quotes=((text, self.PIECES[1]),)))
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "s", "slash", "e", "enter")
            source = view(app)
            for _ in range(20):
                strips = [source.render_line(y) for y in range(source.size.height)]
                assert {strip.cell_length for strip in strips} == {source.size.width}
                drawn = "".join(strip.text for strip in strips)
                assert not set(drawn) & set("\x1b\x07\x9b\u202e\u202c\u200d\ufe0f\t\n")
                await pilot.press("pagedown")
            assert app.is_running
