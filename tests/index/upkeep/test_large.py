"""A refresh of a large index leaves the files of what has not changed as they are."""

import random

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.signals.registry import COLUMNS
from index.storage import generation, stock
from tests.index.small_batches import in_small_batches

WORDS = ("rivers", "bridges", "mills", "bees", "ferries", "captains", "dogs", "owls")
FILES = ("texts.bin", "tokens.bin", "sentence_codes.bin")


@pytest.fixture(autouse=True)
def _large(monkeypatch):
    monkeypatch.setattr(stock, "LARGE", 0)
    monkeypatch.setattr("os.fsync", lambda _: None)


def text(number):
    return (
        f"# Text {number}\n\nThis is text {number}. It speaks of {WORDS[number % 8]}.\n\nThe end."
    )


@pytest.fixture
def filled(shelf):
    shelf.write(**{f"text-{n}": text(n) for n in range(8)}).refresh()
    return shelf


def content(index):
    """Return all that an index holds of its passages, wherever in its files it stands."""
    contents = index.contents
    contents.prove()
    rows = np.arange(contents.size)
    everything = contents.choose()
    return {
        "passages": [contents.passage(row) for row in rows.tolist()],
        "copies": [contents.copies(row, everything) for row in rows.tolist()],
        "found": everything.found.tolist(),
        "units": {c.file: contents.units(c.file, rows).rows.tobytes() for c in COLUMNS},
        "vectors": contents.vectors(rows).tobytes(),
        "near": contents.nearest(np.eye(1, 16, dtype=np.float32), everything, 5).rows.tolist(),
        "terms": {
            term: [column.tolist() for column in contents.lexical.held(term)]
            for term in contents.lexical.vocabulary
        },
        "words": dict(
            zip(contents.lexical.words, contents.lexical.word_counts.tolist(), strict=True)
        ),
        "fingerprint": index.manifest.fingerprint,
    }


def anew(shelf, new_shelf):
    scratch = new_shelf("scratch")
    scratch.folder = shelf.folder
    return content(scratch.index(rebuild=True))


def inodes(shelf):
    folder = shelf.store.directory / shelf.store.manifest().generation
    return {name: (folder / name).stat().st_ino for name in FILES}


def parts(shelf, name):
    """Return how many files of a kind there are, one behind the other."""
    return sum(
        1 for path in shelf.files() if path.name.removeprefix(name).strip(".0123456789") == ""
    )


class TestRefreshes:
    def test_keep_the_files_and_add_what_is_new(self, filled, new_shelf):
        before = inodes(filled)
        filled.write(**{"text-3": "Other words. Of other things."})
        assert content(filled.index()) == anew(filled, new_shelf)
        assert inodes(filled) == before
        assert [parts(filled, name) for name in FILES] == [2, 2, 2]

    def test_add_nothing_where_nothing_is_new(self, filled, new_shelf):
        before = inodes(filled)
        (filled.folder / "text-3.txt").rename(filled.folder / "a.txt")
        (filled.folder / "text-4.txt").unlink()
        assert content(filled.index()) == anew(filled, new_shelf)
        assert inodes(filled) == before
        assert [parts(filled, name) for name in FILES] == [1, 1, 1]

    def test_write_all_anew_where_much_is_gone(self, filled, new_shelf):
        before = inodes(filled)
        for number in range(4):
            (filled.folder / f"text-{number}.txt").unlink()
        assert content(filled.index()) == anew(filled, new_shelf)
        assert not {*before.values()} & {*inodes(filled).values()}

    def test_write_all_anew_after_many(self, filled, monkeypatch, new_shelf):
        monkeypatch.setattr(generation, "FEW", 4)
        for number in range(8):
            filled.write(
                **{f"new-{number}": f"New {number}. It speaks of {number} cats."}
            ).refresh()
            assert parts(filled, "tokens.bin") <= 4
        assert content(filled.store.check()) == anew(filled, new_shelf)

    @pytest.mark.parametrize("seed", range(6))
    def test_of_any_history_hold_what_is_built_anew(self, filled, new_shelf, monkeypatch, seed):
        drawn = random.Random(seed)
        if seed % 2:
            in_small_batches(monkeypatch)
        for step in range(6):
            names = sorted(path.stem for path in filled.folder.iterdir())
            filled.write(**{f"text-{drawn.randrange(12)}": text(100 * seed + step)})
            if drawn.random() < 0.4:
                (filled.folder / f"{drawn.choice(names)}.txt").unlink(missing_ok=True)
            if drawn.random() < 0.4:
                filled.write(copy=text(drawn.randrange(8)))
            refreshed = filled.index()
        assert content(refreshed) == anew(filled, new_shelf)

    def test_leave_alone_what_a_reader_reads(self, filled):
        old, before = filled.store.load(), content(filled.store.load())
        filled.write(**{"text-3": "Other words. Of other things."}).refresh()
        assert content(old) == before

    def test_copy_files_where_they_cannot_have_two_names(self, filled, new_shelf, monkeypatch):
        def cannot(*_):
            raise OSError

        monkeypatch.setattr("pathlib.Path.hardlink_to", cannot)
        filled.write(**{"text-3": "Other words. Of other things."})
        assert content(filled.index()) == anew(filled, new_shelf)

    def test_an_index_that_is_not_large_is_written_whole(self, shelf, monkeypatch):
        monkeypatch.setattr(stock, "LARGE", 100)
        shelf.write(a=text(1), b=text(2)).refresh()
        before = inodes(shelf)
        shelf.write(b=text(3)).refresh()
        assert not {*before.values()} & {*inodes(shelf).values()}


class TestDamage:
    @pytest.mark.parametrize("name", ["tokens.bin", "tokens.bin.1", "texts.bin.1"])
    def test_in_any_of_the_files_is_found_where_it_is_read(self, filled, name):
        filled.write(**{"text-3": "Other words. Of other things."}).refresh()
        [path] = [path for path in filled.files() if path.name == name]
        data = bytearray(path.read_bytes())
        path.unlink()  # it may have another name in an older state
        data[1] ^= 4
        path.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=r"\.bin: is not what was written"):
            filled.store.check()

    @pytest.mark.parametrize("name", FILES)
    def test_that_a_refresh_carries_on_is_found_before_it_is_used(self, filled, name):
        [path] = [path for path in filled.files() if path.name == name]
        data = bytearray(path.read_bytes())
        data[1] ^= 4
        path.write_bytes(data)
        index = filled.write(**{"text-3": "Other words. Of other things."}).index()
        assert parts(filled, name) == 2
        with pytest.raises(IndexDamagedError, match=rf"{name}: is not what was written"):
            index.contents.prove()
        read = {
            "texts.bin": lambda: index.contents.passages.text(0),
            "tokens.bin": lambda: index.contents.units(name, np.arange(1)),
            "sentence_codes.bin": lambda: index.contents.units(name, np.arange(1)),
        }[name]
        with pytest.raises(IndexDamagedError, match=rf"{name}: is not what was written"):
            read()
        content(filled.index(rebuild=True))

    @pytest.mark.parametrize("change", ["shorter", "gone", "places"])
    def test_of_their_number_or_length_is_found(self, filled, change):
        filled.write(**{"text-3": "Other words. Of other things."}).refresh()
        named = {path.name: path for path in filled.files()}
        if change == "gone":
            named["tokens.bin.1"].unlink()
        elif change == "shorter":
            named["tokens.bin.1"].write_bytes(named["tokens.bin.1"].read_bytes()[:-1])
        else:
            data = bytearray(named["tokens.bin.places"].read_bytes())
            data[-3] ^= 1
            named["tokens.bin.places"].write_bytes(data)
        with pytest.raises(IndexDamagedError, match=r"tokens\.bin"):
            filled.store.load()
        filled.index(rebuild=True).contents.prove()
