"""Sources: what is read of what a person names, in which order and under which id."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from index.errors import SourceError
from index.readers.format import Format
from index.readers.formats import FORMATS
from index.sources.files import read_collection, read_file
from index.sources.scanning import scan
from tests.index.forbidding import forbid


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "folder"


def write(path, content="It is so."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ids(*sources):
    return [document.id for document in read_collection(sources).documents]


def texts_by_id(*sources):
    return {document.id: document.text for document in read_collection(sources).documents}


class TestOrder:
    def test_files_are_read_by_name_at_every_depth(self, folder):
        for name in ["b.txt", "a/z.md", "a.txt", "B.txt", "a/b/c.txt", "10.txt", "9.txt"]:
            write(folder / name)
        assert ids(folder) == ["10.txt", "9.txt", "B.txt", "a/b/c.txt", "a/z.md", "a.txt", "b.txt"]

    def test_sources_keep_the_order_in_which_they_are_named(self, tmp_path):
        late, early = write(tmp_path / "z.txt"), write(tmp_path / "a.txt")
        assert ids(late, early) == ["z.txt", "a.txt"]

    def test_a_file_that_two_sources_hold_is_read_once(self, folder):
        inner = write(folder / "a.txt")
        assert ids(folder, inner, folder) == ["a.txt"]
        assert ids(inner, folder) == ["a.txt"]


class TestIds:
    def test_a_file_in_a_folder_is_called_by_its_path_below_it(self, folder):
        write(folder / "deep" / "a.txt")
        assert ids(folder) == ["deep/a.txt"]

    def test_a_file_that_is_the_source_is_called_by_its_name(self, folder):
        assert ids(write(folder / "deep" / "a.txt")) == ["a.txt"]

    def test_a_line_of_json_names_its_document(self, folder):
        write(
            folder / "corpus.jsonl", '{"_id": "d1", "text": "One."}\n{"_id": "d2", "text": "Two."}'
        )
        assert ids(folder) == ["d1", "d2"]

    def test_endings_are_read_in_any_case(self, folder):
        write(folder / "READ.TXT")
        assert ids(folder) == ["READ.TXT"]

    def test_names_keep_their_form(self, folder):
        name = unicodedata.normalize("NFD", "résumé 😀.txt")
        write(folder / name)
        assert ids(folder) == [name]

    def test_ids_that_clash_are_prefixed_with_the_names_of_their_sources(self, tmp_path):
        write(tmp_path / "x" / "a.txt", "of x")
        write(tmp_path / "x" / "only.txt", "only x")
        write(tmp_path / "y" / "a.txt", "of y")
        write(tmp_path / "z" / "b.txt", "of z")
        assert texts_by_id(tmp_path / "x", tmp_path / "y", tmp_path / "z") == {
            "x/a.txt": "of x",
            "x/only.txt": "only x",
            "y/a.txt": "of y",
            "b.txt": "of z",
        }

    def test_sources_of_one_name_are_told_apart_by_their_parents(self, tmp_path):
        write(tmp_path / "x" / "docs" / "a.txt", "of x")
        write(tmp_path / "y" / "docs" / "a.txt", "of y")
        assert texts_by_id(tmp_path / "x" / "docs", tmp_path / "y" / "docs") == {
            "x/docs/a.txt": "of x",
            "y/docs/a.txt": "of y",
        }

    def test_files_of_one_name_are_told_apart_by_their_parents(self, tmp_path):
        one, two = write(tmp_path / "x" / "a.txt"), write(tmp_path / "y" / "a.txt")
        assert ids(one, two) == ["x/a.txt", "y/a.txt"]

    def test_a_prefixed_id_clashes_with_no_other(self, tmp_path):
        for name in ["1/a/b.txt", "2/c/b.txt", "3/a/b.txt"]:
            write(tmp_path / name)
        found = ids(tmp_path / "1" / "a", tmp_path / "2" / "c", tmp_path / "3")
        assert len(set(found)) == 3

    def test_a_clash_within_one_source_is_an_error_that_names_the_id(self, folder):
        write(folder / "a.jsonl", '{"_id": "same", "text": "One."}')
        write(folder / "b.jsonl", '{"_id": "same", "text": "Two."}')
        with pytest.raises(SourceError, match=r"folder: two documents have the id 'same'"):
            read_collection([folder])


class TestSkipping:
    def test_what_is_passed_over_is_counted_by_reason(self, folder):
        write(folder / "a.txt")
        write(folder / ".hidden.txt")
        write(folder / ".git" / "b.txt")
        write(folder / "image.heic")
        write(folder / "no ending")
        write(folder / "empty.txt", "")
        found = scan([folder])
        assert [file.name for file in found.files] == ["a.txt"]
        assert found.skipped == {"empty": 1, "hidden": 2, "unknown format": 2}

    def test_files_that_say_who_has_a_document_open_are_no_documents(self, folder):
        write(folder / "plan.docx")
        write(folder / "~$plan.docx")
        write(folder / ".~lock.plan.docx#")
        write(folder / "~plan.txt")
        write(folder / "~$odd" / "a.txt")
        found = scan([folder])
        assert [file.name for file in found.files] == ["plan.docx", "~$odd/a.txt", "~plan.txt"]
        assert found.skipped == {"hidden": 1, "lock file": 1}

    def test_a_folder_that_is_called_like_a_file_is_a_folder(self, folder):
        write(folder / "odd.txt" / "a.txt")
        assert ids(folder) == ["odd.txt/a.txt"]

    def test_a_hidden_folder_that_is_named_itself_is_read(self, tmp_path):
        write(tmp_path / ".notes" / "a.txt")
        assert ids(tmp_path / ".notes") == ["a.txt"]

    def test_an_index_in_a_source_is_none_of_its_documents(self, shelf):
        shelf.write(a="It is so.")
        shelf.store.directory = shelf.folder / "index"
        shelf.index()
        assert ids(shelf.folder) == ["a.txt"]
        assert scan([shelf.folder]).skipped == {"index": 1}

    def test_a_link_within_the_source_is_one_file_with_its_target(self, folder):
        write(folder / "b.txt")
        (folder / "a.txt").symlink_to("b.txt")
        assert ids(folder) == ["a.txt"]

    def test_links_out_of_the_source_are_not_followed(self, tmp_path, folder):
        write(folder / "a.txt")
        (folder / "secret.txt").symlink_to(write(tmp_path / "secret.txt"))
        (folder / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
        (folder / "dangling.txt").symlink_to("missing.txt")
        assert ids(folder) == ["a.txt"]
        assert scan([folder]).skipped == {"link": 3}

    def test_folders_that_link_to_their_parents_end(self, folder):
        write(folder / "deep" / "a.txt")
        (folder / "deep" / "again").symlink_to(folder, target_is_directory=True)
        assert ids(folder) == ["deep/a.txt"]

    def test_a_link_to_itself_is_passed_over(self, folder):
        write(folder / "a.txt")
        (folder / "loop.txt").symlink_to("loop.txt")
        assert ids(folder) == ["a.txt"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_does_not_block(self, folder):
        write(folder / "a.txt")
        os.mkfifo(folder / "pipe.txt")
        (folder / "link.txt").symlink_to("pipe.txt")
        assert ids(folder) == ["a.txt"]
        assert scan([folder]).skipped == {"link": 1, "no file": 1}


class TestUnreadableSources:
    def refusal(self, source):
        with pytest.raises(SourceError) as caught:
            read_collection([source])
        message = str(caught.value)
        assert "\n" not in message
        assert str(source) in message
        return message

    def test_a_missing_one(self, tmp_path):
        assert "no such file or folder" in self.refusal(tmp_path / "missing.txt")

    def test_an_empty_file(self, tmp_path):
        assert "is empty" in self.refusal(write(tmp_path / "a.txt", ""))

    def test_a_blank_file(self, tmp_path):
        assert "is empty" in self.refusal(write(tmp_path / "a.txt", " \n\u2003\n"))

    def test_a_byte_order_mark_alone_is_empty_too(self, tmp_path):
        assert "is empty" in self.refusal(write(tmp_path / "a.txt", "\ufeff"))

    def test_what_is_not_utf8_is_named_with_its_line(self, tmp_path):
        message = self.refusal(write(tmp_path / "a.txt", b"One \xc3\xa9\xc3\xa9.\ncaf\xe9\n"))
        assert (
            message == f"{tmp_path / 'a.txt'}: line 2 is not UTF-8, unlike the rest; mend it there"
        )

    def test_an_unknown_kind(self, tmp_path):
        assert "Quoth reads .txt" in self.refusal(write(tmp_path / "a.heic"))

    def test_an_empty_folder(self, tmp_path):
        assert "holds nothing to read" in self.refusal(tmp_path)

    def test_a_folder_of_unknown_kinds(self, tmp_path):
        write(tmp_path / "a.png")
        assert "holds nothing to read" in self.refusal(tmp_path)

    def test_a_path_with_a_nul(self):
        with pytest.raises(SourceError, match="cannot be read"):
            scan([Path("a\0b.txt")])

    def test_a_link_to_itself(self, tmp_path):
        (tmp_path / "loop.txt").symlink_to("loop.txt")
        assert "cannot be read" in self.refusal(tmp_path / "loop.txt")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.txt")
        assert "neither a file nor a folder" in self.refusal(tmp_path / "pipe.txt")

    def test_one_that_may_not_be_read(self, tmp_path, monkeypatch):
        path = write(tmp_path / "a.txt")
        forbid(monkeypatch, path)
        assert "cannot be read (Permission denied)" in self.refusal(path)

    def test_one_of_several_is_enough(self, tmp_path):
        with pytest.raises(SourceError, match=r"missing\.txt"):
            read_collection([write(tmp_path / "a.txt"), tmp_path / "missing.txt"])


class TestBadFilesInAFolder:
    def test_each_is_left_out_and_named(self, folder, monkeypatch):
        write(folder / "good.txt")
        write(folder / "binary.txt", b"\xff\xfe\x00")
        write(folder / "blank.txt", "\n")
        write(folder / "broken.jsonl", "nonsense")
        forbid(monkeypatch, write(folder / "secret.txt"))
        collection = read_collection([folder])
        assert [document.id for document in collection.documents] == ["good.txt"]
        named = [problem.split(": ")[0] for problem in collection.problems]
        assert named == [
            str(folder / name) for name in ["binary.txt", "blank.txt", "broken.jsonl", "secret.txt"]
        ]

    def test_a_bad_line_is_named_with_its_file(self, folder):
        record = json.dumps({"_id": "a", "text": "One."})
        path = write(folder / "c.jsonl", f"{record}\nnonsense\n")
        [problem] = read_file(path, "c.jsonl").problems
        assert problem.startswith(f"{path}: line 2: not JSON")

    def test_a_file_that_vanished_after_the_scan_is_left_out(self, folder, monkeypatch):
        write(folder / "a.txt")
        gone = write(folder / "b.txt")
        found = scan([folder])
        gone.unlink()
        monkeypatch.setattr("index.sources.files.scan", lambda *_: found)
        collection = read_collection([folder])
        assert [document.id for document in collection.documents] == ["a.txt"]
        assert len(collection.problems) == 1

    @pytest.mark.parametrize("fault", [RecursionError, KeyError, MemoryError])
    def test_at_which_a_reader_fails_in_any_way_cost_themselves_alone(
        self, folder, fault, monkeypatch
    ):
        def failing(data, name):
            raise fault

        monkeypatch.setitem(FORMATS, ".org", Format((".org",), failing))
        bad = write(folder / "bad.org")
        write(folder / "good.txt")
        collection = read_collection([folder])
        assert [document.id for document in collection.documents] == ["good.txt"]
        [problem] = collection.problems
        assert problem.startswith(f"{bad}: cannot be read; it is damaged or far too complex")
        with pytest.raises(SourceError, match="cannot be read; it is damaged"):
            read_collection([bad])
