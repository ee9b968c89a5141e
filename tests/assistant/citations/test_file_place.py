import pytest

from assistant.citations.file_place import FilePlace, file_place
from index.errors import InputError
from index.readers.format import Place

TEXT = "The Mill\n\nIt burned in March.\nNobody was hurt.\n"
HURT = TEXT.index("Nobody")


@pytest.fixture
def mill(tmp_path):
    path = tmp_path / "mill.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


class TestTexts:
    def test_open_at_the_line_of_the_place(self, mill):
        assert file_place(mill, "mill.txt", Place(TEXT, 0, 8)) == FilePlace(mill, 1)
        assert file_place(mill, "mill.txt", Place(TEXT, HURT, HURT + 6)) == FilePlace(mill, 4)

    def test_a_byte_order_mark_and_windows_line_ends_move_nothing(self, mill):
        text = TEXT.replace("\n", "\r\n")
        mill.write_bytes(b"\xef\xbb\xbf" + text.encode())
        assert file_place(mill, "mill.txt", Place(text, text.index("Nobody"), len(text))).line == 4

    def test_open_where_the_place_is_now(self, mill):
        mill.write_text("A foreword.\n\n" + TEXT, encoding="utf-8", newline="")
        assert file_place(mill, "mill.txt", Place(TEXT, HURT, HURT + 6)).line == 6

    def test_open_where_it_was_when_it_is_gone(self, mill):
        mill.write_text("1\n2\n3\n4\n5\n" * 20, encoding="utf-8", newline="")
        assert file_place(mill, "mill.txt", Place(TEXT, 20, 30)).line == 11


class TestConvertedFiles:
    def test_open_where_the_end_of_a_url_leads_to_since_they_have_no_lines(self, mill):
        page = mill.with_suffix(".html")
        page.write_text(f"<p>{TEXT}")
        place = file_place(page, "mill.html", Place(TEXT, HURT, HURT + 6))
        assert place == FilePlace(page, None, ":~:text=Nobody")

    def test_open_at_the_page_where_there_are_pages(self, mill):
        chapel = mill.with_suffix(".pdf")
        chapel.touch()
        place = file_place(chapel, "mill.pdf", Place(TEXT, HURT, HURT + 6, page=12))
        assert place == FilePlace(chapel, None, "page=12")

    def test_open_at_the_beginning_where_the_format_knows_no_places(self, mill):
        letter = mill.with_suffix(".docx")
        letter.touch()
        assert file_place(letter, "mill.docx", Place(TEXT, HURT, HURT + 6)) == FilePlace(
            letter, None
        )


class TestJsonLines:
    def test_open_at_the_line_of_the_document(self, tmp_path):
        path = tmp_path / "corpus.JSONL"
        lines = ['{"_id": "a", "text": "One"}', "", "broken", '{"_id": "b\\u00e9", "text": "Two"}']
        path.write_text("\n".join(lines), encoding="utf-8")
        assert file_place(path, "bé", Place("Two", 0, 2)) == FilePlace(path, 4)

    def test_say_when_the_document_is_no_longer_there(self, tmp_path):
        path = tmp_path / "corpus.jsonl"
        path.write_text('{"_id": "a", "text": "One"}', encoding="utf-8")
        with pytest.raises(InputError, match="no longer holds 'b'; leave and start again"):
            file_place(path, "b", Place("Two", 0, 2))


class TestMailboxes:
    @pytest.mark.parametrize(
        ("own_id", "line"), [("old/in.mbox/b", 1), ("old/in.mbox/a/b", 4), ("in.mbox/a/b", 4)]
    )
    def test_open_at_the_line_of_the_message_whose_id_another_ends_with(
        self, tmp_path, own_id, line
    ):
        path = tmp_path / "old" / "in.mbox"
        path.parent.mkdir()
        path.write_text("From -\nMessage-ID: b\n\nFrom -\nMessage-ID: a/b\n\n", encoding="utf-8")
        assert file_place(path, own_id, Place("Two", 0, 2)) == FilePlace(path, line)


def test_a_file_that_is_gone_is_named_with_the_remedy(mill):
    mill.unlink()
    with pytest.raises(
        InputError, match=r"mill\.txt: cannot be read \(No such file.*; put it back"
    ):
        file_place(mill, "mill.txt", Place(TEXT, 0, 8))
