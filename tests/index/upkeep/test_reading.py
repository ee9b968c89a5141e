"""What documents say now, taken from an index only where the bytes are those it was built of."""

import pytest

from index.errors import SourceError
from index.sources.files import read_collection
from index.upkeep.reading import read_texts

ONE = "The first text. It speaks of rivers."


@pytest.fixture
def built(library):
    """An index of a text, a web page and two lines of JSON."""
    library.write(a=ONE)
    (library.folder / "b.html").write_text("<title>Mills</title><p>They stand.")
    (library.folder / "c.jsonl").write_text('{"_id": "x", "text": "X."}\n{"_id": "y", "text": "Y"}')
    return library.refresh()


def texts(library, index):
    return dict(read_texts([library.folder], index).by_id)


class TestTexts:
    def test_they_are_the_same_with_and_without_an_index(self, library, built):
        now = {d.id: d.text for d in read_collection([library.folder]).documents}
        assert texts(library, built) == texts(library, None) == now
        assert list(now) == ["a.txt", "b.html", "x", "y"]

    def test_what_an_index_knows_is_not_converted(self, library, built, monkeypatch):
        monkeypatch.setattr("index.sources.files.Conversion", None)
        (library.folder / "b.html").rename(library.folder / "mills.html")
        assert texts(library, built)["mills.html"] == "They stand.\n"

    def test_what_changed_is_read_though_size_and_time_are_as_they_were(self, library, built):
        changed = ONE.replace("first", "worst")
        (library.folder / "a.txt").write_text(changed)
        assert texts(library, built)["a.txt"] == changed

    def test_what_is_bad_now_is_named(self, library, built):
        (library.folder / "b.html").write_bytes(b"")
        (library.folder / "a.txt").write_bytes(b"\xff")
        now = read_texts([library.folder], built)
        assert list(now.by_id) == ["x", "y"]
        assert [problem.split(":")[0] for problem in now.problems] == [
            str(library.folder / "a.txt")
        ]

    def test_a_source_that_is_bad_now_is_an_error(self, library, built):
        (library.folder / "a.txt").write_bytes(b"\xff")
        with pytest.raises(SourceError, match=r"a\.txt"):
            read_texts([library.folder / "a.txt"], built)
