"""Headers, footers and forms of Word documents: said once, and as they were filled in."""

import io

import docx as python_docx
import pytest

from tests.index.readers.docx.packing import blocks, p, package, t


def saved(word):
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


def field(code, shown):
    parts = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>")
    parts += ('<w:fldChar w:fldCharType="separate"/>', f"<w:t>{shown}</w:t>")
    return "".join(f"<w:r>{part}</w:r>" for part in (*parts, '<w:fldChar w:fldCharType="end"/>'))


class TestMargins:
    def test_headers_stand_before_the_text_and_footers_behind_it_once(self):
        word = python_docx.Document()
        word.add_paragraph("The text.")
        word.sections[0].header.paragraphs[0].text = "File 88"
        word.sections[0].footer.paragraphs[0].text = "Call 0555"
        second = word.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "File 88"
        assert blocks(saved(word)) == ["File 88", "The text.", "Call 0555"]

    def test_those_that_no_page_shows_are_left_out(self):
        word = python_docx.Document()
        word.add_paragraph("The text.")
        word.sections[0].first_page_header.paragraphs[0].text = "Draft"
        word.sections[0].even_page_header.paragraphs[0].text = "Even"
        assert blocks(saved(word)) == ["The text."]
        word.sections[0].different_first_page_header_footer = True
        assert blocks(saved(word)) == ["Draft", "The text."]
        word.settings.odd_and_even_pages_header_footer = True
        assert blocks(saved(word)) == ["Draft", "Even", "The text."]

    def test_a_title_is_not_said_again(self):
        word = python_docx.Document()
        word.add_heading("Of Mills", 0)
        word.sections[0].header.paragraphs[0].text = "Of  Mills"
        assert blocks(saved(word)) == ["Of Mills"]

    @pytest.mark.parametrize(
        ("xml", "said"),
        [
            (t("Page ") + field(" PAGE ", "3") + t(" of ") + field("NUMPAGES", "9"), []),
            (t("File 88, page ") + field(r"PAGE \* MERGEFORMAT", "3"), ["File 88, page"]),
            (f"<w:fldSimple w:instr=' PAGE '>{t('3')}</w:fldSimple>{t(' – File')}", ["– File"]),
            (t("No. ") + field("DOCPROPERTY number", "88"), ["No. 88"]),
        ],
    )
    def test_the_number_of_a_page_is_no_text(self, xml, said):
        word = python_docx.Document()
        paragraph = word.sections[0].header.paragraphs[0]
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph._p.getparent().replace(
            paragraph._p, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
        )
        word.add_paragraph("The text.")
        assert blocks(saved(word)) == [*said, "The text."]


def old_form(data):
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'


class TestForms:
    @pytest.mark.parametrize(
        ("data", "shown"),
        [
            ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
            ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
            ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
            ("<w:checkBox/>", "☐"),
            ('<w:ddList><w:result w:val="1"/>{}</w:ddList>', "oak"),
            ("<w:ddList>{}</w:ddList>", "ash"),
            ('<w:ddList><w:result w:val="7"/>{}</w:ddList>', ""),
            ("<w:textInput/>", ""),
        ],
    )
    def test_what_is_chosen_is_text(self, data, shown):
        entries = '<w:listEntry w:val="ash"/><w:listEntry w:val="oak"/>'
        assert blocks(package(p(t("wood: "), old_form(data.format(entries)), t(" ok")))) == [
            f"wood: {shown} ok".replace("  ", " ")
        ]
