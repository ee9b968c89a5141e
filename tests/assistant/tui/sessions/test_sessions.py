import json
from dataclasses import replace

import pytest

from assistant.sessions.saved import Sessions
from assistant.tui.app import ChatApp
from assistant.tui.sessions.screen import SessionScreen
from assistant.tui.source.view import SourceView
from assistant.tui.wording import from_home
from index.files.location import user_folder

WIDE, NARROW = (160, 45), (80, 24)
WORDS = 81
"""Cells of the status line on the wide terminal."""


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path / "sessions", ("/bread.txt",))


@pytest.fixture
def new_app(sessions):
    """A chat that saves; with what it is asked, in the order of the questions."""

    def make(scripted, *, resume=False, **changes):
        return ChatApp(lambda progress: scripted, sessions=sessions, resume=resume, **changes)

    return make


@pytest.fixture
def have_chatted(new_app, scripted, chat):
    async def ask(*questions):
        app = new_app(scripted)
        async with app.run_test(size=WIDE) as pilot:
            for question in questions:
                await chat.ask(pilot, question)

    return ask


def saved(sessions):
    return [
        [json.loads(line) for line in path.read_bytes().splitlines()]
        for path in sorted(sessions.folder.glob("*.jsonl"))
    ]


def notices(app):
    return [notification.message for notification in app._notifications]


class TestSaving:
    async def test_saves_every_answer_and_whether_it_leaned_on_the_conversation(
        self, new_app, scripted, sessions, chat
    ):
        app = new_app(scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await chat.ask(pilot, "And who paid?")
            await pilot.press("escape", "u")
            await chat.settle(pilot)
        (records,) = saved(sessions)
        assert [(r["question"], r.get("context", True)) for r in records] == [
            ("When did the mill burn?", True),
            ("And who paid?", True),
            ("And who paid?", False),
        ]

    async def test_a_new_conversation_is_another_file(self, new_app, scripted, sessions, chat):
        async with new_app(scripted).run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("ctrl+n")
            await chat.ask(pilot, "second")
        assert [len(records) for records in saved(sessions)] == [1, 1]

    async def test_goes_on_where_nothing_can_be_saved_and_says_so(
        self, new_app, scripted, sessions, chat
    ):
        sessions.folder.write_text("a file where the folder should be")
        app = new_app(scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await chat.ask(pilot, "second")
            said = f"this chat goes on, but is not saved in {sessions.folder} (File exists)"
            assert notices(app) == [said]
            assert len(app.screen.query(".-answer")) == 2


class TestResuming:
    async def test_shows_the_only_chat_there_is_and_goes_on_with_it(
        self, have_chatted, new_app, scripted, sessions, chat
    ):
        await have_chatted("first", "second")
        app = new_app(scripted, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert chat.words(app, ".question") == ["first", "second"]
            assert not app.screen.query(".changed")
            assert app.screen.query(".-selected").only_one() is app.screen.query("PassageView")[3]
            assert app.screen.query_one(SourceView).source
            await chat.ask(pilot, "third")
            assert scripted.asked[-1] == ("third", 2, True)
        assert [len(records) for records in saved(sessions)] == [3]

    async def test_lets_somebody_choose_between_several(
        self, have_chatted, new_app, scripted, chat
    ):
        await have_chatted("older")
        await have_chatted("newer")
        app = new_app(scripted, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert isinstance(app.screen, SessionScreen)
            await pilot.press("j", "enter")
            await chat.settle(pilot)
            assert len(chat.words(app, ".question")) == 1
            chosen = chat.words(app, ".question")
            await pilot.press("escape", "r", "enter")
            await chat.settle(pilot)
            assert {*chosen, *chat.words(app, ".question")} <= {"older", "newer"}

    async def test_begins_a_new_one_where_none_is_chosen(
        self, have_chatted, new_app, scripted, chat
    ):
        await have_chatted("older")
        await have_chatted("newer")
        app = new_app(scripted, resume=True)
        async with app.run_test(size=NARROW) as pilot:
            await chat.settle(pilot)
            await pilot.press("escape")
            assert app.screen.query_one("Welcome").display
            await chat.ask(pilot, "third")
            assert scripted.asked[-1] == ("third", 0, True)

    async def test_says_that_there_is_none(self, new_app, scripted, chat):
        app = new_app(scripted, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert notices(app) == [
                "there is no earlier chat with these documents; this begins one"
            ]

    async def test_gives_back_what_was_asked_while_the_documents_opened(
        self, have_chatted, new_app, scripted, gate, sessions, chat
    ):
        await have_chatted("first")

        def opening(progress):
            gate.wait()
            return scripted

        app = ChatApp(opening, sessions=sessions, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press(*"why", "enter")
            gate.open()
            await chat.settle(pilot)
            await chat.settle(pilot)
            assert chat.words(app, ".question") == ["first"]
            assert app.screen.query_one("QuestionInput").value == "why"

    async def test_of_a_long_chat_shows_the_newest_turns(
        self, have_chatted, new_app, scripted, sessions, chat
    ):
        await have_chatted("first")
        (path,) = sessions.folder.glob("*.jsonl")
        path.write_bytes(path.read_bytes() * 500)
        app = new_app(scripted, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert len(app.screen.query("TurnView")) == 20
            assert chat.words(app, ".earlier") == [
                "Before this: 480 earlier questions; exporting writes all."
            ]
            await chat.ask(pilot, "next")
            assert scripted.asked[-1] == ("next", 500, True)

    async def test_names_the_lines_that_cannot_be_read(
        self, have_chatted, new_app, scripted, sessions, chat
    ):
        await have_chatted("first", "second [/red]\x1b")
        (path,) = sessions.folder.glob("*.jsonl")
        path.write_bytes(path.read_bytes()[:-9])
        app = new_app(scripted, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert chat.words(app, ".question") == ["first"]
            (notice,) = notices(app)
            assert notice.startswith(f"{path}, line 2: left out of this chat (not JSON")


class TestADocumentThatChanged:
    @pytest.fixture
    async def resumed(self, have_chatted, new_app, scripted, chat):
        """A chat gone on with: its first quote is gone, the second changed, the third moved."""
        await have_chatted("When did the mill burn?")
        after = scripted.document_text.partition("After the Fire")[2]
        scripted.document_text = "The Fire" + after.replace("It took two years and", "That")
        app = new_app(scripted, resume=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            yield pilot

    async def test_has_each_citation_marked_that_is_not_intact(self, resumed, chat):
        assert chat.words(resumed.app, ".notes") == [
            "gone: it is no longer in the documents",
            "changed: what stands there now is no longer this quote",
            "moved: it stood elsewhere when it was quoted",
        ]

    async def test_is_opened_where_the_quote_is_now(self, resumed):
        def source():
            return resumed.app.screen.query_one(SourceView).source

        await resumed.press("escape", "3")
        highlight = source().highlight
        assert source().text[highlight.start : highlight.end] == "The town paid half."
        await resumed.press("2")
        citation = source().citation
        assert "That cost four" in source().text[citation.start : citation.end]
        await resumed.press("1", "y")
        assert source() is None
        assert resumed.app.clipboard.endswith("\n(gone: it is no longer in the documents)")


class TestExporting:
    @pytest.fixture(autouse=True)
    def here(self, tmp_path, monkeypatch):
        """The current directory, which exports are written to."""
        here = tmp_path / "here"
        here.mkdir(mode=0o755)
        monkeypatch.chdir(here)
        return here

    async def test_writes_all_turns_as_markdown_and_tells_where(
        self, new_app, scripted, here, chat
    ):
        app = new_app(scripted, k=1)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("escape", "e", "i")
            assert not list(here.iterdir())
            await chat.ask(pilot, "When did the mill burn?")
            await chat.ask(pilot, "Who paid?")
            await pilot.press("escape", "e")
            (path,) = here.glob("*.md")
            assert chat.confirmed(app) == f"Exported to {from_home(path)}"
            assert not notices(app)
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_text(encoding="utf-8") == (
            "# A chat with documents\n\n- /bread.txt\n\n"
            "## When did the mill burn?\n\n81% sure:\n\n"
            "> Bread rose by a tenth in spring. **The mill had burned *in March*.** Nobody was hurt."
            "\n>\n> [1] — The Price of Bread, paragraph 1 · [bread.txt:3](file:///bread.txt#L3) [20, 99)\n\n"
            "## Who paid?\n\n"
            "*also searched for: mill*\n\n81% sure:\n\n"
            "> Bread rose by a tenth in spring. **The mill had burned *in March*.** Nobody was hurt."
            "\n>\n> [1] — The Price of Bread, paragraph 1 · [bread.txt:3](file:///bread.txt#L3) [20, 99)\n"
        )

    async def test_writes_all_answers_as_records_too(self, new_app, scripted, sessions, here, chat):
        app = new_app(scripted, k=1)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await chat.ask(pilot, "Who paid?")
            await pilot.press("escape", "E")
            (path,) = here.glob("*.answers.jsonl")
            assert chat.confirmed(app) == f"Exported to {from_home(path)}"
            assert not notices(app)
            await pilot.press("r")
            assert len(app.screen.query_one("OptionList").options) == 1
        assert path.stat().st_mode & 0o777 == 0o600
        answers = [record["answer"] for record in saved(sessions)[0]]
        assert [json.loads(line) for line in path.read_bytes().splitlines()] == answers
        assert [answer["schema"] for answer in answers] == ["quoth.answer/1"] * 2

    async def test_and_labelling_of_a_chat_that_is_not_saved_go_into_the_current_directory(
        self, scripted, sessions, here, chat
    ):
        app = ChatApp(lambda progress: scripted, sessions=replace(sessions, saves=False))
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "e", "E", "t")
        assert sorted(path.suffixes[-2:] for path in here.iterdir()) == [
            [".answers", ".jsonl"],
            [".jsonl"],
            [".md"],
        ]
        assert here.stat().st_mode & 0o777 == 0o755
        assert not sessions.folder.exists()
        assert not (user_folder("data") / "labels").exists()

    async def test_says_where_it_cannot_write(self, new_app, scripted, here, chat, monkeypatch):
        def refuse(path, data):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("assistant.sessions.file.write_private", refuse)
        app = new_app(scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "e")
            assert "cannot be written into this directory (No space left on" in notices(app)[-1]
        assert not list(here.iterdir())

    async def test_never_replaces_a_file_and_names_the_one_that_it_wrote(
        self, new_app, scripted, here, chat
    ):
        app = new_app(scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "e", "E")
            first = list(here.iterdir())
            for path in first:
                path.write_text("mine")
            await pilot.press("e", "E")
            assert "-2.answers.jsonl" in chat.confirmed(app)
        assert len(first) == 2
        assert len(list(here.iterdir())) == 4
        assert {path.read_text() for path in first} == {"mine"}

    async def test_says_that_what_it_wrote_may_become_a_document(
        self, new_app, scripted, here, chat
    ):
        scripted.sources = (str(here.parent),)
        app = new_app(scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await pilot.press("escape", "e")
            assert chat.confirmed(app).endswith(
                "which is inside a source of this chat: it may become a document too"
            )
