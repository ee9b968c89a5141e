"""Sheets, written by openpyxl and by hand."""

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter
from openpyxl import Workbook

from index.cells import cells_at
from index.errors import SourceError
from index.readers.formats import read
from index.readers.sheets.number_formats import shown
from tests.index.readers.blocks_of import blocks, document


def saved(workbook):
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


@pytest.fixture
def workbook():
    book = Workbook()
    sheet = book.active
    sheet.title = "Costs"
    for row in (("Part", "Weight", "Since"), ("Stone", 900, date(2021, 5, 4)), ("Wheel", 1200.5)):
        sheet.append(row)
    return book


class TestAWorkbook:
    def test_is_its_sheets_as_sections_and_their_rows(self, workbook):
        workbook.create_sheet("Dates").append(("Opened", time(9, 30)))
        assert blocks(document(saved(workbook), "a.xlsx")) == [
            "# Costs",
            "|| Part | Weight | Since",
            "| Stone | 900 | 2021-05-04",
            "| Wheel | 1200.5",
            "# Dates",
            "| Opened | 09:30",
        ]

    def test_says_where_its_rows_stand(self, workbook):
        sheet = workbook.active
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1)
        found = document(saved(workbook), "a.xlsx")
        places = [found.text.index(word) for word in ("Part", "Stone", "Wheel")]
        cells = [cells_at(found.cells, found.text, place) for place in places]
        assert cells == ["B3:D3", "B4:D4", "B5:C5"]

    def test_says_in_each_row_and_column_what_a_merged_cell_covers(self):
        data = io.BytesIO()
        book = xlsxwriter.Workbook(data)
        sheet = book.add_worksheet("Costs")
        sheet.merge_range("A1:C1", "All costs of the mill")
        sheet.merge_range("B2:C2", "Crowns")
        for row, texts in enumerate((("Part", "2020", "2021"), ("", 1, 2), ("", 3, 4)), 2):
            sheet.write_row(row, 0, texts)
        sheet.merge_range("A4:A5", "Wheel")
        sheet.merge_range("A7:C8", "All weights are estimates.")
        book.close()
        assert blocks(document(data.getvalue(), "a.xlsx")) == [
            "# Costs",
            "All costs of the mill",
            "|| | Crowns | Crowns",
            "| Part | 2020 | 2021",
            "| Wheel | 1 | 2",
            "| Wheel | 3 | 4",
            "All weights are estimates.",
        ]

    def test_shows_values_as_the_sheet_does(self, workbook):
        sheet = workbook.active
        sheet["B2"].number_format = "#,##0.00"
        sheet["B3"].number_format = '0.0" kg"'
        assert blocks(document(saved(workbook), "a.xlsx"))[2:] == [
            "| Stone | 900.00 | 2021-05-04",
            "| Wheel | 1200.5 kg",
        ]

    def test_never_computes_and_shows_a_formula_without_a_value_as_such(self, workbook):
        workbook.active.append(("Both", "=SUM(B2:B3)"))
        assert blocks(document(saved(workbook), "a.xlsx"))[-1] == "| Both | =SUM(B2:B3)"

    def test_a_line_of_one_cell_is_a_line_and_an_empty_row_nothing(self, workbook):
        workbook.active.append(())
        workbook.active.append((None, "All weights are estimates."))
        assert blocks(document(saved(workbook), "a.xlsx"))[-1] == "All weights are estimates."

    def test_a_hidden_sheet_is_named_and_left_out(self, workbook):
        secret = workbook.create_sheet("Old")
        secret.append(("Stone", "800"))
        secret.sheet_state = "hidden"
        reading = read(saved(workbook), ".xlsx", "a.xlsx")
        assert "800" not in reading.documents[0].text
        assert reading.problems == ("sheets that are hidden are left out: Old",)

    @pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"nothing", b"\xd0\xcf\x11\xe0" * 9])
    def test_what_is_none_is_refused(self, data):
        with pytest.raises(SourceError):
            document(data, "a.xlsx")


class TestAValue:
    @pytest.mark.parametrize(
        ("value", "form", "text"),
        [
            (0.125, "0.0%", "12.5%"),
            (0.5, "0%", "50%"),
            (1234567, "#,##0", "1,234,567"),
            (-12.5, "#,##0.00;(#,##0.00)", "(12.50)"),
            (-12.5, "0.0", "-12.5"),
            (1900, "[$€-2] #,##0", "€ 1,900"),
            (-5, '"$"#,##0', "-$5"),
            (3.0, "General", "3"),
            (0.1 + 0.2, "General", "0.3"),
            (1e21, "General", "1e+21"),
            (True, "General", "TRUE"),
            ("007", "0", "007"),
            (None, "0", ""),
            (7, "00000", "00007"),
            (1.5, "0.##", "1.5"),
            (datetime.fromisoformat("2021-05-04"), "d/m/yyyy", "2021-05-04"),
            (datetime.fromisoformat("2021-05-04T18:30"), "d/m/yyyy h:mm", "2021-05-04 18:30"),
        ],
    )
    def test_is_shown_as_its_format_says(self, value, form, text):
        assert shown(value, form) == text


class TestATableInPlainText:
    def test_has_a_row_a_line(self):
        data = b'Part,Weight\nStone,900 kg\n\nWheel,"1,200 kg"\n'
        assert blocks(document(data, "a.csv")) == [
            "| Part | Weight",
            "| Stone | 900 kg",
            "| Wheel | 1,200 kg",
        ]

    @pytest.mark.parametrize("sign", [";", "\t", "|"])
    def test_is_divided_by_the_sign_that_its_lines_have_alike(self, sign):
        data = "\n".join(sign.join(row) for row in (("Part", "Kilo"), ("Stone", "9,5"))).encode()
        assert blocks(document(data, "a.csv")) == ["| Part | Kilo", "| Stone | 9,5"]

    def test_keeps_a_line_break_within_a_cell_as_a_space(self):
        data = b'Name\tSaid\r\nHolm\t"Not now.\nLater."\r\n'
        assert blocks(document(data, "a.tsv")) == ["| Name | Said", "| Holm | Not now. Later."]

    def test_that_is_no_text_is_refused(self):
        with pytest.raises(SourceError):
            document(b"\x89PNG\r\n\x1a\n\x00\xff" * 50, "a.csv")
