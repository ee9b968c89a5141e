from dataclasses import replace

from assistant.answering import Certainty
from assistant.citations.anchoring import Anchoring, State
from assistant.rendering.copied_text import copied_passage, copied_turn

CAT = """\
The cat sleeps. It is old.
— The Farm, Animals, paragraph 1
farm.txt:1"""


class TestPassages:
    def test_are_their_text_with_the_citation_and_the_link_beneath(self, scripted):
        (passage,) = scripted.ask("Who sleeps?", k=1).answer.passages
        assert copied_passage(passage) == CAT

    def test_keep_every_character_and_line(self, scripted):
        (passage,) = scripted.ask("Who sleeps?", k=1).answer.passages
        text = "# *One* | [a](b)\n\n    two_three\n&c."
        assert copied_passage(replace(passage, text=text)).startswith(f"{text}\n— The Farm")

    def test_name_the_document_where_there_is_no_link(self, scripted):
        (passage,) = scripted.ask("Who sleeps?", k=1).answer.passages
        citation = replace(passage.citation, document="farm.docx", link=None)
        assert copied_passage(replace(passage, citation=citation)).endswith("\nfarm.docx")

    def test_name_every_place_where_the_same_words_stand(self, scripted):
        (passage,) = scripted.ask("Who sleeps?", k=1).answer.passages
        twin = replace(passage.citation, title="Copy", link="copy.txt:7")
        copied = copied_passage(replace(passage, also=(twin,)))
        assert copied == f"{CAT}\n— Copy, Animals, paragraph 1\ncopy.txt:7"

    def test_say_what_has_become_of_them(self, scripted):
        (passage,) = scripted.ask("Who sleeps?", k=1).answer.passages
        gone = {passage.citation: Anchoring(State.GONE)}
        assert copied_passage(passage, gone) == f"{CAT}\n(gone: it is no longer in the documents)"
        changed = replace(passage, citation=replace(passage.citation, intact=False))
        assert copied_passage(changed).endswith("\n(the document has changed since it was indexed)")

    def test_hold_nothing_that_steers_a_terminal(self, scripted):
        (passage,) = scripted.ask("Who sleeps?", k=1).answer.passages
        evil = "\x1b]0;owned\x07\u202e"
        citation = replace(passage.citation, title=evil, link=evil)
        copied = copied_passage(replace(passage, text=evil, citation=citation))
        assert not {"\x1b", "\x07", "\u202e"} & set(copied)


class TestTurns:
    def test_are_the_question_and_all_passages(self, scripted):
        assert copied_turn(scripted.ask("Who sleeps?", k=2)) == (
            f"Who sleeps?\n\n75% sure:\n\n[1] {CAT}\n\n"
            "[2] The dog barks. It is loud.\n— The Farm, Animals, paragraph 2\nfarm.txt:3"
        )

    def test_say_that_the_documents_do_not_say(self, scripted):
        assert copied_turn(scripted.ask("Where is helium?", k=1)) == (
            "Where is helium?\n\nThe documents do not say.\n\n"
            f"The nearest passages, 12% likely to answer:\n\n[1] {CAT}"
        )

    def test_name_the_words_that_answer_and_leave_the_quote_as_it_is(self, telling):
        assert copied_turn(telling("The cat")) == (
            f"Who sleeps?\n\n75% sure: “The cat”\n\n[1] {CAT}"
        )

    def test_name_none_of_an_unsure_answer(self, telling):
        turn = telling("The cat", Certainty.UNSURE)
        assert copied_turn(turn) == f"Who sleeps?\n\nPerhaps (38%):\n\n[1] {CAT}"


class TestReplies:
    def test_are_copied_with_their_lines(self, scripted):
        turn = replace(scripted.ask("hi", k=0), reply="Hello.\n- farm.txt")
        assert copied_turn(turn) == "hi\n\nHello.\n- farm.txt"
