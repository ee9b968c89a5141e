"""Text in pictures is recognised, and says so; a stand-in sees it here where nothing else is said."""

import io
import socket
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.documents import BlockKind
from index.errors import SourceError
from index.passages.splitting import split
from index.passages.tokens import TokenCounter
from index.readers.pdf import reader as pdf
from index.readers.pictures import lines, reader
from index.readers.pictures.engine import SeenText
from index.readers.pictures.format import RECOGNISERS
from index.sources.scanning import scan

SEEN = [
    SeenText("within a month.", 100, 150, 400, 180, 0.9),
    SeenText("All harbour dues are to be paid", 100, 110, 600, 140, 0.9),
    SeenText("Rope", 100, 300, 200, 330, 0.98),
    SeenText("2.40", 500, 302, 600, 332, 0.98),
    SeenText("Plank", 100, 340, 200, 370, 0.98),
    SeenText("18.90", 500, 341, 600, 371, 0.98),
]
LABEL = "Recognised in a picture, 92 % sure"


def picture(kind="PNG", *, frames=1, draw=None):
    image = Image.new("RGB", (800, 500), "white")
    if draw:
        draw(ImageDraw.Draw(image))
    held = io.BytesIO()
    more = {"save_all": True, "append_images": [image] * (frames - 1)} if frames > 1 else {}
    image.save(held, kind, **more)
    return held.getvalue()


@pytest.fixture
def stand_in(monkeypatch):
    def sees(found):
        monkeypatch.setattr(lines, "seen", lambda _picture: found)

    sees(SEEN)
    return sees


def document(data, name="scan.png"):
    return reader.read(data, name).documents[0]


@pytest.mark.usefixtures("stand_in")
class TestPicture:
    def test_is_its_paragraphs_and_rows(self):
        assert document(picture()).text == (
            "All harbour dues are to be paid within a month.\n\nRope | 2.40\n\nPlank | 18.90\n"
        )

    def test_tells_in_every_passage_that_it_was_recognised_and_how_sure(self):
        passages = split(document(picture()), TokenCounter(len, 1000))
        assert {passage.section for passage in passages} == {(LABEL,)}

    def test_of_several_frames_has_as_many_pages(self):
        found = document(picture("TIFF", frames=3), "scan.tiff")
        assert len(found.pages) == 3

    def test_without_text_is_refused(self, stand_in):
        stand_in([])
        with pytest.raises(SourceError, match="no text that could be recognised"):
            document(picture("JPEG"), "photo.jpg")

    @pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"hello"])
    def test_that_is_damaged_is_refused(self, data):
        with pytest.raises(SourceError, match="is damaged, or is no picture"):
            document(data)

    def test_that_is_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr(reader, "_MOST_PIXELS", 1000)
        with pytest.raises(SourceError, match="has 400,000 pixels; at most 1,000 are read"):
            document(picture())

    def test_for_whose_last_pages_no_time_is_left_keeps_the_first(self, monkeypatch):
        times = iter([0.0, 1.0, lines._MOST_SECONDS + 1.0])
        monkeypatch.setattr(lines.time, "monotonic", lambda: next(times))
        found = reader.read(picture("TIFF", frames=3), "scan.tiff")
        assert found.documents[0].text.count("Rope") == 1
        assert "page 2 and what follows have not been recognised within" in found.problems[0]

    @pytest.mark.parametrize(
        ("greys", "kind"),
        [("uint16", "PNG"), ("uint16", "TIFF"), ("int32", "TIFF"), ("float32", "TIFF")],
    )
    def test_of_greys_of_more_than_8_bits_looks_as_it_is(self, greys, kind, monkeypatch):
        shown = []
        monkeypatch.setattr(lines, "seen", lambda page: shown.append(page) or SEEN)
        scale = 1.0 if greys == "float32" else 65535
        levels = np.array([[0.0, 0.5], [0.8, 1.0]]) * scale
        held = io.BytesIO()
        Image.fromarray(levels.astype(greys)).save(held, kind)
        document(held.getvalue())
        assert shown[0][:, :, 0] == pytest.approx(np.array([[0, 127], [204, 255]]), abs=1)

    def test_that_is_cut_off_keeps_its_first_pages(self):
        whole = picture("TIFF", frames=3)
        found = reader.read(whole[: len(whole) * 3 // 4], "scan.tiff")
        assert found.documents[0].text.count("Rope") == 2
        assert found.problems == ("page 3 and what follows are damaged; left out",)

    @pytest.mark.parametrize("error", [TypeError, KeyError(172)])
    def test_is_damaged_whatever_the_library_raises(self, error, monkeypatch):
        monkeypatch.setattr(Image, "open", Mock(side_effect=error))
        with pytest.raises(SourceError, match="is damaged, or is no picture"):
            document(picture())

    def test_one_of_whose_pages_is_too_large_keeps_the_others(self, monkeypatch):
        pages = [Image.new("L", (10, height), "white") for height in (10, 20, 10)]
        held = io.BytesIO()
        pages[0].save(held, "TIFF", save_all=True, append_images=pages[1:])
        monkeypatch.setattr(reader, "_MOST_PIXELS", 100)
        found = reader.read(held.getvalue(), "scan.tiff")
        assert found.documents[0].text.count("Rope") == 2
        assert found.problems == ("page 2 has 200 pixels; at most 100 are read; left out",)

    def test_keeps_the_pages_at_which_the_recognition_does_not_fail(self, monkeypatch):
        monkeypatch.setattr(lines, "seen", Mock(side_effect=[SEEN, RuntimeError("no memory")]))
        found = reader.read(picture("TIFF", frames=2), "scan.tiff")
        assert found.documents[0].text.count("Rope") == 1
        assert found.problems == ("page 2 has a picture at which the recognition failed",)

    def test_joins_a_word_that_a_hyphen_divides(self, stand_in):
        stand_in(
            [
                SeenText("The ferry stops in Decem-", 100, 100, 600, 130, 0.9),
                SeenText("ber and starts in May.", 100, 140, 600, 170, 0.9),
            ]
        )
        assert document(picture()).text == "The ferry stops in December and starts in May.\n"

    def test_has_larger_letters_as_a_heading(self, stand_in):
        stand_in([SeenText("Harbour dues", 100, 20, 600, 80, 0.9), *SEEN])
        first = document(picture()).blocks[0]
        assert (first.kind, first.label) == (BlockKind.HEADING, "Harbour dues")


class TestScan:
    @pytest.fixture
    def scanned(self):
        image = Image.open(io.BytesIO(picture()))
        held = io.BytesIO()
        image.save(held, "PDF")
        return held.getvalue()

    @pytest.mark.usefixtures("stand_in")
    def test_is_recognised_page_by_page(self, scanned, monkeypatch):
        monkeypatch.setattr(pdf, "RECOGNISERS", ("stand-in",))
        found = pdf.read(scanned, "scan.pdf")
        assert "Rope | 2.40" in found.documents[0].text
        assert {block.label for block in found.documents[0].blocks} == {LABEL}
        assert found.problems == ()

    @pytest.fixture
    def three(self, monkeypatch):
        monkeypatch.setattr(pdf, "RECOGNISERS", ("stand-in",))
        first, *others = [Image.new("L", (200, 200), "white") for _ in range(3)]
        held = io.BytesIO()
        first.save(held, "PDF", save_all=True, append_images=others)
        return held.getvalue()

    def test_loses_a_page_alone_at_which_the_recognition_fails(self, three, monkeypatch):
        monkeypatch.setattr(lines, "seen", Mock(side_effect=[SEEN, RuntimeError("odd"), SEEN]))
        found = pdf.read(three, "scan.pdf")
        assert found.documents[0].text.count("Rope") == 2
        assert found.problems == ("page 2 has a picture at which the recognition failed",)

    @pytest.mark.usefixtures("stand_in")
    def test_draws_no_page_for_which_no_time_is_left(self, three, monkeypatch):
        drawn = Mock(wraps=pdf._drawn)
        monkeypatch.setattr(pdf, "_drawn", drawn)
        late = lines._MOST_SECONDS + 1.0
        monkeypatch.setattr(lines.time, "monotonic", Mock(side_effect=[0.0, 1.0, late, late]))
        found = pdf.read(three, "scan.pdf")
        assert drawn.call_count == 1
        assert found.problems[0].startswith("pages 2, 3 have not been recognised within")

    @pytest.mark.skipif(bool(RECOGNISERS), reason="the extra is installed")
    def test_is_named_with_the_way_to_have_it_read(self, scanned):
        with pytest.raises(SourceError, match=r"recognised first: the extra quoth\[ocr\]"):
            pdf.read(scanned, "scan.pdf")

    @pytest.mark.skipif(bool(RECOGNISERS), reason="the extra is installed")
    def test_of_a_picture_is_passed_over_with_the_way_to_have_it_read(self, tmp_path):
        (tmp_path / "a.txt").write_text("Text.")
        (tmp_path / "scan.PNG").write_bytes(picture())
        assert list(scan([tmp_path]).skipped) == ["needs quoth[ocr]"]
        with pytest.raises(SourceError, match=r"scan.PNG: .*quoth\[ocr\]"):
            scan([tmp_path / "scan.PNG"])


@pytest.mark.skipif(not RECOGNISERS, reason="the extra is not installed")
def test_what_is_drawn_is_recognised_without_the_network(monkeypatch):
    def refuse(*_args, **_keywords):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    def draw(drawing):
        font = ImageFont.load_default(26)
        drawing.text((60, 60), "The roof of the mill cost 41,300 crowns.", fill="black", font=font)

    found = document(picture(draw=draw))
    assert found.text == "The roof of the mill cost 41,300 crowns.\n"
    assert (
        found.blocks[0].label.startswith("Recognised in a picture, 9")
        or "100 %" in found.blocks[0].label
    )
