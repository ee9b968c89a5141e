import pytest

from assistant.file_place import FilePlace, file_place
from index.errors import InputError

TEXT = "The Mill\n\nIt burned in March.\nNobody was hurt.\n"
HURT = TEXT.index("Nobody")


@pytest.fixture
def mill(tmp_path):
    path = tmp_path / "mill.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


class TestTexts:
    def test_open_at_the_line_of_the_place(self, mill):
        assert file_place(mill, "mill.txt", TEXT, 0) == FilePlace(mill, 1)
        assert file_place(mill, "mill.txt", TEXT, HURT) == FilePlace(mill, 4)

    def test_a_byte_order_mark_and_windows_line_ends_move_nothing(self, mill):
        text = TEXT.replace("\n", "\r\n")
        mill.write_bytes(b"\xef\xbb\xbf" + text.encode())
        assert file_place(mill, "mill.txt", text, text.index("Nobody")).line == 4

    def test_open_where_the_place_is_now(self, mill):
        mill.write_text("A foreword.\n\n" + TEXT, encoding="utf-8", newline="")
        assert file_place(mill, "mill.txt", TEXT, HURT).line == 6

    def test_open_where_it_was_when_it_is_gone(self, mill):
        mill.write_text("1\n2\n3\n4\n5\n" * 20, encoding="utf-8", newline="")
        assert file_place(mill, "mill.txt", TEXT, 20).line == 11


class TestConvertedFiles:
    def test_open_at_the_beginning_since_their_lines_are_not_those_of_the_text(self, mill):
        page = mill.with_suffix(".html")
        page.write_text(f"<p>{TEXT}")
        assert file_place(page, "mill.html", TEXT, HURT) == FilePlace(page, 1)


class TestJsonLines:
    def test_open_at_the_line_of_the_document(self, tmp_path):
        path = tmp_path / "corpus.JSONL"
        lines = ['{"_id": "a", "text": "One"}', "", "broken", '{"_id": "b\\u00e9", "text": "Two"}']
        path.write_text("\n".join(lines), encoding="utf-8")
        assert file_place(path, "bé", "Two", 2) == FilePlace(path, 4)

    def test_say_when_the_document_is_no_longer_there(self, tmp_path):
        path = tmp_path / "corpus.jsonl"
        path.write_text('{"_id": "a", "text": "One"}', encoding="utf-8")
        with pytest.raises(InputError, match="no longer holds 'b'; leave and start again"):
            file_place(path, "b", "Two", 0)


def test_a_file_that_is_gone_is_named_with_the_remedy(mill):
    mill.unlink()
    with pytest.raises(
        InputError, match=r"mill\.txt: cannot be read \(No such file.*; put it back"
    ):
        file_place(mill, "mill.txt", TEXT, 0)
