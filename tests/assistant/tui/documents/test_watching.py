"""Documents that change while the chat is open."""

from textual.widgets import Static

from assistant.tui.app import ChatApp
from index.library import FileChanges


def status(app):
    return str(app.screen.query_one("StatusLine > .words", Static).visual)


async def look(pilot, chat, scripted):
    await chat.settle(pilot)
    pilot.app.screen._opening.watching.look(scripted)
    await chat.settle(pilot)


async def test_it_says_what_changed_and_how_to_refresh(app, scripted, chat):
    scripted.changed = FileChanges(("bread.txt",), (), ("a.txt", "b.txt"))
    async with app.run_test(size=(120, 30)) as pilot:
        await look(pilot, chat, scripted)
        assert status(app) == "Documents on the disk: 1 changed, 2 removed · R refreshes"
        assert not app._notifications


async def test_it_says_nothing_where_nothing_did(app, scripted, chat):
    async with app.run_test(size=(120, 30)) as pilot:
        await chat.settle(pilot)
        before = status(app)
        await look(pilot, chat, scripted)
        assert status(app) == before


async def test_a_refresh_keeps_the_conversation_and_shows_what_became_of_its_citations(
    make_scripted, chat
):
    first, second = make_scripted(), make_scripted()
    second.document_text = "New. " + first.document_text.replace("The town paid half.", "Nobody.")
    opened = []

    def open_assistant(progress, sources=()):
        opened.append([str(source) for source in sources])
        return second if sources else first

    app = ChatApp(open_assistant)
    async with app.run_test(size=(120, 40)) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape", "R")
        await chat.settle(pilot)
        assert opened == [[], ["/bread.txt"]]
        assert app.screen._chat.assistant is second
        [view] = app.screen.query_one("ConversationView").turns
        assert view.question == "When did the mill burn?"
        states = [passage.finding.state.value for passage in view.passages]
        assert states == ["moved", "moved", "changed"]
        await pilot.press("i")
        await chat.ask(pilot, "And why?")
        assert second.asked[-1][1] == 1
