import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.citation_state import Finding, State
from assistant.markdown import passage_markdown, session_markdown, turn_markdown
from assistant.reanchoring import Reanchored

HIGHLIGHTED = st.text(alphabet="ab *_`~[]()<>&#+-=!|\\{}.1;\n", min_size=1).filter(str.strip)


def shown(markdown):
    """What a reader of the rendered Markdown sees."""
    html = MarkdownIt().render(markdown)
    html = re.sub(r"</?(?:blockquote|p|strong)>", "", html)
    for name, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("amp", "&")):
        html = html.replace(f"&{name};", char)
    return html.strip()


class TestTurns:
    def test_quote_with_the_answering_sentence_in_bold(self, scripted):
        assert turn_markdown(scripted.ask("Who sleeps?", k=1)) == (
            "## Who sleeps?\n"
            "\n"
            "> **The cat sleeps.** It is old.\n"
            ">\n"
            "> [1] — The Farm, Animals, paragraph 1 · farm.txt [0, 26)\n"
        )

    def test_say_that_the_documents_do_not_say_and_set_no_sentence_off(self, scripted):
        markdown = turn_markdown(scripted.ask("Where is helium?", k=1))
        assert "**The documents do not say.** The nearest passages:\n" in markdown
        assert "> The cat sleeps. It is old.\n" in markdown

    def test_say_what_has_become_of_a_citation(self, scripted):
        turn = scripted.ask("Who sleeps?", k=1)
        citation = turn.answer.passages[0].citation
        markdown = turn_markdown(turn, {citation: Finding(State.GONE)})
        assert markdown.endswith("farm.txt [0, 26) (gone: it is no longer in the documents)\n")

    def test_of_a_session_follow_each_other_below_its_sources(self, scripted):
        turns = [Reanchored(scripted.ask(q, k=1), {}) for q in ("Who?", "What?")]
        markdown = session_markdown(turns, ["/notes_1"])
        assert markdown.startswith("# A chat with documents\n\n- /notes\\_1\n\n## Who?\n\n> **")
        assert "[0, 26)\n\n## What?\n" in markdown


class TestQuotes:
    def quoted(self, scripted, text):
        (passage,) = scripted.ask("Who?", k=1).answer.passages
        return replace(passage, text=text)

    @given(text=HIGHLIGHTED)
    def test_show_every_character_as_it_is(self, scripted, text):
        first = passage_markdown(self.quoted(scripted, text)).splitlines()
        quote = "\n".join(first[:-2])
        assert shown(quote).split() == text.split()

    def test_name_the_place_of_identical_passages_too(self, scripted):
        passage = self.quoted(scripted, "The cat sleeps. It is old.")
        twin = replace(passage.citation, document="copy.txt")
        lines = passage_markdown(replace(passage, also=(twin,))).splitlines()
        assert lines[-1] == "> [1] — The Farm, Animals, paragraph 1 · copy.txt [0, 26)"
