"""The promise that everything rests on: a passage is where it says it is, and nothing is lost."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.documents import BlockKind
from index.passages.passage import searchable
from index.passages.splitting import split
from index.passages.tokens import TokenCounter
from index.readers.formats import FORMATS

LINES = [
    "A Heading",
    "1. Numbered Heading",
    "# Marked heading",
    "## Another #",
    "Setext\n===",
    "Credit: Somebody, Somewhere",
    "By Jane Doe",
    "Kicker",
    "Repeated Title of the Piece",
    "- an item",
    "> quoted",
    "> # Heading in a quote",
    "```\ncode. More code.\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<div>markup</div>",
    "***",
    "[ref]: http://example.org",
    "---\ntitle: Front\n---",
    "<|endoftext|> and <|fim_prefix|>",
    "Dr. J. R. Smith said: “No.” It cost 3.5 million … at least.",
    "It went on and on and on. " * 12,
    "so it goes " * 90,
    "word" * 300,
    "漢字かな交じり文。" * 30,
    "कहानी बहुत पुरानी है। " * 10,
    "שלום עולם. زلزلة كبيرة؟ \u202eevil\u202c",
    "a\u0301\u0323" * 80,
    "😀👨‍👩‍👧 " * 60,
    "\x00\x01\x1b[31m",
    "\ufffd\u200b\ufeff\u00ad",
    ".",
    "?!",
    "…" * 200,
    "J.\u00a0R.\u3000Smith",
]
BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\r\r", " ", "\n \t\n", "\u2028", "\x85", "\x0c",
          "\n\n\n\n", "\u00a0\n", "\u2029\n\n"]  # fmt: skip


@st.composite
def texts(draw):
    """Documents that look like something, out of lines that each broke some program once."""
    line = st.sampled_from(LINES) | st.text(max_size=40)
    parts = draw(st.lists(st.tuples(line, st.sampled_from(BREAKS)), max_size=14))
    return draw(st.sampled_from(["", "\n\n", "\ufeff"])) + "".join(map("".join, parts))


def documents(text, ending):
    data = text.encode()
    if ending == ".jsonl":
        if not text:
            return []
        record = {"_id": "a", "title": text[:20], "text": text}
        data = json.dumps(record).encode()
    return list(FORMATS[ending].read(data, f"a{ending}").documents)


def assert_exact(document, passages):
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        assert (passage.document, passage.title) == (document.id, document.title)


def assert_complete(document, passages):
    """Every non-blank character lies in one passage, in one heading that is cited, or in metadata."""
    holders = [0] * len(document.text)
    for passage in passages:
        for i in range(passage.start, passage.end):
            holders[i] += 1
    for block in document.blocks:
        if block.kind is BlockKind.METADATA:
            for i in range(block.start, block.end):
                holders[i] = max(holders[i], 1)
        if block.kind is BlockKind.HEADING and not holders[block.start]:
            below = next((p for p in passages if p.start >= block.end), None)
            assert below is not None, f"nobody cites {block}"
            assert (block.label or below.title) in {*below.section, below.title}
            for i in range(block.start, block.end):
                holders[i] += 1
    for char, count in zip(document.text, holders, strict=True):
        assert count == 1 or (char.isspace() and count <= 1)


def assert_sections_are_kept_apart(document, passages):
    """A heading with something under it lies in no passage."""
    said = [block for block in document.blocks if block.kind is not BlockKind.METADATA]
    for heading, following in pairwise(said):
        if heading.kind is BlockKind.HEADING is not following.kind:
            assert all(p.end <= heading.start or p.start >= heading.end for p in passages)


def assert_sentences_are_inside(passages):
    for passage in passages:
        assert passage.sentences
        at = passage.start
        for start, end in passage.sentences:
            assert at <= start < end <= passage.end
            at = end


def assert_all_fit(passages, counter):
    for passage in passages:
        assert counter.tokens(passage.text) <= counter.budget
        assert counter.wordpieces(passage.text) <= counter.window


def assert_in_order(passages):
    for upper, lower in pairwise(passages):
        assert upper.end <= lower.start
        assert upper.paragraph <= lower.paragraph
    assert all(passage.paragraph >= 1 for passage in passages)


class TestEveryText:
    @pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".jsonl"])
    @settings(max_examples=300)
    @given(text=texts())
    @example(text="\ufeff\r\n")
    @example(text="A Heading\n\nAnother\n\nThird")
    @example(text="Credit: A\n\nCredit: B")
    @example(text="Kicker\n\nTitle\n\nKicker\n\nTitle\n\nCredit: A\n\nIt happened.\n\nTitle\n\nEnd")
    @example(text="# A\n## B\n### C\ntext\n# D\n")
    @example(text="\n \n\t\n")
    @example(text="---\ntitle: A\n---\n# A\n\nIt rained.\n")
    @example(text="---\ntitle: A\n---\n")
    @example(text="Title\r\n\r\nOne.\r\nTwo.\rThree.")
    @example(text="so it goes " * 90)
    @example(text="Title\n\n" + "It was so. 0:1. " * 90)
    def test_it_is_divided_exactly_completely_in_order_and_within_both_limits(
        self, encoder, ending, text
    ):
        counter = encoder.counter()
        for document in documents(text, ending):
            passages = split(document, counter)
            assert_exact(document, passages)
            assert_complete(document, passages)
            assert_sections_are_kept_apart(document, passages)
            assert_sentences_are_inside(passages)
            assert_in_order(passages)
            assert_all_fit(passages, counter)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("word and " * 111_112, id="1 MB in one line without a full stop"),
            pytest.param("x" * 200_000, id="200 KB without a space"),
            pytest.param("漢" * 60_000, id="CJK without a space"),
            pytest.param("A Heading\n\n" * 3_000, id="only headings"),
            pytest.param("\n" * 200_000, id="only blank lines"),
            pytest.param("One. " * 20_000, id="20,000 sentences in one line"),
        ],
    )
    def test_a_huge_one_is_divided_like_any_other(self, encoder, text):
        [document] = documents(text, ".txt")
        counter = encoder.counter()
        passages = split(document, counter)
        assert_exact(document, passages)
        assert_complete(document, passages)
        assert_sentences_are_inside(passages)
        assert_all_fit(passages, counter)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("One here." + "\u2003" * 300 + " Two there.", id="wide spaces"),
            pytest.param("One here." + "\n \t" * 1000 + "\nTwo there.", id="blank lines"),
            pytest.param("a" + " " * 20_000 + "b", id="spaces in a sentence"),
        ],
    )
    def test_long_blanks_count_too(self, encoder, text):
        [document] = documents(text, ".txt")
        passages = split(document, encoder.counter())
        assert_exact(document, passages)
        assert_sentences_are_inside(passages)
        assert_all_fit(passages, encoder.counter())


def divided(text, budget=1000, name="a.txt"):
    [document] = FORMATS[Path(name).suffix].read(text.encode(), name).documents
    counter = TokenCounter(lambda piece: len(piece.split()), 1000, budget)
    return split(document, counter)


ONE = "The keeper of the light had served for thirty years when the order came to close it."
TWO = "Storms came early that year, and supplies had to be carried over the ridge by mule."


class TestAWordWithoutEnd:
    def test_is_looked_at_no_farther_than_anybody_asks(self):
        text = "a" * 200_000
        [passage, *_] = divided(text, budget=10)
        assert len(searchable(passage, text)) < 20_000


class TestPassages:
    def test_paragraphs_of_a_section_share_a_passage_while_they_fit(self):
        [passage] = divided(f"{ONE}\n\n{TWO}")
        assert passage.text == f"{ONE}\n\n{TWO}"
        assert passage.sentences == ((0, len(ONE)), (len(ONE) + 2, len(ONE) + 2 + len(TWO)))

    def test_a_heading_ends_a_passage_and_is_cited_by_the_next(self):
        first, second = divided(f"{ONE}\n\nA Long Winter\n\n{TWO}")
        assert (first.text, first.section) == (ONE, ())
        assert (second.text, second.section) == (TWO, ("A Long Winter",))

    def test_paragraphs_are_counted_through_the_document(self):
        first, second = divided(f"{ONE}\n\n{ONE}\n\nA Long Winter\n\n{TWO}")
        assert (first.paragraph, second.paragraph) == (1, 3)

    def test_a_paragraph_that_does_not_fit_is_divided_between_sentences(self):
        text = " ".join(f"Sentence number {n} says nothing new." for n in range(20))
        passages = divided(text, budget=40)
        assert len(passages) > 2
        assert all(p.text.startswith("Sentence") and p.text.endswith("new.") for p in passages)

    def test_divided_paragraphs_leave_no_scrap(self):
        text = " ".join(f"Sentence number {n} says nothing new." for n in range(20))
        lengths = [len(passage.sentences) for passage in divided(text, budget=60)]
        assert max(lengths) - min(lengths) <= 2

    def test_code_is_one_sentence_where_it_fits(self):
        code = "```\nif so:\n    go. Now.\n\nend\n```"
        [passage] = divided(f"Run:\n\n{code}", name="a.md")
        assert [passage.text[a:b] for a, b in passage.sentences][1:] == [code[4:-4]]
        assert passage.preformatted == passage.sentences[1:]

    def test_code_that_does_not_fit_is_divided_at_its_blank_lines_or_else_at_its_lines(self):
        block = "\n".join(f"line {n} of it" for n in range(5))
        long = "\n".join(f"row {n} of it" for n in range(30))
        passages = divided(f"```\n{block}\n\n{block}\n\n{long}\n```", budget=60, name="a.md")
        said = [p.text[a - p.start : b - p.start] for p in passages for a, b in p.sentences]
        assert said == [block, block, *long.split("\n")]
        for passage in passages:
            [[start, end]] = passage.preformatted
            assert "line" not in passage.text[end - passage.start :]
            assert start == passage.start or passage.text.startswith("```")

    def test_a_credit_joins_the_paragraph_beside_it_and_is_no_sentence_of_it(self):
        [passage] = divided(f"Photo by John Smith\n\n{ONE}")
        assert passage.text == f"Photo by John Smith\n\n{ONE}"
        assert passage.sentences == ((21, 21 + len(ONE)),)

    def test_a_text_of_furniture_alone_has_sentences_all_the_same(self):
        [passage] = divided("Credit: Somebody")
        assert passage.sentences == ((0, 16),)

    def test_nested_headings_are_cited_outermost_first(self):
        [document] = FORMATS[".md"].read(b"# A\n\n## B\n\ntext\n\n# C\n\nmore\n", "a.md").documents
        counter = TokenCounter(lambda piece: len(piece.split()), 1000)
        assert [p.section for p in split(document, counter)] == [("A", "B"), ("C",)]

    def test_a_heading_with_nothing_under_it_is_findable_as_text(self):
        [document] = FORMATS[".md"].read(b"# A\n\ntext\n\n# B\n", "a.md").documents
        passages = split(document, TokenCounter(lambda piece: len(piece.split()), 1000))
        assert "# B" in passages[-1].text
        assert [s for p in passages for s in p.sentences] == [(5, 9)]

    def test_a_blank_document_has_no_passage(self):
        assert divided(" \n\n\t") == []
