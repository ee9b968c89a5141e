from dataclasses import replace

import pytest

from assistant.answering import Certainty, Citation
from assistant.conversation import Exchange
from assistant.rendering.layout import Layout
from assistant.rendering.turns import plain_text

SURE = "75% sure:\n\n"
CAT = """\
[1] »The cat sleeps.« It is old.
    — The Farm, Animals, paragraph 1 · farm.txt:1 [0, 26)"""


def with_first(turn, **changes):
    first, *rest = turn.answer.passages
    passages = (replace(first, **changes), *rest)
    return replace(turn, answer=replace(turn.answer, passages=passages))


class TestPlainText:
    def test_numbers_passages_marks_the_sentence_that_answers_and_cites(self, scripted):
        assert plain_text(scripted.ask("Who sleeps?", k=1), Layout()) == SURE + CAT

    def test_puts_a_blank_line_between_passages(self, scripted):
        text = plain_text(scripted.ask("Who sleeps?", k=2), Layout()).removeprefix(SURE)
        assert text.split("\n\n")[0] == CAT
        assert text.split("\n\n")[1].startswith("[2] »The dog barks.«")

    def test_wraps_to_the_width_below_the_number(self, scripted):
        assert plain_text(scripted.ask("Who sleeps?", k=1), Layout(width=24)) == (
            f"{SURE}[1] »The cat sleeps.« It\n"
            "    is old.\n"
            "    — The Farm, Animals,\n"
            "    paragraph 1\n"
            "    farm.txt:1 [0, 26)"
        )

    def test_emphasises_in_bold_where_a_terminal_shows_it(self, scripted):
        text = plain_text(scripted.ask("Who sleeps?", k=1), Layout(styled=True))
        assert text.startswith(f"{SURE}[1] \x1b[1mThe cat sleeps.\x1b[0m It is old.\n")

    def test_says_that_the_documents_do_not_say_and_labels_the_nearest(self, scripted):
        assert plain_text(scripted.ask("Where is helium?", k=1), Layout()) == (
            "The documents do not say.\n\nThe nearest passages, 12% likely to answer:\n\n"
            + CAT.translate({187: "", 171: ""})
        )

    def test_says_what_was_searched_where_something_was_carried_over(self, scripted):
        text = plain_text(scripted.ask("And why?", [Exchange("Does the dog bark?")], k=1), Layout())
        assert text == f"also searched for: dog, bark\n\n{SURE}{CAT}"

    def test_explains_when_asked_to(self, scripted):
        text = plain_text(scripted.ask("Who?", k=1), Layout(explain=True))
        assert text == f"{SURE}{CAT}\n    why: score 1.00 = 1.00 words; shares cat"

    def test_explains_what_reading_found(self, scripted):
        turn = with_first(scripted.ask("Who?", k=1), read=0.873)
        text = plain_text(turn, Layout(explain=True, width=120))
        assert text.endswith("shares cat; by reading, 87% likely to answer")

    def test_says_that_a_document_has_changed(self, scripted):
        turn = scripted.ask("Who?", k=1)
        citation = replace(turn.answer.passages[0].citation, intact=False)
        text = plain_text(with_first(turn, citation=citation), Layout(width=120))
        assert text.endswith("farm.txt:1 [0, 26) (the document has changed since it was indexed)")

    def test_names_the_page_where_there_are_pages(self, scripted):
        turn = scripted.ask("Who?", k=1)
        citation = replace(turn.answer.passages[0].citation, page=4, section=None)
        text = plain_text(with_first(turn, citation=citation), Layout())
        assert text.endswith("— The Farm, paragraph 1, page 4 · farm.txt:1 [0, 26)")

    def test_names_the_page_of_the_sentence_and_what_the_document_calls_it(self, scripted):
        turn = scripted.ask("Who?", k=1)
        citation = replace(
            turn.answer.passages[0].citation, page=4, marked_page=5, page_label="iv", section=None
        )
        text = plain_text(with_first(turn, citation=citation), Layout())
        assert "— The Farm, paragraph 1, page 5 (“iv”) · " in text

    def test_lets_nothing_through_that_steers_a_terminal(self, scripted):
        turn = scripted.ask("Who?", k=1)
        evil = "\x1b]0;owned\x07 [red]\u202eabc"
        citation = Citation(1, evil, evil, evil, 1, None, 0, len(evil), "", "", "")
        highlight = replace(turn.answer.passages[0].highlight, start=0, end=5)
        turn = with_first(turn, text=evil, citation=citation, highlight=highlight)
        for layout in (Layout(width=400), Layout(width=400, explain=True)):
            text = plain_text(turn, layout)
            assert text.count("[red]") == 4
            assert not {"\x1b", "\x07", "\u202e"} & set(text)

    def test_keeps_paragraphs_and_joins_broken_lines(self, scripted):
        text = (
            "It rained all day, and nobody who lived in the\nvillage went out before it ended.\n"
            "Two.\n\n  Three."
        )
        turn = with_first(scripted.ask("Who?", k=1), text=text)
        shown = plain_text(
            replace(turn, answer=replace(turn.answer, certainty=Certainty.NO)), Layout()
        )
        assert (
            "[1] It rained all day, and nobody who lived in the village went out before it\n"
            "    ended.\n    Two.\n    Three.\n"
        ) in shown


class TestCertainty:
    def test_an_unsure_answer_is_said_to_be_one_and_not_emboldened(self, telling):
        turn = telling("cat", Certainty.UNSURE)
        assert plain_text(turn, Layout()) == f"Perhaps (38%):\n\n{CAT}"
        text = plain_text(turn, Layout(styled=True))
        assert "[1] \x1b[3mThe cat sleeps.\x1b[0m It is old.\n" in text

    def test_what_the_documents_never_mention_is_said_before(self, telling):
        for certainty, said in (
            (Certainty.SURE, "Mind that the documents never mention Ada.\n\n75% sure:\n"),
            (Certainty.UNSURE, "Mind that the documents never mention Ada.\n\nPerhaps (38%):\n"),
            (Certainty.NO, "The documents do not say. They never mention Ada.\n\nThe nearest"),
        ):
            turn = telling("cat", certainty)
            turn = replace(turn, answer=replace(turn.answer, unmentioned=("Ada",)))
            assert plain_text(turn, Layout()).startswith(said)

    def test_nothing_is_certain_of_no_passages(self, scripted):
        assert plain_text(scripted.ask("Where is helium?", k=0), Layout()) == (
            "The documents do not say."
        )


class TestWords:
    @pytest.mark.parametrize(
        ("words", "marked"),
        [
            ("cat", "»The ›cat‹ sleeps.« It"),
            ("The cat", "»›The cat‹ sleeps.« It"),
            ("sleeps.", "»The cat ›sleeps.‹« It"),
            ("The cat sleeps.", "»›The cat sleeps.‹« It"),
        ],
    )
    def test_that_answer_stand_in_signs_inside_their_sentence(self, telling, words, marked):
        assert plain_text(telling(words), Layout()).startswith(f"{SURE}[1] {marked} is old.\n")

    def test_are_underlined_where_a_terminal_shows_it(self, telling):
        text = plain_text(telling("cat"), Layout(styled=True))
        bold, words, plain = "\x1b[1m", "\x1b[1;4m", "\x1b[0m"
        assert text.startswith(
            f"{SURE}[1] {bold}The {plain}{words}cat{plain}{bold} sleeps.{plain} It is old.\n"
        )

    def test_have_other_signs_where_the_passage_has_those(self, telling):
        turn = with_first(telling("cat"), text="The cat sleeps. › No.")
        assert "[1] ⟪The ⟨cat⟩ sleeps.⟫ › No.\n" in plain_text(turn, Layout())

    @pytest.mark.parametrize(("read", "shown"), [(0.6, "›cat‹"), (0.4, "cat"), (None, "cat")])
    def test_of_a_later_passage_stand_out_where_reading_finds_them_likely(
        self, telling, read, shown
    ):
        turn = telling("cat", rank=2, read=read)
        assert f"»The {shown} sleeps.«" in plain_text(turn, Layout())

    def test_inside_a_link_leave_it_one(self, telling):
        turn = telling("The cat")
        first = turn.answer.passages[0]
        text = "[The cat](cat.md) sleeps."
        words = replace(first.highlight.answer, start=1, end=8)
        highlight = replace(first.highlight, end=len(text), text=text, answer=words)
        citation = replace(first.citation, document="farm.md", end=len(text))
        turn = with_first(turn, text=text, highlight=highlight, citation=citation)
        assert "[1] »›The cat‹ sleeps.«\n" in plain_text(turn, Layout())


class TestReplies:
    def test_stand_in_place_of_how_certain_an_answer_is(self, scripted):
        turn = replace(scripted.ask("hi", k=0), reply="Hello.\n- farm.txt\x1b[31m")
        assert plain_text(turn, Layout()) == "Hello.\n- farm.txt\\x1b[31m"

    def test_stand_above_it_where_more_was_found(self, scripted):
        turn = replace(scripted.ask("tell me more", k=1), reply="What stands around:")
        assert plain_text(turn, Layout()).startswith("What stands around:\n\n75% sure:\n\n[1] ")

    def test_say_what_the_passages_are_where_nothing_answers(self, scripted):
        turn = replace(scripted.ask("more helium", k=1), reply="The next:")
        assert plain_text(turn, Layout()).startswith("The next:\n\n[1] The cat sleeps.")
