"""Whether a document is still what was indexed."""

import os
import shutil

import pytest

from index.upkeep.intactness import Freshness

ONE = "The first text. It speaks of rivers."
TWO = "The second text. It speaks of mountains."


@pytest.fixture
def check(shelf):
    """Return which documents of an index of two texts are intact."""
    index = shelf.write(a=ONE, b=TWO).index()
    freshness = Freshness(index.manifest.files)

    def intact():
        return [freshness.is_intact(entry) for entry in index.contents.passages.documents]

    return intact


class TestFreshness:
    def test_documents_that_nobody_touched_are_intact(self, check):
        assert check() == [True, True]

    def test_a_changed_one_is_not_and_the_others_are(self, shelf, check):
        shelf.write(a=ONE.replace("first", "worst"))
        assert check() == [False, True]

    def test_a_change_is_seen_between_two_questions(self, shelf, check):
        assert check() == [True, True]
        shelf.write(b=TWO + " Now.")
        assert check() == [True, False]

    def test_a_change_that_keeps_size_and_time_is_seen(self, shelf, check):
        path = shelf.folder / "a.txt"
        status = path.stat()
        path.write_text(ONE.replace("first", "worst"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert check() == [False, True]

    def test_a_change_that_was_taken_back_is_none(self, shelf, check):
        shelf.write(a="Something else.")
        assert check() == [False, True]
        shelf.write(a=ONE)
        assert check() == [True, True]

    def test_a_touched_file_is_intact(self, shelf, check):
        os.utime(shelf.folder / "a.txt", ns=(1, 1))
        assert check() == [True, True]

    def test_bytes_that_are_no_part_of_the_text_do_not_count(self, shelf, check):
        (shelf.folder / "a.txt").write_text("\ufeff" + ONE)
        assert check() == [True, True]

    @pytest.mark.parametrize("damage", [b"", b"\0\xff", b" \n"])
    def test_what_can_no_longer_be_read_is_not_intact(self, shelf, check, damage):
        (shelf.folder / "a.txt").write_bytes(damage)
        assert check() == [False, True]

    def test_what_is_gone_is_not_intact(self, shelf, check):
        (shelf.folder / "a.txt").unlink()
        assert check() == [False, True]

    def test_sources_that_are_gone_are_not_intact(self, shelf, check):
        shutil.rmtree(shelf.folder)
        assert check() == [False, False]

    def test_of_a_file_of_many_only_the_changed_line_is_not_intact(self, shelf):
        shelf.folder.mkdir()
        path = shelf.folder / "c.jsonl"
        path.write_text('{"_id": "x", "text": "One."}\n{"_id": "y", "text": "Two."}\n')
        index = shelf.index()
        path.write_text('{"_id": "x", "text": "One."}\n{"_id": "y", "text": "Six."}\n')
        freshness = Freshness(index.manifest.files)
        documents = index.contents.passages.documents
        assert {d.id: freshness.is_intact(d) for d in documents} == {"x": True, "y": False}
