"""A passage as a part of an answer: the page and the header of the sentence that is marked."""

from dataclasses import replace

from assistant.answering import CitedDocument, quote
from index.documents import Table
from index.passages.passage import Passage
from index.search.scored_passage import ScoredPassage

TEXT = "It rained. | a | b |\n| 1 | 2 |"
DOCUMENT = CitedDocument(TEXT, "", True, "", (0, 11, 21), ("i", "2", "A-1"))
PASSAGE = Passage(
    "a.pdf", "A", 0, 30, TEXT, (), 1, ((0, 10), (21, 30)), page=1, tables=(Table((11, 20), 21, 30),)
)


def quoted(sentence, passage=PASSAGE, document=DOCUMENT, **also):
    scored = ScoredPassage(passage, 1.0, sentence, (), **also)
    return quote(scored, 1, document, lambda _: document, answers=True)


class TestPages:
    def test_are_those_of_the_passage_and_of_its_sentence(self):
        cited = quoted((21, 30)).citation
        assert (cited.page, cited.marked_page, cited.page_label) == (1, 3, "A-1")
        assert cited.link == "a.pdf#page=3"

    def test_have_a_label_where_that_is_not_their_number(self):
        assert quoted((0, 10)).citation.page_label == "i"
        assert quoted((11, 20)).citation.page_label is None

    def test_of_the_same_words_elsewhere_are_told_too(self):
        copy = replace(PASSAGE, document="b.pdf")
        [cited] = quoted((21, 30), also=(copy,)).also
        assert (cited.document, cited.link) == ("b.pdf", "b.pdf#page=3")

    def test_are_none_where_there_are_none(self):
        document = CitedDocument(TEXT, "", True)
        cited = quoted((21, 30), replace(PASSAGE, document="a.txt", page=None), document).citation
        assert (cited.marked_page, cited.page_label, cited.link) == (None, None, "a.txt:2")


class TestHeaders:
    def test_are_those_of_rows_alone(self):
        assert quoted((21, 30)).highlight.header.text == "| a | b |"
        assert quoted((0, 10)).highlight.header is None


class TestSubtitles:
    TEXT = "The owl sat\n\n2\n00:00:05,000 --> 00:00:10,500\nstill on a branch."

    def highlight(self, answer):
        end = len(self.TEXT)
        passage = Passage("a.srt", "A", 0, end, self.TEXT, (), 1, ((0, end),))
        document = CitedDocument(self.TEXT, "", True)
        return quoted((0, end), passage, document, answer=answer).highlight

    def test_are_marked_where_the_words_stand_that_answer(self):
        owl = self.TEXT.index("owl")
        first = self.highlight((owl, owl + 3))
        assert (first.text, first.answer.text) == ("The owl sat", "owl")
        assert self.highlight((owl, len(self.TEXT))).answer.text == "still on a branch."
