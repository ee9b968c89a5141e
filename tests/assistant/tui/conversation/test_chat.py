import asyncio

import pytest

from assistant.answering import Certainty
from assistant.tui.app import ChatApp
from assistant.tui.source.screen import SourceScreen
from assistant.tui.source.view import SourceView

WIDE, NARROW = (160, 45), (80, 24)


def drawn(app):
    """Everything on the screen, as plain lines."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def looks(app, words, style):
    """How often words are on the screen in a style, such as bold."""
    segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
    styled = [s.text for s in segments if s.style and getattr(s.style, style)]
    return sum(words in text for text in styled)


def selected(app):
    return [view.passage.citation.marker for view in app.screen.query("PassageView.-selected")]


class TestAsking:
    async def test_shows_the_answering_sentence_and_its_citation_and_the_passages(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert chat.words(app, ".question") == ["When did the mill burn?"]
            assert chat.words(app, ".-answer .passage-body") == ["The mill had burned in March."]
            assert (
                str(app.screen.query("CitationLine").first().render()) == "The Price of Bread · ¶1"
            )
            assert not app.screen.query(".lead, .certainty")
            assert len(app.screen.query("PassageView")) == 3

    async def test_shows_a_sentence_in_the_conversation_and_in_the_source_and_nowhere_else(
        self, app, chat
    ):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert drawn(app).count("The mill had burned") == 1 + 1

    async def test_an_explained_answer_says_how_sure_it_is(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            await pilot.press("escape", "x")
            assert chat.words(app, ".-answer .notes")[0].startswith("81% sure\nscore 1.00 = ")

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
            assert chat.words(app, ".state")[-1] == "also searched for: mill"

    async def test_says_calmly_that_the_documents_do_not_say(self, scripted, app, chat):
        scripted.certainty, scripted.confidence = Certainty.NO, 0.06
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "Who is the king?")
            assert chat.words(app, ".not-found") == ["The documents do not say."]
            assert chat.words(app, ".certainty") == ["The nearest passages:"]
            assert not app.screen.query(".-answer")
            assert len(app.screen.query("PassageView")) == 3

    async def test_says_perhaps_of_an_unsure_answer_and_shouts_nothing(self, scripted, app, chat):
        scripted.certainty, scripted.confidence = Certainty.UNSURE, 0.43
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert chat.words(app, ".lead") == ["Perhaps:"]
            assert not looks(app, "The mill had burned", "bold")

    async def test_underlines_the_words_that_answer_wherever_they_stand(self, app, chat):
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert looks(app, "in March", "underline") == looks(app, "in March", "bold") == 2
            assert not looks(app, "The mill had burned", "underline")

    async def test_marks_nothing_where_the_documents_do_not_say(self, scripted, app, chat):
        scripted.certainty = Certainty.NO
        async with app.run_test(size=WIDE) as pilot:
            await chat.ask(pilot, "When did the mill burn?")
            assert "in March" in drawn(app)
            assert not looks(app, "in March", "underline")
            assert not looks(app, "The mill had burned", "bold")

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
            assert "score 1.00 = 0.50 words" in drawn(app)


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
            assert len(app.screen.query(".-answer")) == 1

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
            assert len(app.screen.query(".-answer")) == 1
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

    async def test_space_opens_a_passage_then_what_is_around_it_and_closes_it(
        self, pilot, scripted, chat
    ):
        await pilot.press("3")
        assert chat.words(pilot.app, ".passage-body")[5] == "The town paid half."
        await pilot.press("space")
        before, this = (text for text, _ in scripted.quotes[1:])
        assert chat.words(pilot.app, ".passage-body")[5] == this
        await pilot.press("space")
        body = chat.words(pilot.app, ".passage-body")[5]
        assert body == f"{before}\n\n{this}"
        await pilot.press("space")
        assert chat.words(pilot.app, ".passage-body")[5] == "The town paid half."

    async def test_a_click_chooses_a_passage(self, pilot):
        await pilot.click(list(pilot.app.screen.query("PassageView"))[4])
        assert selected(pilot.app) == [2]

    async def test_y_copies_the_passage_as_it_is_with_its_citation_and_link(self, pilot):
        await pilot.press("2", "y")
        assert pilot.app.clipboard == (
            "The miller rebuilt with stone. It took two years and cost four hundred crowns.\n"
            "— The Price of Bread, After the Fire, paragraph 2\n"
            "bread.txt:7"
        )

    async def test_u_asks_again_without_the_conversation(self, pilot, scripted, chat):
        await pilot.press("G", "u")
        await chat.settle(pilot)
        assert scripted.asked[-1] == ("second", 2, False)

    async def test_u_is_offered_only_where_the_conversation_was_searched_too(self, pilot, scripted):
        await pilot.press("g")
        assert "u" not in pilot.app.screen.active_bindings
        await pilot.press("G")
        assert "u" in pilot.app.screen.active_bindings

    async def test_letters_are_typed_inside_the_line(self, pilot):
        await pilot.press("i", *"gyu1?")
        assert pilot.app.screen.query_one("QuestionInput").value == "gyu1?"
        assert len(pilot.app.screen.query("TurnView")) == 2

    async def test_ctrl_n_keeps_what_is_typed_and_says_so(self, pilot, chat):
        await pilot.press("i", *"half", "ctrl+n")
        assert pilot.app.screen.query_one("QuestionInput").value == "half"
        said = "A new conversation begins; what you typed is still in the line"
        assert chat.confirmed(pilot.app) == said

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
            assert chat.words(app, ".-answer .passage-body") == [safe]
            await pilot.click("PassageView")
            await pilot.press("escape", "y")
            screen = drawn(app)
            assert screen.count("[@click=app.quit]x[/]") >= 4
            assert not set(screen) & set("\x1b\x07\x9b\u202e")
            assert "\x1b" not in app.clipboard
            assert app.is_running

    async def test_a_paste_cannot_steer_the_terminal(self, app, chat):
        from textual.events import Paste

        async with app.run_test(size=WIDE) as pilot:
            app.screen.query_one("QuestionInput").post_message(Paste("one\ntwo\x1b[2J"))
            await pilot.pause()
            assert app.screen.query_one("QuestionInput").value == "one\ntwo\\x1b[2J"
