"""Passages know their copies and their pages."""

from index.documents import Block, BlockKind, Document
from index.passages.headings import heading_of
from index.passages.passage import searchable
from index.passages.splitting import split
from index.passages.tokens import TokenCounter
from index.upkeep.refreshing import refresh


class TestCopies:
    def test_they_are_the_other_passages_with_the_same_text(self, shelf):
        table = shelf.write(a="One.", b="Two.", c="One.", d="One.").index().contents.passages
        assert [table.copies(row) for row in range(4)] == [
            [2, 3], [], [0, 3], [0, 2]
        ]  # fmt: skip


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


class TestTables:
    def test_a_passage_knows_the_header_that_stands_before_it(self):
        rows = tuple(Block(BlockKind.ROW, *span) for span in ((8, 13), (14, 19)))
        blocks = (Block(BlockKind.HEADER, 0, 7), *rows)
        counter = TokenCounter(lambda part: len(part.split()), window=6, budget=None)
        document = Document("a.html", "A", "a  | bc\n1 | 2\n3 | 4", blocks)
        passages = split(document, counter)
        assert [passage.header for passage in passages] == ["", "a | bc"]
        assert [passage.sentences for passage in passages] == [((8, 13),), ((14, 19),)]
        assert heading_of(passages[1]) == "A: a | bc"
        assert "bc" in searchable(passages[1])

    def test_they_are_stored(self, shelf):
        shelf.write(a="One.")
        (shelf.folder / "b.md").write_text("| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8")
        [table] = list(shelf.index().contents.passages)[1].tables
        assert (table.header, table.start, table.end) == ((0, 9), 20, 29)


class TestPreformatted:
    def test_a_passage_knows_where_its_lines_say_something(self, shelf):
        text = "# A\n\nRun this:\n\n```\nif so:\n  go\n```\n\n# B\n\nNo code.\n"
        shelf.write(a="One.")
        (shelf.folder / "b.md").write_text(text, encoding="utf-8")
        coded, plain = list(shelf.index().contents.passages)[1:]
        [[start, end]] = coded.preformatted
        assert text[start:end] == "if so:\n  go"
        assert plain.preformatted == ()


class TestOrigins:
    def origins(self, shelf, *sources):
        index = refresh(shelf.store, sources, lambda _: shelf.encoder, model="fake")
        return {entry.id: entry.origin for entry in index.contents.passages.documents}

    def corpus(self, folder, *ids):
        folder.mkdir(parents=True, exist_ok=True)
        lines = "\n\n".join(f'{{"_id": "{name}", "text": "A text of {name}."}}' for name in ids)
        (folder / "corpus.jsonl").write_text(lines + "\n", encoding="utf-8")

    def test_are_the_file_and_the_line_of_a_document_that_shares_its_file(self, shelf):
        self.corpus(shelf.write(a="One.").folder / "deep", "x", "y")
        assert self.origins(shelf, shelf.folder) == {
            "a.txt": "",
            "x": "deep/corpus.jsonl:1",
            "y": "deep/corpus.jsonl:3",
        }

    def test_have_the_names_of_their_sources_where_files_are_called_alike(self, shelf):
        first, second = shelf.folder / "first", shelf.folder / "second"
        self.corpus(first, "x")
        self.corpus(second, "x", "y")
        assert self.origins(shelf, first, second / "corpus.jsonl") == {
            "first/x": "first/corpus.jsonl:1",
            "corpus.jsonl/x": "corpus.jsonl:1",
            "corpus.jsonl/y": "corpus.jsonl:3",
        }

    def test_are_part_of_what_answers_depend_on(self, shelf):
        shelf.write()
        self.corpus(shelf.folder, "x")
        before = shelf.index().manifest.fingerprint
        (shelf.folder / "corpus.jsonl").rename(shelf.folder / "renamed.jsonl")
        assert shelf.index().manifest.fingerprint != before
