"""Slides, written by python-pptx."""

import io

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from index.errors import SourceError
from index.readers.formats import read
from tests.index.readers.blocks_of import blocks, document


def saved(presentation):
    data = io.BytesIO()
    presentation.save(data)
    return data.getvalue()


@pytest.fixture
def talk():
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "The mill"
    slide.placeholders[1].text = "It burned down in 1911.\nIt was built anew."
    slide.notes_slide.notes_text_frame.text = "Thank the fire brigade."
    return made


class TestSlides:
    def test_are_sections_with_their_points_and_notes(self, talk):
        assert blocks(document(saved(talk), "a.pptx")) == [
            "# Slide 1: The mill",
            "• It burned down in 1911.",
            "• It was built anew.",
            "## Notes",
            "Thank the fire brigade.",
        ]

    def test_tables_and_charts_are_rows(self, talk):
        slide = talk.slides.add_slide(talk.slide_layouts[6])
        table = slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table
        table.cell(0, 0).text, table.cell(0, 1).text = "Stone", "900 kg"
        figures = CategoryChartData()
        figures.categories = ["2020", "2021"]
        figures.add_series("Flour", (12.5, 14))
        where = (0, Inches(2), Inches(4), Inches(3))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *where, figures)
        assert blocks(document(saved(talk), "a.pptx"))[5:] == [
            "# Slide 2",
            "| Stone | 900 kg",
            "|| | Flour",
            "| 2020 | 12.5",
            "| 2021 | 14",
        ]

    def test_a_merged_cell_stands_in_all_rows_and_columns_that_it_covers(self, talk):
        slide = talk.slides.add_slide(talk.slide_layouts[6])
        table = slide.shapes.add_table(3, 3, 0, 0, Inches(4), Inches(1)).table
        texts = (("Part", "Crowns", ""), ("Wheel", "1", "2"), ("", "3", "4"))
        for row, cells in enumerate(texts):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))
        assert [each.lstrip("|") for each in blocks(document(saved(talk), "a.pptx"))[6:]] == [
            " Part | Crowns | Crowns", " Wheel | 1 | 2", " Wheel | 3 | 4"
        ]  # fmt: skip

    def test_shapes_in_groups_are_read_from_the_top(self, talk):
        slide = talk.slides.add_slide(talk.slide_layouts[6])
        slide.shapes.add_textbox(0, Inches(3), Inches(4), Inches(1)).text_frame.text = "Below."
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, Inches(1), Inches(4), Inches(1)).text_frame.text = "Above."
        assert blocks(document(saved(talk), "a.pptx"))[-2:] == ["Above.", "Below."]

    def test_a_hidden_one_is_named_and_left_out(self, talk):
        talk.slides[0].element.set("show", "0")
        talk.slides.add_slide(talk.slide_layouts[5]).shapes.title.text = "Bread"
        reading = read(saved(talk), ".pptx", "a.pptx")
        assert reading.problems == ("slides that are hidden are left out: 1",)
        assert "# Slide 2: Bread" in blocks(reading.documents[0])

    @pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"nothing", b"\xd0\xcf\x11\xe0" * 9])
    def test_what_are_none_are_refused(self, data):
        with pytest.raises(SourceError):
            document(data, "a.pptx")
