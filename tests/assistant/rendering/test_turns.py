from dataclasses import replace

from assistant.answering import Certainty, Citation
from assistant.conversation import Exchange
from assistant.rendering.layout import Layout
from assistant.rendering.turns import plain_text

CAT = """\
[1] »The cat sleeps.« It is old.
    — The Farm, Animals, paragraph 1 · farm.txt:1 [0, 26)"""


def with_first(turn, **changes):
    first, *rest = turn.answer.passages
    passages = (replace(first, **changes), *rest)
    return replace(turn, answer=replace(turn.answer, passages=passages))


class TestPlainText:
    def test_numbers_passages_marks_the_sentence_that_answers_and_cites(self, scripted):
        assert plain_text(scripted.ask("Who sleeps?", k=1), Layout()) == CAT

    def test_puts_a_blank_line_between_passages(self, scripted):
        text = plain_text(scripted.ask("Who sleeps?", k=2), Layout())
        assert text.split("\n\n")[0] == CAT
        assert text.split("\n\n")[1].startswith("[2] »The dog barks.«")

    def test_wraps_to_the_width_below_the_number(self, scripted):
        assert plain_text(scripted.ask("Who sleeps?", k=1), Layout(width=24)) == (
            "[1] »The cat sleeps.« It\n"
            "    is old.\n"
            "    — The Farm, Animals,\n"
            "    paragraph 1\n"
            "    farm.txt:1 [0, 26)"
        )

    def test_emphasises_in_bold_where_a_terminal_shows_it(self, scripted):
        text = plain_text(scripted.ask("Who sleeps?", k=1), Layout(styled=True))
        assert text.startswith("[1] \x1b[1mThe cat sleeps.\x1b[0m It is old.\n")

    def test_says_that_the_documents_do_not_say_and_labels_the_nearest(self, scripted):
        assert plain_text(scripted.ask("Where is helium?", k=1), Layout()) == (
            "The documents do not say.\n\nThe nearest passages:\n\n"
            + CAT.translate({187: "", 171: ""})
        )

    def test_says_what_was_searched_where_something_was_carried_over(self, scripted):
        text = plain_text(scripted.ask("And why?", [Exchange("Does the dog bark?")], k=1), Layout())
        assert text == f"searched for: And why? (carried over: dog, bark)\n\n{CAT}"

    def test_explains_when_asked_to(self, scripted):
        text = plain_text(scripted.ask("Who?", k=1), Layout(explain=True))
        assert text == f"{CAT}\n    why: score 1.00 = 1.00 words; shares cat"

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
        text = "One.\nTwo.\n\n  Three."
        turn = with_first(scripted.ask("Who?", k=1), text=text)
        shown = plain_text(
            replace(turn, answer=replace(turn.answer, certainty=Certainty.NO)), Layout()
        )
        assert "[1] One. Two.\n    Three.\n" in shown
