import re
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answering import Certainty
from assistant.citations.anchoring import Anchoring, State
from assistant.citations.reanchoring import Reanchored
from assistant.rendering.markdown import session_markdown

HIGHLIGHTED = st.text(alphabet="ab *_`~[]()<>&#+-=!|\\{}.1;\n", min_size=1).filter(str.strip)


def rendered(markdown):
    """HTML, by a renderer that has links to files as editors have."""
    renderer = MarkdownIt()
    renderer.validateLink = lambda _: True
    return renderer.render(markdown)


def shown(markdown):
    """What a reader of the rendered Markdown sees."""
    html = MarkdownIt().render(markdown)
    html = re.sub(r"</?(?:blockquote|p|strong)>", "", html)
    for name, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("amp", "&")):
        html = html.replace(f"&{name};", char)
    return html.strip()


def markdown_of(turn, anchorings=MappingProxyType({}), url=None):
    """What is exported of a turn, without the title of the chat."""
    now = Reanchored(turn, anchorings)
    return session_markdown([now], [], lambda _: url).removeprefix("# A chat with documents\n\n\n")


class TestTurns:
    def test_quote_with_the_answering_sentence_in_bold(self, scripted):
        assert markdown_of(scripted.ask("Who sleeps?", k=1)) == (
            "## Who sleeps?\n"
            "\n"
            "75% sure:\n"
            "\n"
            "> **The cat sleeps.** It is old.\n"
            ">\n"
            "> [1] — The Farm, Animals, paragraph 1 · farm.txt:1 [0, 26)\n"
        )

    def test_link_to_the_place_in_the_original(self, scripted):
        markdown = markdown_of(scripted.ask("Who sleeps?", k=1), url="file:///farm.txt#L1")
        assert markdown.endswith(" · [farm.txt:1](file:///farm.txt#L1) [0, 26)\n")
        assert '<a href="file:///farm.txt#L1">farm.txt:1</a> [0, 26)' in rendered(markdown)

    @pytest.mark.parametrize("name", ["a[1].txt", "a].txt", "[](.txt", "`a`*b*"])
    def test_link_by_names_that_look_like_markdown(self, scripted, name):
        turn = scripted.ask("Who sleeps?", k=1)
        (passage,) = turn.answer.passages
        citation = replace(passage.citation, link=name)
        answer = replace(turn.answer, passages=(replace(passage, citation=citation),))
        markdown = markdown_of(replace(turn, answer=answer), url="file:///a")
        assert f'<a href="file:///a">{name}</a>' in rendered(markdown)

    def test_say_that_the_documents_do_not_say_and_set_no_sentence_off(self, scripted):
        markdown = markdown_of(scripted.ask("Where is helium?", k=1))
        assert (
            "**The documents do not say.** The nearest passages, 12% likely to answer:\n"
            in markdown
        )
        assert "> The cat sleeps. It is old.\n" in markdown

    @pytest.mark.parametrize(
        ("words", "html"),
        [
            ("cat", "<strong>The <em>cat</em> sleeps.</strong> It"),
            ("The cat", "<strong><em>The cat</em> sleeps.</strong> It"),
            ("sleeps.", "<strong>The cat <em>sleeps.</em></strong> It"),
            ("The cat sleeps.", "<em><strong>The cat sleeps.</strong></em> It"),
        ],
    )
    def test_set_the_words_that_answer_off_in_their_sentence(self, telling, words, html):
        assert html in rendered(markdown_of(telling(words)))

    def test_say_perhaps_and_set_an_unsure_sentence_off_calmly(self, telling):
        markdown = markdown_of(telling("cat", Certainty.UNSURE))
        assert "\n\nPerhaps (38%):\n\n> *The cat sleeps.* It is old.\n" in markdown

    def test_say_what_has_become_of_a_citation(self, scripted):
        turn = scripted.ask("Who sleeps?", k=1)
        citation = turn.answer.passages[0].citation
        markdown = markdown_of(turn, {citation: Anchoring(State.GONE)})
        assert markdown.endswith("farm.txt:1 [0, 26) (gone: it is no longer in the documents)\n")

    def test_of_a_session_follow_each_other_below_its_sources(self, scripted):
        turns = [Reanchored(scripted.ask(q, k=1), {}) for q in ("Who?", "What?")]
        markdown = session_markdown(turns, ["/notes_1"], lambda _: None)
        assert markdown.startswith(
            "# A chat with documents\n\n- /notes\\_1\n\n## Who?\n\n75% sure:\n\n> **"
        )
        assert "[0, 26)\n\n## What?\n" in markdown


class TestQuotes:
    def quoted(self, scripted, text, **changes):
        """What is exported of an answer with one passage that has this text, a line each."""
        turn = scripted.ask("Where is helium?", k=1)
        passage = replace(turn.answer.passages[0], text=text, **changes)
        turn = replace(turn, answer=replace(turn.answer, passages=(passage,)))
        return markdown_of(turn).split(":\n\n", 1)[1].splitlines()

    @given(text=HIGHLIGHTED)
    def test_show_every_character_as_it_is(self, scripted, text):
        quote = "\n".join(self.quoted(scripted, text)[:-2])
        assert shown(quote).split() == text.split()

    def test_name_the_place_of_identical_passages_too(self, scripted):
        twin = replace(scripted.ask("Who?", k=1).answer.passages[0].citation, link="copy.txt:1")
        lines = self.quoted(scripted, "The cat sleeps. It is old.", also=(twin,))
        assert lines[-1] == "> [1] — The Farm, Animals, paragraph 1 · copy.txt:1 [0, 26)"


class TestReplies:
    def test_stand_above_the_passages_a_line_each(self, scripted):
        turn = replace(scripted.ask("hi", k=0), reply="Hello.\n- farm_1.txt")
        assert markdown_of(turn) == "## hi\n\nHello.\\\n\\- farm\\_1.txt\n"
        assert "<br" in rendered(markdown_of(turn))
