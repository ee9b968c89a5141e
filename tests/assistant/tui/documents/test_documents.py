"""Listing the documents, and asking only some of them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, OptionList, Static

from assistant.sessions.saved import Sessions
from assistant.tui.app import ChatApp
from assistant.tui.documents.screen import MOST_LISTED, DocumentScreen
from index.documents import IndexedDocument
from index.metadata import UNKNOWN, Metadata
from index.search.restriction import Restriction

BY = {"letter.eml": Metadata(sender="K. Holm", date="2021-05-04 09:30", tags=("roof",))}
ONE = Restriction(documents=("bread.txt",))


def shown(app):
    line = app.screen.query_one("#restriction", Static)
    return str(line.visual) if line.display else None


def listed(app):
    options = app.screen.query_one(OptionList)
    return [str(option.prompt).split("\n")[0].strip() for option in options.options]


@pytest.fixture
def lists():
    """An app that shows a list of documents, and what it closes with."""

    def make(*names):
        documents = [
            IndexedDocument(
                n, f"Of {n}", "", Path(n), passages=3, pages=(0, 9), metadata=BY.get(n, UNKNOWN)
            )
            for n in names
        ]

        class Lists(App):
            closed = "not yet"

            def on_mount(self):
                screen = DocumentScreen(documents)
                self.push_screen(screen, lambda found: setattr(self, "closed", found))

        return Lists()

    return make


class TestAsking:
    async def test_begins_with_what_the_command_line_names_and_says_so(self, scripted, chat):
        app = ChatApp(lambda progress: scripted, within=ONE)
        async with app.run_test(size=(140, 30)) as pilot:
            await chat.settle(pilot)
            assert shown(app) == "Only in documents bread.txt · 1 document · esc D asks all again"

    async def test_asks_only_what_was_chosen_and_each_turn_says_so(self, app, scripted, chat):
        async with app.run_test(size=(140, 40)) as pilot:
            await chat.settle(pilot)
            assert shown(app) is None
            await pilot.press("escape", "d")
            await chat.settle(pilot)
            await pilot.press("enter")  # the document at hand
            await chat.ask(pilot, "What burned?")
            assert app.screen.query_one("ConversationView").turns[0].turn.within == ONE
            assert "only in documents bread.txt" in chat.words(app, "TurnView > .state")[0]

    async def test_lifts_it_with_a_key(self, scripted, chat):
        app = ChatApp(lambda progress: scripted, within=ONE)
        async with app.run_test(size=(140, 30)) as pilot:
            await chat.ask(pilot, "What burned?")
            await pilot.press("escape", "D")
            assert shown(app) is None
            await pilot.press("i")
            await chat.ask(pilot, "What else?")
            turns = app.screen.query_one("ConversationView").turns
            assert [bool(view.turn.within) for view in turns] == [True, False]

    async def test_offers_to_lift_only_what_restricts(self, app, chat):
        async with app.run_test() as pilot:
            await chat.settle(pilot)
            assert not app.screen.check_action("lift", ())

    async def test_keeps_the_sections_that_were_named(self, scripted, chat):
        app = ChatApp(lambda progress: scripted, within=Restriction(sections=("fire",)))
        async with app.run_test(size=(140, 30)) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape", "d")
            await chat.settle(pilot)
            await pilot.press("enter")
            await chat.settle(pilot)
            assert shown(app).startswith("Only in documents bread.txt, sections on fire · ")

    async def test_asks_everything_where_the_documents_have_nothing_of_it(self, scripted, chat):
        app = ChatApp(lambda progress: scripted, within=Restriction(documents=("gone.txt",)))
        async with app.run_test(size=(140, 30)) as pilot:
            await chat.settle(pilot)
            assert shown(app) is None
            [notice] = app._notifications
            assert notice.message == (
                "--document gone.txt: matches no document; all documents are asked"
            )

    async def test_an_earlier_chat_goes_on_with_what_its_last_turn_was_asked_of(
        self, scripted, chat, tmp_path
    ):
        def make(**options):
            return ChatApp(lambda progress: scripted, sessions=Sessions(tmp_path), **options)

        app = make(within=ONE)
        async with app.run_test(size=(140, 30)) as pilot:
            await chat.ask(pilot, "What burned?")
        [saved] = tmp_path.glob("*.jsonl")
        assert json.loads(saved.read_text())["restricted"] == {"documents": ["bread.txt"]}
        app = make(resume=True)
        async with app.run_test(size=(140, 30)) as pilot:
            await chat.settle(pilot)
            assert shown(app).startswith("Only in documents bread.txt · ")


class TestTheList:
    NAMES = ("farm/bees.md", "farm/cows.md", "town/bridge.md")

    async def test_shows_title_name_passages_and_pages(self, lists):
        app = lists(*self.NAMES)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            first = str(app.screen.query_one(OptionList).options[0].prompt)
            assert first == "  Of farm/bees.md\n    farm/bees.md · 3 passages · 2 pages"

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("BEES", ["Of farm/bees.md"]),
            ("farm of", ["Of farm/bees.md", "Of farm/cows.md"]),
            ("b*", ["Of farm/bees.md", "Of town/bridge.md"]),
            ("/b*", []),
            ("**/" * 9, ["Of farm/bees.md", "Of farm/cows.md", "Of town/bridge.md"]),
            ("town/", ["Of town/bridge.md"]),
            ("zebra", []),
            ("(", []),
        ],
    )
    async def test_finds_by_words_or_a_glob(self, lists, typed, found):
        app = lists(*self.NAMES)
        async with app.run_test(size=(100, 30)) as pilot:
            app.screen.query_one(Input).value = typed
            await pilot.pause()
            assert listed(app) == found

    @pytest.mark.parametrize("typed", ["holm", "may 2021", "roof"])
    async def test_shows_who_wrote_when_and_finds_by_that(self, lists, typed):
        app = lists(*self.NAMES, "letter.eml")
        async with app.run_test(size=(100, 30)) as pilot:
            app.screen.query_one(Input).value = typed
            await pilot.pause()
            [only] = app.screen.query_one(OptionList).options
            assert str(only.prompt).endswith(" · 2 pages · K. Holm, 4 May 2021")

    @pytest.mark.parametrize(
        ("typed", "keys", "closed"),
        [
            ("", ["down", "enter"], ("farm/cows.md",)),
            ("", ["tab", "down", "tab", "enter"], ("farm/bees.md", "town/bridge.md")),
            ("", ["tab", "up", "tab", "tab", "enter"], ("farm/cows.md",)),
            ("farm/*", ["enter"], ("farm/*",)),
            ("zebra", ["tab", "enter"], "not yet"),
            ("", ["escape"], None),
        ],
    )
    async def test_closes_with_what_was_chosen(self, lists, typed, keys, closed):
        app = lists(*self.NAMES)
        async with app.run_test(size=(100, 30)) as pilot:
            app.screen.query_one(Input).value = typed
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            assert app.closed == closed

    async def test_shows_the_first_of_thousands_and_finds_the_others(self, lists):
        app = lists(*(f"{number}.txt" for number in range(10_000)))
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert len(listed(app)) == MOST_LISTED
            app.screen.query_one(Input).value = "9999"
            await pilot.pause()
            assert listed(app) == ["Of 9999.txt"]

    async def test_shows_no_control_characters(self, lists):
        app = lists("a\x1b[2J.txt")
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "\x1b" not in str(app.screen.query_one(OptionList).options[0].prompt)


async def test_a_asks_the_document_of_the_passage_alone_from_the_line(scripted, app, chat):
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.ask(pilot, "first")
        await pilot.press("escape", "a")
        assert app.screen.query_one("QuestionInput").has_focus
        await chat.ask(pilot, "second")
        assert app.screen._chat.turns[-1].within.documents == ("bread.txt",)


async def test_a_keeps_what_else_the_command_line_asks_for(scripted, chat):
    asked = Restriction(sections=("fire",), where=("author=Holm",), newest=True)
    app = ChatApp(lambda progress: scripted, within=asked)
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.ask(pilot, "first")
        await pilot.press("escape", "a")
        await chat.ask(pilot, "second")
        assert app.screen._chat.turns[-1].within == replace(asked, documents=("bread.txt",))
