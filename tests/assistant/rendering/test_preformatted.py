"""Code and aligned lines as they stand, in every face."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Certainty, Highlight, Words
from assistant.citations.reanchoring import Reanchored
from assistant.rendering.copied_text import copied_passage
from assistant.rendering.layout import Layout
from assistant.rendering.markdown import session_markdown
from assistant.rendering.preformatted import as_it_stands, indentation
from assistant.rendering.turns import plain_text
from assistant.tui.conversation.quoting import gist, whole

CODE = "if deep:\n    dive(3)  # and a comment that is longer than any line of a narrow terminal is\nend"
TEXT = f"So it is\ndone:\n\n{CODE}\n\nIt ends."
AT = 7


@pytest.fixture
def coded(scripted):
    """Return a turn whose one passage holds code, given what of it is marked."""

    def coded(marked=CODE, words=None, text=TEXT, code=CODE, prefix=""):
        turn = scripted.ask("Who?", k=1)
        (passage,) = turn.answer.passages
        start, first = AT + text.index(marked), AT + text.index(code)
        found = words and AT + text.index(words)
        answer = words and Words(found, found + len(words), words)
        now = replace(
            passage,
            text=text,
            highlight=Highlight(start, start + len(marked), marked, answer),
            preformatted=((first, first + len(code)),),
            citation=replace(
                passage.citation, document="a.md", start=AT, end=AT + len(text), prefix=prefix
            ),
        )
        return replace(turn, answer=replace(turn.answer, passages=(now,)))

    return coded


def printed(turn, **layout):
    """The quote as it is printed, without what stands before and below it."""
    shown = plain_text(turn, Layout(**layout)).split(":\n\n", 1)[1]
    return shown.rsplit("\n    —", 1)[0]


class TestPlainText:
    def test_keeps_lines_and_indentation_between_signs_on_lines_of_their_own(self, coded):
        assert printed(coded()) == (
            "[1] So it is done:\n    »\n    if deep:\n"
            "        dive(3)  # and a comment that is longer than any line of a narrow terminal is\n"
            "    end\n    «\n    It ends."
        )

    def test_sets_no_words_apart_within_it(self, coded):
        assert "        dive(3)  # and" in printed(coded(words="dive(3)"))

    def test_emphasises_them_where_a_terminal_shows_it(self, coded):
        shown = printed(coded(words="dive(3)"), styled=True)
        assert "\x1b[1m    \x1b[0m\x1b[1;4mdive(3)\x1b[0m\x1b[1m  # and" in shown

    def test_marks_one_line_of_it_where_it_stands(self, coded):
        shown = printed(coded(marked="run --all", text="run --all", code="run --all"))
        assert shown == "[1] »run --all«"

    def test_gives_its_first_line_the_indentation_before_the_passage(self, coded):
        body = "go()\n    then()\n  else()"
        turn = coded(marked="then()", text=body, code=body, prefix="if so:\n    ")
        assert printed(turn) == "[1]   go()\n      »then()«\n    else()"

    def test_marks_a_sentence_beside_it(self, coded):
        assert printed(coded(marked="It ends.")).endswith("\n    end\n    »It ends.«")


class TestOtherFaces:
    def test_export_it_between_fences(self, coded):
        exported = session_markdown([Reanchored(coded(), {})], [], lambda _: None)
        assert (
            "> So it is done:\n>\n> ```\n> if deep:\n>     dive(3)  # and a comment that is longer"
            " than any line of a narrow terminal is\n> end\n> ```\n>\n> It ends.\n>\n> [1] —"
        ) in exported

    def test_export_it_between_longer_fences_where_it_has_some(self, coded):
        body = "a\n````\nb"
        turn = coded(marked=body, text=body, code=body)
        exported = session_markdown([Reanchored(turn, {})], [], lambda _: None)
        assert "> `````\n> a\n> ````\n> b\n> `````\n" in exported

    def test_copy_it_as_it_is(self, coded):
        assert copied_passage(coded().answer.passages[0]).startswith(TEXT)

    def test_show_it_with_its_lines_in_the_chat(self, coded):
        (passage,) = coded().answer.passages
        assert "done:\n\nif deep:\n    dive(3)" in whole(passage, Certainty.SURE).plain
        assert gist(passage, Certainty.SURE).plain.startswith("if deep:\n    dive(3)")


class TestLines:
    def test_have_no_margin_that_all_have_and_spaces_for_tabs(self):
        assert as_it_stands(["  a\tb\n\n", "    c  \n"]) == ["a     b\n\n", "  c\n"]

    @given(st.lists(st.text(alphabet="a \t\n", max_size=9), min_size=1, max_size=3))
    def test_stay_as_many_and_lose_no_sign(self, parts):
        made = as_it_stands(parts)
        assert len(made) == len(parts)
        assert [part.split() for part in made] == [part.split() for part in parts]
        assert "".join(made).count("\n") == "".join(parts).count("\n")

    def test_begin_with_what_stands_before_them_on_their_line(self):
        assert indentation("a:\n  \t") == "  \t"
        assert indentation("a: ") == indentation("a\n") == indentation("") == ""
