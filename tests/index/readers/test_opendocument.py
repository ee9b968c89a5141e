"""OpenDocument, packed by hand as LibreOffice does it."""

import io
import zipfile

import pytest

from index.cells import cells_at
from index.errors import SourceError
from tests.index.readers.blocks_of import blocks, document

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "style", "text", "table", "draw", "presentation", "fo")
)
STYLES = """
<style:style style:name="P1" style:parent-style-name="Title"/>
<style:style style:name="P2" style:parent-style-name="Preformatted_20_Text"/>
<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2"><style:text-properties style:text-line-through-style="solid"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a"
 style:num-suffix=")"/></text:list-style>
"""


def packed(body, **parts):
    data = io.BytesIO()
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def text_of(*elements):
    return packed(f"<office:text>{''.join(elements)}</office:text>")


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


class TestAText:
    def test_has_its_title_headings_and_paragraphs(self):
        found = document(
            text_of(
                p("The Mill", "P1"),
                '<text:h text:outline-level="2">After the fire</text:h>',
                p("It burned<text:s text:c='2'/>in<text:tab/>1911."),
                p("mill<text:line-break/>  road", "P2"),
            ),
            "a.odt",
        )
        assert found.title == "The Mill"
        assert blocks(found) == [
            "# The Mill",
            "## After the fire",
            "It burned in 1911.",
            "` mill\n  road",
        ]

    def test_lists_have_their_marks(self):
        inner = f"<text:list><text:list-item>{p('wheel')}</text:list-item></text:list>"
        items = f"<text:list-item>{p('Stone')}{inner}</text:list-item><text:list-item>{p('Wood')}"
        found = text_of(f'<text:list text:style-name="L1">{items}</text:list-item></text:list>')
        assert blocks(document(found, "a.odt")) == ["1. Stone", "a) wheel", "2. Wood"]

    def test_raised_signs_stay_apart_and_what_is_struck_out_is_left_out(self):
        text = '10<text:span text:style-name="T1">6</text:span> bags'
        struck = '<text:span text:style-name="T2">not </text:span>'
        found = document(text_of(p(f"It is {struck}{text}.")), "a.odt")
        assert blocks(found) == ["It is 10^6 bags."]

    def test_notes_and_boxes_stand_behind_their_paragraph_and_comments_nowhere(self):
        note = (
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            f"{p('By lightning.')}</text:note-body></text:note>"
        )
        box = f"<draw:frame><draw:text-box>{p('Aside.')}</draw:text-box></draw:frame>"
        comment = f"<office:annotation>{p('Check!')}</office:annotation>"
        found = document(text_of(p(f"It burned.{note}{comment}{box}")), "a.odt")
        assert blocks(found) == ["It burned.[1]", "[1] By lightning.", "Aside."]

    def test_tables_are_rows_and_deleted_text_and_contents_are_left_out(self):
        row = "".join(
            f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in ("Stone", "900")
        )
        found = document(
            text_of(
                f"<text:tracked-changes>{p('old')}</text:tracked-changes>",
                f"<text:table-of-content>{p('Mill 3')}</text:table-of-content>",
                f"<table:table><table:table-row>{row}</table:table-row></table:table>",
            ),
            "a.odt",
        )
        assert blocks(found) == ["| Stone | 900"]


class TestASheet:
    def test_has_a_section_and_its_rows_as_they_are_shown(self):
        cell = f'<table:table-cell office:value="0.5">{p("50 %")}</table:table-cell>'
        empty = '<table:table-cell table:number-columns-repeated="1000"/>'
        rest = f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
        body = (
            '<office:spreadsheet><table:table table:name="Costs"><table:table-row>'
            f"<table:table-cell>{p('Share')}</table:table-cell>{cell}{empty}</table:table-row>{rest}"
            "</table:table></office:spreadsheet>"
        )
        assert blocks(document(packed(body), "a.ods")) == ["# Costs", "| Share | 50 %"]

    def test_says_where_its_rows_stand_behind_empty_ones_that_are_counted(self):
        row = f"<table:table-cell/><table:table-cell>{p('Share')}</table:table-cell>"
        body = (
            '<office:spreadsheet><table:table table:name="Costs">'
            '<table:table-row table:number-rows-repeated="100"><table:table-cell/></table:table-row>'
            f"<table:table-row>{row}</table:table-row></table:table></office:spreadsheet>"
        )
        found = document(packed(body), "a.ods")
        assert cells_at(found.cells, found.text, found.text.index("Share")) == "B101"

    def test_says_in_each_row_and_column_what_a_merged_cell_covers(self):
        def cell(text, spans=""):
            return f"<table:table-cell {spans}>{p(text)}</table:table-cell>"

        covered = "<table:covered-table-cell/>"
        wide, high = (f'table:number-{sort}-spanned="2"' for sort in ("columns", "rows"))
        rows = (
            "<table:table-cell/>" + cell("Crowns", wide) + covered,
            cell("Part") + cell("2020") + cell("2021"),
            cell("Wheel", high) + cell("1") + cell("2"),
            covered + cell("3") + cell("4"),
        )
        made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        body = f'<office:spreadsheet><table:table table:name="Costs">{made}</table:table></office:spreadsheet>'
        assert [each.lstrip("|") for each in blocks(document(packed(body), "a.ods"))][1:] == [
            " | Crowns | Crowns",
            " Part | 2020 | 2021",
            " Wheel | 1 | 2",
            " Wheel | 3 | 4",
        ]


class TestSlides:
    def test_are_sections_with_their_text_and_notes(self):
        def frame(text, kind):
            box = f"<draw:text-box>{p(text)}</draw:text-box>"
            return f'<draw:frame presentation:class="{kind}">{box}</draw:frame>'

        body = (
            f"<office:presentation><draw:page>{frame('The mill', 'title')}"
            f"{frame('It burned in 1911.', 'outline')}"
            f"<presentation:notes>{frame('Thank them.', 'notes')}</presentation:notes>"
            "</draw:page></office:presentation>"
        )
        assert blocks(document(packed(body), "a.odp")) == [
            "# Slide 1: The mill",
            "It burned in 1911.",
            "## Notes",
            "Thank them.",
        ]


class TestWhatIsNone:
    @pytest.mark.parametrize(
        "data",
        [
            b"nothing",
            packed("", **{"META-INF/manifest.xml": "<x><encryption-data/></x>"}),
            packed("<office:text>"),
            text_of('<text:h text:outline-level="x">Not</text:h>')[:200],
        ],
        ids=["text", "encrypted", "broken", "cut off"],
    )
    def test_is_refused(self, data):
        with pytest.raises(SourceError):
            document(data, "a.odt")

    def test_numbers_that_are_none_count_as_one(self):
        data = text_of('<text:h text:outline-level="x">Mill</text:h>', p("a<text:s text:c='y'/>b"))
        assert blocks(document(data, "a.odt")) == ["# Mill", "a b"]
