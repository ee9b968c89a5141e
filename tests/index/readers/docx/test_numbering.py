"""Numbering of Word documents: the numbers that Word shows and no paragraph holds."""

import pytest

from tests.index.readers.docx.packing import blocks, p, package, t


def level(depth, form="decimal", text=None, more=""):
    text = f"%{depth + 1}." if text is None else text
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def kind(*levels, identifier=7):
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def num(identifier, of=7, more=""):
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def start(depth, at):
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{at}"/></w:lvlOverride>'


def item(identifier, depth=0, text="x"):
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identifier}"/></w:numPr>'
    return p(t(text), properties=numbered)


def marks(numbering, *items, **parts):
    found = blocks(package("".join(items), numbering=numbering, **parts))
    return [text.removesuffix("x").strip() for text in found]


class TestCounting:
    def test_lists_of_one_kind_go_on_with_each_other(self):
        numbering = kind(level(0)) + num(1) + num(2)
        assert marks(numbering, item(1), item(1), p(t("between")), item(2)) == [
            "1.", "2.", "between", "3.",
        ]  # fmt: skip

    def test_lists_of_two_kinds_do_not(self):
        numbering = kind(level(0)) + kind(level(0), identifier=8) + num(1) + num(2, of=8)
        assert marks(numbering, item(1), item(2), item(1)) == ["1.", "1.", "2."]

    def test_one_that_says_where_it_begins_begins_there_once(self):
        numbering = kind(level(0)) + num(1) + num(2, more=start(0, 20))
        assert marks(numbering, item(1), item(2), item(2), item(1)) == ["1.", "20.", "21.", "22."]

    def test_deeper_levels_begin_anew_unless_they_say_that_they_do_not(self):
        again = kind(level(0), level(1, text="%2")) + num(1)
        on = kind(level(0), level(1, text="%2", more='<w:lvlRestart w:val="0"/>')) + num(1)
        items = [item(1), item(1, 1), item(1), item(1, 1)]
        assert marks(again, *items) == ["1.", "1", "2.", "1"]
        assert marks(on, *items) == ["1.", "1", "2.", "2"]

    def test_an_item_without_text_counts(self):
        assert marks(kind(level(0)) + num(1), item(1), item(1, text=" "), item(1)) == ["1.", "3."]

    def test_a_list_may_write_a_level_in_its_own_way(self):
        own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
        assert marks(kind(level(0)) + num(1) + num(2, more=own), item(1), item(2)) == ["1.", "B)"]


class TestForms:
    @pytest.mark.parametrize(
        ("form", "shown"),
        [
            ("upperRoman", "IV"), ("lowerLetter", "d"), ("decimalZero", "04"), ("ordinal", "4th"),
            ("cardinalText", "Four"), ("ordinalText", "Fourth"), ("decimalEnclosedCircle", "④"),
            ("none", ""), ("thaiNumbers", "4"),
        ],
    )  # fmt: skip
    def test_a_count_is_written_as_the_list_writes_it(self, form, shown):
        numbering = kind(level(0, form, "§%1")) + num(1, more=start(0, 4))
        assert marks(numbering, item(1)) == [f"§{shown}"]

    def test_leading_zeros_are_shown(self):
        custom = """<mc:AlternateContent xmlns:mc="m"><mc:Choice>
            <w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>
            <mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>"""
        lists = f'<w:lvl w:ilvl="0">{custom}<w:lvlText w:val="%1"/></w:lvl>'
        assert marks(kind(lists) + num(1, more=start(0, 41)), item(1)) == ["041"]

    def test_clauses_of_articles_are_legal_numbers(self):
        levels = [
            level(0, "upperRoman", "Part %1"),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            level(1, "decimal", "%1.%2", '<w:isLgl w:val="0"/>'),
        ]
        for clause, shown in ((1, "4.1"), (2, "IV.1")):
            numbering = kind(levels[0], levels[clause]) + num(1, more=start(0, 4))
            assert marks(numbering, item(1), item(1, 1)) == ["Part IV", shown]

    def test_a_mark_may_be_words_alone(self):
        assert marks(kind(level(0, "none", "Note:")) + num(1), item(1)) == ["Note:"]


class TestStyles:
    def test_a_level_may_belong_to_a_style(self):
        numbering = kind(
            level(0), level(1, "lowerLetter", "%1.%2", '<w:pStyle w:val="Sub"/>')
        ) + num(1)
        numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        styles = f"""<w:style w:styleId="Sub"><w:name w:val="sub"/>{numbered}</w:style>
            <w:style w:styleId="Own"><w:name w:val="own"/><w:basedOn w:val="Sub"/></w:style>"""
        items = [
            item(1),
            *(p(t("x"), properties=f'<w:pStyle w:val="{s}"/>') for s in ("Sub", "Own")),
        ]
        assert marks(numbering, *items, styles=styles) == ["1.", "1.a", "1.b"]

    def test_a_paragraph_may_take_its_style_out_of_the_list(self):
        styles = """<w:style w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
            </w:style>"""
        none = '<w:pStyle w:val="N"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        assert marks(kind(level(0)) + num(1), p(t("x"), properties=none), styles=styles) == [""]

    def test_a_list_may_be_a_style_of_lists(self):
        linked = (
            '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="House"/></w:abstractNum>'
        )
        numbering = linked + kind(level(0, text="(%1)")) + num(1, of=1) + num(2)
        styles = """<w:style w:type="numbering" w:styleId="House"><w:pPr><w:numPr>
            <w:numId w:val="2"/></w:numPr></w:pPr></w:style>"""
        assert marks(numbering, item(1), item(1), styles=styles) == ["(1)", "(2)"]

    def test_styles_of_lists_that_lead_in_a_circle_end(self):
        linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/></w:abstractNum>'
        styles = """<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
            <w:basedOn w:val="A"/></w:style>"""
        assert marks(linked + num(1, of=1), item(1), styles=styles) == ["•"]
