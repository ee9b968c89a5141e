"""Passages know their twins and their pages."""

from index.documents import Block, BlockKind, Document
from index.passages import split
from index.tokens import TokenCounter


class TestTwins:
    def test_they_are_the_later_passages_with_the_same_text(self, library):
        table = library.write(a="One.", b="Two.", c="One.", d="One.").refresh().contents.passages
        assert [table.twins(row) for row in range(4)] == [[2, 3], [], [], []]


class TestPages:
    def test_a_passage_is_on_the_page_on_which_it_starts(self):
        text = "One.\n\nTwo.\n\nThree."
        blocks = tuple(Block(BlockKind.BODY, *span) for span in ((0, 4), (6, 10), (12, 18)))
        counter = TokenCounter(lambda part: len(part.split()), window=1, budget=None)
        for pages, expected in [((), [None] * 3), ((0, 6, 6), [1, 3, 3]), ((0, 8), [1, 1, 2])]:
            document = Document("a.pdf", "A", text, blocks, pages)
            passages = split(document, counter)
            assert [passage.text for passage in passages] == ["One.", "Two.", "Three."]
            assert [passage.page for passage in passages] == expected
