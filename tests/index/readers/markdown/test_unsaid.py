"""What a Markdown file does not say: comments and what is struck out are in no passage."""

import pytest

from index.documents import BlockKind
from index.readers.formats import shown
from index.readers.markdown.reader import read


def document(text):
    [found] = read(text.encode(), "docs/page.md").documents
    return found


def said(text):
    found = document(text)
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is not BlockKind.METADATA]


class TestBlocks:
    @pytest.mark.parametrize(
        ("text", "blocks"),
        [
            ("One.\n\n<!-- no -->\n\nTwo.", ["One.", "Two."]),
            ("One.\n\n<!--\nno\n\nno\n-->\n\nTwo.", ["One.", "Two."]),
            ("<!-- no --> One.\n\nTwo. <!-- no --> <!-- no -->", ["One.", "Two."]),
            ("One.\n\n%% no %%\n\nTwo. %%no%%", ["One.", "Two."]),
            ("One.\n\n%%\nno\n\n- no\n\n# no\n%%\n\nTwo.", ["One.", "Two."]),
            ("One\n%%\nno\n%%\ntwo.", ["One", "two."]),
            ("- one\n- ~~no~~\n- [x] ~~no~~\n- two", ["- one", "- two"]),
            ("~~No.~~\n\nTwo.", ["Two."]),
        ],
    )
    def test_comments_and_struck_out_ones_are_not_said(self, text, blocks):
        assert said(text) == blocks

    @pytest.mark.parametrize(
        "text",
        [
            "    <!-- yes -->\n    %% yes %%",
            "    <!-- yes -->",
            "A comment is `<!-- yes -->` in HTML.",
            "It is 5 %% of it, not 6 %% of that.",
            "It grew by ~~ten~~ nine.",
            "About ~9 and ~~8 men.",
            "It <!-- never ends.",
        ],
    )
    def test_what_only_looks_like_it_is(self, text):
        assert said(text) == [text.strip()]

    def test_every_character_is_in_a_block(self):
        text = "One <!-- a --> x. <!-- b -->\n\n%%\nno\n%%\n\n| a | <!-- c --> |\n|---|---|\n\n~~no~~ <!-- d"
        found = document(text)
        held = "".join(found.text[b.start : b.end] for b in found.blocks)
        assert "".join(held.split()) == "".join(text.split())

    @pytest.mark.parametrize(
        "sign", ["<!--", "%%", "~~", "<!-- -->`", "~~a ~~b", "%%a%% ", "a %%b%% "]
    )
    def test_signs_without_end_take_no_quadratic_time(self, sign):
        assert document(sign * 50_000 + "\n").blocks


class TestShown:
    @pytest.mark.parametrize(
        ("text", "seen"),
        [
            ("Shut at ~~ten~~ nine.", "Shut at nine."),
            ("Shut <!-- or so --> at nine. %%check%%", "Shut at nine. "),
            ("Shut at `~~ten~~`.", "Shut at `~~ten~~`."),
            ("H~2~O and ~9", "H~2~O and ~9"),
        ],
    )
    def test_a_quote_is_shown_without_them(self, text, seen):
        assert shown(text, "page.md") == seen


class TestHeadings:
    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("# 10<sup>9</sup> ants", "10^9 ants"),
            ("# H<sub>2</sub>O", "H2O"),
            ("# Shut at ~~ten~~ nine", "Shut at nine"),
        ],
    )
    def test_their_numbers_do_not_change(self, text, label):
        assert document(f"{text}\n\nText.").blocks[0].label == label
