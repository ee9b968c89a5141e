import asyncio

import pytest

from assistant.tui.app import ChatApp
from assistant.tui.screens.help_screen import HelpScreen
from assistant.tui.screens.source_screen import SourceScreen
from assistant.tui.widgets.source_view import SourceView
from index.errors import InputError, SourceError

WIDE, NARROW = (160, 45), (80, 24)


def drawn(app):
    """Everything on the screen, as plain lines."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def selected(app):
    return [view.passage.citation.marker for view in app.screen.query("PassageView.-selected")]


class TestAsking:
    async def test_shows_the_answering_sentence_its_confidence_and_the_passages(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert chat.words(app, ".question") == ["When did the mill burn?"]
            assert chat.words(app, ".answer") == ["The mill had burned in March."]
            assert chat.words(app, ".confidence") == ["[1] ¶1 — 81% sure"]
            assert len(app.screen.query("PassageView")) == 3

    async def test_opens_the_first_passage_in_the_source(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            source = app.screen.query_one(SourceView).source
            assert source.text[source.highlight.start : source.highlight.end] == (
                "The mill had burned in March."
            )
            assert selected(app) == [1]
            assert "▌ Bread rose by a tenth" in drawn(app)

    async def test_says_what_was_searched_only_where_it_differs(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert not app.screen.query(".state").first().display
            await chat.ask(pilot, "And who paid?")
            state = app.screen.query(".state").last()
            assert state.display
            said = "searched for: And who paid? mill (carried over: mill)"
            assert chat.words(app, ".state")[-1] == said

    async def test_says_calmly_that_the_documents_do_not_say(self, scripted, app, chat):
        scripted.confidence = 0.06
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who is the king?")
            assert chat.words(app, ".not-found") == ["The documents do not say."]
            assert chat.words(app, ".confidence") == ["The nearest passages, 6% likely to answer:"]
            assert not app.screen.query(".answer")
            assert len(app.screen.query("PassageView")) == 3

    async def test_a_blank_question_is_not_asked(self, scripted, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "   ")
            assert scripted.asked == []

    async def test_k_and_reasons_are_as_the_options_say(self, scripted, chat):
        app = ChatApp(lambda progress: scripted, k=2, context=False, explain=True)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await chat.ask(pilot, "And who paid?")
            assert len(app.screen.query("PassageView")) == 4
            assert scripted.asked[-1] == ("And who paid?", 1, False)
            assert "score 1.000: words 0.500" in drawn(app)


class TestWaiting:
    async def test_an_early_question_is_answered_once_the_engine_is_open(
        self, scripted, gate, chat
    ):
        def opening(progress):
            progress("Encoding passages", 3, 12)
            gate.wait()
            return scripted

        app = ChatApp(opening)
        async with app.run_test(size=WIDE) as pilot:
            await asyncio.to_thread(gate.wait_until_reached)
            await pilot.press(*"why", "enter")
            await pilot.pause()
            assert chat.words(app, ".words") == ["Encoding passages…"]
            assert chat.words(app, ".state") == ["Waiting for the documents to open…"]
            gate.open()
            await chat.settle(pilot)
            await chat.settle(pilot)
            assert scripted.asked == [("why", 0, True)]
            assert len(app.screen.query(".answer")) == 1

    async def test_a_second_question_replaces_the_first(self, scripted, gate, app, chat):
        scripted.scripts["first"] = gate.wait
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press(*"first", "enter")
            await asyncio.to_thread(gate.wait_until_reached)
            await pilot.press(*"second", "enter")
            gate.open()
            await chat.settle(pilot)
            assert chat.words(app, ".question") == ["second"]
            assert len(app.screen.query(".answer")) == 1
            await chat.ask(pilot, "third")
            assert scripted.asked[-1] == ("third", 1, True)

    async def test_escape_cancels_and_gives_the_question_back(self, scripted, gate, app, chat):
        scripted.scripts["slow"] = gate.wait
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            await pilot.press(*"slow", "enter")
            await asyncio.to_thread(gate.wait_until_reached)
            await pilot.press("escape")
            gate.open()
            await chat.settle(pilot)
            assert not app.screen.query("TurnView")
            assert app.screen.query_one("QuestionInput").value == "slow"

    async def test_leaving_meanwhile_ends_the_opening(self, scripted):
        steps = []

        def opening(progress):
            for done in range(1_000_000):
                progress("Encoding passages", done, 1_000_000)
                steps.append(done)
            return scripted

        app = ChatApp(opening)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("ctrl+q")
        assert len(steps) < 1_000_000


class TestPassages:
    @pytest.fixture
    async def pilot(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await chat.ask(pilot, "second")
            await pilot.press("escape")
            yield pilot

    async def test_digits_open_a_citation_of_the_turn_at_hand(self, pilot):
        await pilot.press("3")
        assert selected(pilot.app) == [3]
        source = pilot.app.screen.query_one(SourceView).source
        assert source.citation.marker == 3

    async def test_j_and_k_move_over_the_passages_of_all_turns(self, pilot):
        await pilot.press("k")
        assert selected(pilot.app) == [3]
        await pilot.press("j", "j")
        assert selected(pilot.app) == [2]

    async def test_g_and_shift_g_go_to_the_first_and_the_last_turn(self, pilot):
        views = list(pilot.app.screen.query("PassageView"))
        await pilot.press("g")
        assert views[0].is_selected
        await pilot.press("G")
        assert views[3].is_selected

    async def test_a_passage_further_down_opens_while_it_is_selected(self, pilot, chat):
        assert chat.words(pilot.app, ".passage-body")[5].startswith("The town paid half. …")
        await pilot.press("3")
        assert "asked for cheap flour." in chat.words(pilot.app, ".passage-body")[5]

    async def test_a_click_chooses_a_passage(self, pilot):
        await pilot.click(list(pilot.app.screen.query("PassageView"))[4])
        assert selected(pilot.app) == [2]

    async def test_y_copies_the_passage_with_its_citation(self, pilot):
        await pilot.press("2", "y")
        assert pilot.app.clipboard == (
            "> The miller rebuilt with stone. It took two years and cost four hundred crowns.\n"
            ">\n"
            "> — The Price of Bread · After the Fire · ¶2 (bread.txt [117, 195))\n"
        )

    async def test_u_asks_again_without_the_conversation(self, pilot, scripted, chat):
        await pilot.press("g", "u")
        await chat.settle(pilot)
        assert scripted.asked[-1] == ("first", 2, False)

    async def test_letters_are_typed_inside_the_line(self, pilot):
        await pilot.press("slash", *"gyu1?")
        assert pilot.app.screen.query_one("QuestionInput").value == "gyu1?"
        assert len(pilot.app.screen.query("TurnView")) == 2

    async def test_ctrl_n_begins_anew(self, pilot, scripted, chat):
        await pilot.press("ctrl+n")
        assert not pilot.app.screen.query("TurnView")
        assert pilot.app.screen.query_one("Welcome").display
        await chat.ask(pilot, "third")
        assert scripted.asked[-1] == ("third", 0, True)


class TestNarrowTerminals:
    async def test_the_source_is_a_screen_of_its_own(self, app, chat):
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert not app.screen.query_one("SourcePanel").display
            await pilot.press("escape", "s")
            assert isinstance(app.screen, SourceScreen)
            assert "▌ Bread rose by a tenth" in drawn(app)
            await pilot.press("escape")
            assert not isinstance(app.screen, SourceScreen)

    async def test_a_wider_terminal_puts_it_beside_the_conversation(self, app, chat):
        async with app.run_test(size=NARROW) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "2")
            await pilot.resize_terminal(*WIDE)
            await pilot.pause()
            assert not isinstance(app.screen, SourceScreen)
            assert "▌ The miller rebuilt" in drawn(app)

    @pytest.mark.parametrize("size", [(60, 20), (20, 5), (3, 2)])
    async def test_the_smallest_do_not_crash(self, app, chat, size):
        async with app.run_test(size=size) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "s", "escape", "f1", "escape", "j")
            assert selected(app) == [2]


class TestErrors:
    async def test_an_engine_that_cannot_open_is_said_with_the_remedy(self, chat):
        def opening(progress):
            raise SourceError("no-such.txt: not there; name another with --source [/red]")

        app = ChatApp(opening)
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            said = ["no-such.txt: not there; name another with --source [/red]"]
            assert chat.words(app, "Welcome .failure") == said
            await chat.ask(pilot, "why")
            assert chat.words(app, "TurnView .failure") == said
        assert isinstance(app.failure, SourceError)

    async def test_a_question_that_fails_leaves_no_trace(self, scripted, app, chat):
        def fail():
            raise InputError("the question is too long; ask in fewer words")

        scripted.scripts["long"] = fail
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "long")
            assert chat.words(app, ".failure") == ["the question is too long; ask in fewer words"]
            await chat.ask(pilot, "short")
            assert scripted.asked[-1] == ("short", 0, True)


class TestHelp:
    async def test_lists_every_binding(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("f1")
            assert isinstance(app.screen, HelpScreen)
            listed = chat.words(app, ".does")
            parts = app.screen._parts
            bindings = [binding for part in parts for binding in part.BINDINGS]
            assert bindings
            assert all((b.tooltip or b.description) in listed for b in bindings)
            assert all(b.id for b in bindings)
            assert "1 2 3 4 5 6 7 8 9" in chat.words(app, ".keys")

    async def test_no_two_bindings_share_an_id_and_none_is_ctrl_c(self, app):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("f1")
            bindings = [binding for part in app.screen._parts for binding in part.BINDINGS]
            ids = [binding.id for binding in bindings]
            assert len(set(ids)) == len(ids)
            assert not any("ctrl+c" in binding.key for binding in bindings)

    async def test_a_question_mark_opens_it_outside_the_line(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "why")
            await pilot.press("escape", "question_mark")
            assert isinstance(app.screen, HelpScreen)


class TestHistoryKeys:
    async def test_up_and_down_walk_through_what_was_asked(self, scripted, tmp_path, chat):
        file = tmp_path / "history"
        app = ChatApp(lambda progress: scripted, history_file=file)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "first")
            await chat.ask(pilot, "second")
        again = ChatApp(lambda progress: scripted, history_file=file)
        async with again.run_test(size=WIDE) as pilot:
            line = again.screen.query_one("QuestionInput")
            await pilot.press(*"draft", "up", "up")
            assert line.value == "first"
            await pilot.press("down", "down")
            assert line.value == "draft"


class TestExamples:
    async def test_come_from_the_documents_own_headings_and_can_be_asked(self, scripted, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.settle(pilot)
            assert chat.words(app, "Example") == [
                "What is “The Price of Bread” about?",
                "What does it say about “After the Fire”?",
            ]
            await pilot.click("Example")
            await chat.settle(pilot)
            assert scripted.asked == [("What is “The Price of Bread” about?", 0, True)]


class TestHostileDocuments:
    HOSTILE = "[@click=app.quit]x[/] \x1b]52;c;aGk=\x07 [/red] \u202egpj.exe \x9b2J"

    async def test_are_shown_literally_and_run_nothing(self, make_scripted, chat):
        scripted = make_scripted(
            document_text=self.HOSTILE,
            title=self.HOSTILE,
            quotes=((self.HOSTILE, self.HOSTILE),),
        )
        app = ChatApp(lambda progress: scripted)
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, self.HOSTILE)
            safe = r"[@click=app.quit]x[/] \x1b]52;c;aGk=\x07 [/red] \u202egpj.exe \x9b2J"
            assert chat.words(app, ".answer") == [safe]
            await pilot.click(".answer")
            await pilot.click("PassageView")
            await pilot.press("escape", "y")
            screen = drawn(app)
            assert screen.count("[@click=app.quit]x[/]") >= 5
            assert not set(screen) & set("\x1b\x07\x9b\u202e")
            assert "\x1b" not in app.clipboard
            assert app.is_running

    async def test_a_paste_cannot_steer_the_terminal(self, app, chat):
        from textual.events import Paste

        async with app.run_test(size=WIDE) as pilot:
            app.screen.query_one("QuestionInput").post_message(Paste("one\ntwo\x1b[2J"))
            await pilot.pause()
            assert app.screen.query_one("QuestionInput").value == r"one two\x1b[2J"
