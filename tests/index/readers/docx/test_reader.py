"""DOCX: what a reader of the document sees, with all tracked changes accepted."""

import io
import zipfile

import docx as python_docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement

from index.documents import BlockKind
from index.errors import SourceError
from index.readers import archive as archive_of
from tests.index.readers.docx.packing import STRICT, W, blocks, document, p, package, relations, t


def saved(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


class TestParagraphs:
    def test_runs_are_joined_and_white_space_is_one_space(self):
        body = p(
            t("One "), t("and  two"), "<w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r>"
        )
        assert blocks(package(body)) == ["One and two tab\nline"]

    def test_the_strict_form_of_the_format_is_read_too(self):
        assert blocks(package(p(t("One.")), STRICT)) == ["One."]

    def test_links_controls_and_fields_show_their_text_and_not_their_code(self):
        body = p(
            f"<w:hyperlink>{t('a link')}</w:hyperlink>",
            f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{t(' in it')}</w:sdtContent></w:sdt>",
            "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>",
            t(" 7"),
        )
        assert blocks(package(body)) == ["a link in it 7"]

    def test_hidden_text_and_comments_are_left_out(self):
        body = p(t("Seen", "<w:vanish w:val='0'/>"), t(" hidden", "<w:vanish/>"))
        body += p(
            "<w:commentRangeStart w:id='1'/>", t("x"), "<w:r><w:commentReference w:id='1'/></w:r>"
        )
        assert blocks(package(body, comments=f"<w:comment w:id='1'>{p(t('no'))}</w:comment>")) == [
            "Seen",
            "x",
        ]

    def test_text_boxes_stand_behind_their_paragraph_once(self):
        box = f"<w:txbxContent>{p(t('boxed'))}</w:txbxContent>"
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        both = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        body = p(t("Before "), f"<w:r>{both}</w:r>", t("after."))
        assert blocks(package(body)) == ["Before after.", "boxed"]


class TestNumbers:
    def test_raised_and_lowered_ones_are_told_from_those_on_the_line(self):
        raised, lowered = (f'<w:vertAlign w:val="{each}script"/>' for each in ("super", "sub"))
        body = p(t("10"), t("-", raised), t("9", raised), t(" m, 3"), t("1", raised), t("/"))
        body = body.replace(
            "</w:p>", t("4", lowered) + t(" H") + t("2", lowered) + t("O") + "</w:p>"
        )
        assert blocks(package(body)) == ["10^-9 m, 3 1/4 H2O"]

    def test_styles_raise_too(self):
        styles = """<w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style>
            <w:style w:styleId="b"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"""
        body = p(t("10"), t("9", '<w:rStyle w:val="a"/>'))
        assert blocks(package(body, styles=styles)) == ["10^9"]

    def test_rows_of_tables_tell_them_too(self):
        cell = p(t("10"), t("9", '<w:vertAlign w:val="superscript"/>'))
        assert blocks(package(f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")) == ["10^9"]


class TestTrackedChanges:
    def test_what_is_struck_out_is_left_out(self):
        body = p(
            t("At "), t("ten", "<w:strike/>"), t("nine", '<w:strike w:val="0"/>'),
            t(" or eight", "<w:dstrike/>"), t("."),
        )  # fmt: skip
        assert blocks(package(body)) == ["At nine."]

    def test_insertions_are_in_and_deletions_out(self):
        body = p(
            t("It was "),
            f"<w:del><w:r><w:delText>bad</w:delText></w:r></w:del><w:ins>{t('good')}</w:ins>",
            f"<w:moveFrom>{t(' gone')}</w:moveFrom><w:moveTo>{t(' come')}</w:moveTo>",
        )
        assert blocks(package(body)) == ["It was good come"]

    def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next(self):
        body = p(t("It "), properties="<w:rPr><w:del/></w:rPr>") + p(t("goes on."))
        assert blocks(package(body)) == ["It goes on."]

    def test_deleted_rows_are_out(self):
        rows = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr>"
        assert blocks(package(f"<w:tbl>{rows.format(p(t('old')), p(t('new')))}</w:tbl>")) == ["new"]


class TestStructure:
    def test_titles_headings_and_lists_as_another_program_writes_them(self):
        word = python_docx.Document()
        word.core_properties.title = "Stale"
        word.add_heading("Of Ships", 0)
        word.add_heading("Mills", 1)
        word.add_paragraph("One.", "List Number")
        word.add_paragraph("Two.", "List Number")
        word.add_paragraph("Three.", "List Bullet")
        word.add_heading("Weirs", 2)
        found = document(saved(word))
        assert found.title == "Of Ships"
        assert found.text.split("\n\n") == [
            "Of Ships", "Mills", "1. One.", "2. Two.", "• Three.", "Weirs\n",
        ]  # fmt: skip
        headings = [(b.level, b.label) for b in found.blocks if b.kind is BlockKind.HEADING]
        assert headings == [(0, "Of Ships"), (1, "Mills"), (2, "Weirs")]

    def test_code_keeps_its_lines_and_is_one_piece(self):
        word = python_docx.Document()
        word.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
        word.add_paragraph("if deep:\n    dive(3)\n", "Source Code")
        found = document(saved(word))
        assert found.text == "if deep:\n    dive(3)\n"
        assert [block.kind for block in found.blocks] == [BlockKind.PREFORMATTED]

    def test_styles_take_over_their_level(self):
        styles = """<w:style w:styleId="a"><w:name w:val="mine"/><w:basedOn w:val="b"/></w:style>
            <w:style w:styleId="b"><w:name w:val="b"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>"""
        found = document(package(p(t("A"), properties='<w:pStyle w:val="a"/>'), styles=styles))
        assert [(b.kind, b.level) for b in found.blocks] == [(BlockKind.HEADING, 3)]

    def test_numbers_are_shown_as_the_list_shows_them(self):
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for i, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%1%2)")])
        )
        numbering = f'<w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        numbering += '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        body = "".join(
            p(t("x"), properties=f'<w:numPr><w:ilvl w:val="{i}"/><w:numId w:val="1"/></w:numPr>')
            for i in (0, 1, 1, 0, 1)
        )
        assert blocks(package(body, numbering=numbering)) == [
            "1. x",
            "1a) x",
            "1b) x",
            "2. x",
            "2a) x",
        ]

    def test_a_table_of_contents_is_left_out(self):
        styles = '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
        body = p(t("Mills 3"), properties='<w:pStyle w:val="T"/>') + p(t("One."))
        assert blocks(package(body, styles=styles)) == ["One."]

    def test_rows_of_tables_are_one_piece_each(self):
        word = python_docx.Document()
        table = word.add_table(2, 2)
        for cell, text in zip(table._cells, ["Ship", "Year", "Mr. Toad. Old", "1908"], strict=True):
            cell.text = text
        found = document(saved(word))
        assert found.text == "Ship | Year\n\nMr. Toad. Old | 1908\n"
        assert {block.kind for block in found.blocks} == {BlockKind.ROW}

    def table(self, *rows, bold=False):
        word = python_docx.Document()
        table = word.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].add_run(text).bold = (bold and texts is rows[0]) or None
        return word, table

    def test_cells_stand_in_all_rows_and_columns_that_they_span(self):
        word, table = self.table(["Quay", "Phone", ""], ["North", "12", "13"], ["", "21", "22"])
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))
        found = document(saved(word))
        assert found.text.split("\n\n") == [
            "Quay | Phone | Phone", "North | 12 | 13", "North | 21 | 22\n"
        ]  # fmt: skip
        assert found.blocks[0].kind is BlockKind.HEADER

    def test_a_first_row_in_bold_letters_names_the_columns(self):
        rows = (["Name", "Role"], ["Ada", "keeper"], ["Per", "cook"])
        assert document(saved(self.table(*rows)[0])).tables == ()
        [table] = document(saved(self.table(*rows, bold=True)[0])).tables
        assert table.header == (0, 11)

    def test_a_row_that_is_repeated_on_each_page_does_too(self):
        word, table = self.table(["Name", "Role"], ["Ada", "keeper"])
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        assert len(document(saved(word)).tables) == 1

    def test_tables_in_tables_are_read_to_the_innermost(self):
        cell = p(t("x"))
        for _ in range(40):
            cell = f"<w:tbl><w:tr><w:tc>{p(t('a'))}{cell}</w:tc></w:tr></w:tbl>"
        assert blocks(package(cell)) == ["a"] * 39 + ["a x"]

    def test_notes_stand_behind_the_paragraph_that_points_to_them(self):
        body = p(t("One"), "<w:r><w:footnoteReference w:id='2'/></w:r>", t(" more.")) + p(t("Two."))
        notes = (
            f"<w:footnote w:id='2'>{p('<w:r><w:footnoteRef/></w:r>', t(' A note.'))}</w:footnote>"
        )
        assert blocks(package(body, footnotes=notes)) == ["One[1] more.", "[1] A note.", "Two."]

    def test_a_note_that_points_to_itself_ends(self):
        reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
        body = p(reference)
        notes = f"<w:footnote w:id='2'>{p(t('A '), reference)}</w:footnote>"
        assert blocks(package(body, footnotes=notes)) == ["[1]", "[1] A"]

    def test_right_to_left_text_is_in_its_own_order(self):
        assert blocks(package(p(t("שלום עולם"), properties="<w:bidi/>"))) == ["שלום עולם"]


class TestBadFiles:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "is damaged, or is no DOCX"),
            (b"plain text", "is damaged, or is no DOCX"),
            (package(p(t("One.")))[:-40], "is damaged, or is no DOCX"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "is encrypted, or of Word before 2007"),
            (package("<w:p>"), r"is damaged, or is no DOCX \(word/document.xml, line 1\)"),
        ],
        ids=["nothing", "plain text", "cut off", "encrypted", "broken XML"],
    )
    def test_what_is_none_is_refused(self, data, said):
        with pytest.raises(SourceError, match=said):
            document(data)

    @pytest.mark.parametrize(
        "entity", ['"ha"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://example.org/x"']
    )
    def test_entities_of_its_own_are_refused(self, entity):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr(
                "word/document.xml",
                f"<!DOCTYPE x [<!ENTITY e {entity}>]><w:document {W}><w:body>{p(t('&e;'))}</w:body></w:document>",
            )
        with pytest.raises(
            SourceError, match=r"declares entities of its own in word/document\.xml"
        ):
            document(data.getvalue())

    def test_an_archive_that_expands_is_refused_unread(self, monkeypatch):
        monkeypatch.setattr(archive_of, "MOST_BYTES", 2**20)
        with pytest.raises(SourceError, match="unpacks to more than 1 MB, the most that is read"):
            document(package(p(t("x" * 2**21))))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_part_outside_of_the_archive_is_never_read(self, tmp_path):
        (tmp_path / "secret.xml").write_text(f"<w:footnotes {W}/>")
        data = io.BytesIO(package(p(t("One."))))
        with zipfile.ZipFile(data, "a") as archive:
            links = relations(footnotes="../../../../../.." + str(tmp_path / "secret.xml"))
            archive.writestr("word/_rels/document.xml.rels", links)
        assert blocks(data.getvalue()) == ["One."]
