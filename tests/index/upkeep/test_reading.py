"""What documents say now, taken from an index only where the bytes are those it was built of."""

import pytest

from index.errors import SourceError
from index.sources.files import read_collection
from index.upkeep.reading import read_texts

ONE = "The first text. It speaks of rivers."


@pytest.fixture
def built(shelf):
    """An index of a text, a web page and two lines of JSON."""
    shelf.write(a=ONE)
    (shelf.folder / "b.html").write_text("<title>Mills</title><p>They stand.")
    (shelf.folder / "c.jsonl").write_text('{"_id": "x", "text": "X."}\n{"_id": "y", "text": "Y"}')
    return shelf.index()


def texts(shelf, index):
    return dict(read_texts([shelf.folder], index).by_id)


class TestTexts:
    def test_they_are_the_same_with_and_without_an_index(self, shelf, built):
        now = {d.id: d.text for d in read_collection([shelf.folder]).documents}
        assert texts(shelf, built) == texts(shelf, None) == now
        assert list(now) == ["a.txt", "b.html", "x", "y"]

    def test_what_an_index_knows_is_not_converted(self, shelf, built, monkeypatch):
        monkeypatch.setattr("index.sources.files.Conversion", None)
        (shelf.folder / "b.html").rename(shelf.folder / "mills.html")
        assert texts(shelf, built)["mills.html"] == "They stand.\n"

    def test_what_changed_is_read_though_size_and_time_are_as_they_were(self, shelf, built):
        changed = ONE.replace("first", "worst")
        (shelf.folder / "a.txt").write_text(changed)
        assert texts(shelf, built)["a.txt"] == changed

    def test_what_is_bad_now_is_named(self, shelf, built):
        (shelf.folder / "b.html").write_bytes(b"")
        (shelf.folder / "a.txt").write_bytes(b"\0\xff")
        now = read_texts([shelf.folder], built)
        assert list(now.by_id) == ["x", "y"]
        assert [problem.split(":")[0] for problem in now.problems] == [str(shelf.folder / "a.txt")]

    def test_a_source_that_is_bad_now_is_an_error(self, shelf, built):
        (shelf.folder / "a.txt").write_bytes(b"\0\xff")
        with pytest.raises(SourceError, match=r"a\.txt"):
            read_texts([shelf.folder / "a.txt"], built)
