"""Blocks of converted files: in order, apart, without space around them, and together all the text."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from index.errors import SourceError
from index.readers.formats import FORMATS

WORDS = ("1", "•", "a-", "Harbour", "mole [2]", "The end.", "2 Note of", "12", "{", "נמל", "x = 3")
FONTS = ("Helvetica", "Helvetica-Bold", "Courier")
drawn = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from(FONTS),
        st.sampled_from((5, 8, 11, 20)),
        st.integers(0, 590),
        st.integers(0, 840),
        st.sampled_from((0, 0, 0, 90, 180, 270)),
    ),
    max_size=25,
)
TAGS = ("p", "td", "tr", "table", "li", "ol", "pre", "h2", "b", "br", "blockquote", "div dir=rtl")
pieces = st.lists(
    st.one_of(
        st.sampled_from((*WORDS, "\n", "&shy;", "&nbsp;")),
        st.sampled_from(TAGS).map("<{}>".format),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    ),
    max_size=40,
)


def check(data, suffix):
    try:
        [document] = FORMATS[suffix].read(data, "x").documents
    except SourceError:  # nothing was drawn
        return
    text, end, between = document.text, 0, ""
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        between += text[end : block.start]
        end = block.end
    assert not (between + text[end:]).strip()
    assert list(document.pages) == sorted(document.pages)
    assert all(0 <= offset <= len(text) for offset in document.pages)
    text.encode()


class TestBlocks:
    @given(st.lists(drawn, min_size=1, max_size=3))
    @settings(max_examples=60, deadline=None)
    def test_of_any_pages(self, pages):
        data = io.BytesIO()
        canvas = Canvas(data)
        for page in pages:
            for text, font, size, x, y, angle in page:
                canvas.saveState()
                canvas.setFont(font, size)
                canvas.translate(x, y)
                canvas.rotate(angle)
                canvas.drawString(0, 0, text)
                canvas.restoreState()
            canvas.showPage()
        canvas.save()
        check(data.getvalue(), ".pdf")

    @given(pieces)
    @settings(max_examples=200, deadline=None)
    def test_of_any_web_page(self, written):
        check("".join(written).encode(), ".html")
