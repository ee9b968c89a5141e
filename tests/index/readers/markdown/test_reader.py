"""Markdown: structure from the parser, offsets into the file as it is."""

from itertools import pairwise

import pytest

from index.documents import BlockKind
from index.readers.markdown.reader import read

PAGE = """\
---
title: "The Front"
---
# Guide to `quoth` and [links](http://example.org)

Some *text*
on two lines.

- one
- two

Setext
------

| a | b |
|---|---|
| 1 | 2 |

***

```python
# no heading
```

[ref]: http://example.org
"""


def document(text):
    [found] = read(text.encode(), "docs/page.md").documents
    return found


def stretches(found, kind):
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is kind]


class TestMarkdown:
    def test_headings_are_cited_without_their_marks(self):
        headings = [b for b in document(PAGE).blocks if b.kind is BlockKind.HEADING]
        assert [(b.level, b.label) for b in headings] == [
            (1, "Guide to quoth and links"),
            (2, "Setext"),
        ]

    def test_a_heading_block_holds_its_marks(self):
        assert stretches(document(PAGE), BlockKind.HEADING)[1] == "Setext\n------"

    def test_paragraphs_and_items_are_its_body(self):
        assert stretches(document(PAGE), BlockKind.BODY) == [
            "Some *text*\non two lines.",
            "- one",
            "- two",
        ]

    def test_rows_of_tables_are_in_one_piece_each(self):
        assert stretches(document(PAGE), BlockKind.ROW) == ["| 1 | 2 |"]
        assert stretches(document(PAGE), BlockKind.HEADER) == ["| a | b |"]

    def test_a_table_of_a_header_alone_has_a_row(self):
        assert stretches(document("| a | b |\n|---|---|\n\nSo."), BlockKind.ROW) == ["| a | b |"]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("~~~sh\n# no\n  go\n~~~", "# no\n  go"),
            ("- so:\n\n  ```\n  # no\n    go\n  ```", "# no\n    go"),
            ("```\n# no\n\n  go", "# no\n\n  go"),
            ("> ```\n> # no\n> ```", "> # no"),
            ("Run:\n\n    # no\n      go\n", "# no\n      go"),
        ],
    )
    def test_code_is_in_one_piece_without_its_fences(self, text, code):
        assert stretches(document(text), BlockKind.PREFORMATTED) == [code]

    def test_fences_without_code_say_nothing(self):
        found = document("A.\n\n```\n```\n")
        assert stretches(found, BlockKind.FURNITURE) == ["```\n```"]

    def test_front_matter_is_metadata_unless_there_is_nothing_else(self):
        matter = '---\ntitle: "The Front"\n---'
        assert stretches(document(PAGE), BlockKind.METADATA) == [matter]
        assert stretches(document(matter), BlockKind.FURNITURE) == [matter]

    def test_rules_and_references_are_furniture(self):
        assert stretches(document(PAGE), BlockKind.FURNITURE) == [
            "|---|---|",
            "***",
            "```python",
            "```",
            "[ref]: http://example.org",
        ]

    def test_the_title_is_that_of_the_front_matter(self):
        assert document(PAGE).title == "The Front"

    def test_without_front_matter_it_is_the_highest_heading(self):
        assert document("## Second\n\ntext\n\n# First\n\ntext\n").title == "First"

    def test_without_headings_it_is_the_name_of_the_file(self):
        assert document("Only text.").title == "page"

    def test_an_empty_heading_names_nothing(self):
        found = document("#\n\ntext\n")
        assert stretches(found, BlockKind.HEADING) == []
        assert stretches(found, BlockKind.FURNITURE) == ["#"]

    @pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
    def test_offsets_hold_for_every_kind_of_newline(self, newline):
        found = document(PAGE.replace("\n", newline))
        assert stretches(found, BlockKind.HEADING)[1] == f"Setext{newline}------"
        assert stretches(found, BlockKind.BODY)[1:3] == ["- one", "- two"]

    def test_a_nul_and_astral_characters_do_not_move_offsets(self):
        found = document("# A\x00😀\n\nfirst 😀\x00\n\nsecond\n")
        assert stretches(found, BlockKind.BODY) == ["first 😀\x00", "second"]

    def test_marks_that_are_nested_deeply_are_read_like_any_text(self):
        text = "> " * 3000 + "deep"
        found = document(text)
        assert "".join(found.text[b.start : b.end] for b in found.blocks) == text

    def test_brackets_without_end_take_no_quadratic_time(self):
        assert len(document("[a](" * 8000).blocks) == 1


class TestWhoSpeaks:
    @pytest.mark.parametrize(
        "turn", ["**{}** 0:03:12\n\n{}\n\n", "**{}:** {}\n\n", "__{}__ (03:12): {}\n\n"]
    )
    def test_is_a_heading_over_what_is_said(self, turn):
        said = [("Ada", "The van is old."), ("Piet", "I keep it."), ("Ada", "Sell it.")]
        found = document("# Meeting\n\n" + "".join(turn.format(*each) for each in said))
        shown = [
            (block.label, found.text[following.start : following.end])
            for block, following in pairwise(found.blocks)
            if block.kind is BlockKind.SPEAKER
        ]
        assert shown == said

    def test_is_not_told_where_no_name_comes_back(self):
        found = document("**Height:** 4 m\n\n**Weight:** 2 t\n\n**Colour:** red\n")
        assert stretches(found, BlockKind.SPEAKER) == []
