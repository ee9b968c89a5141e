"""An index on disk is whole or refused, whatever happens to the machine."""

import errno
import gc
import os
import random
import re
import threading
from itertools import count
from pathlib import Path

import pytest

from index.errors import IndexDamagedError, IndexForeignError, InputError, QuothError, Remedy
from index.files.arrays import mapped
from index.files.location import MANIFEST
from index.storage.contents import LAZY
from index.storage.store import _LOCK as LOCK
from index.storage.store import Store
from tests.faults.limits import open_files
from tests.index.bytes_of import data_of

ONE = "The first text. It speaks of rivers and of bridges."
TWO = "The second text. It speaks of mountains."


class Killed(BaseException):
    """What ends a program at once, as SIGKILL does: nothing gets to tidy up."""


def files_of(store, *, large=None):
    """Return the files of an index; only those that are, or are not, read a block at a time."""
    folder = store.directory / store.manifest().generation
    files = sorted([store.directory / MANIFEST, *folder.iterdir()])
    return [path for path in files if large in {None, path.name in LAZY}]


def read_whole(store):
    """Load an index and read all of it: parts of it are proven only when they are first read."""
    return data_of(store.load())


def parts_of(data):
    """Return the bytes of an index's files as they are committed."""
    return {name: [content] for name, content in data.items()}


def failing_fsync(monkeypatch, number):
    """Let the disk be full at the ``number``-th file that is to be kept."""
    calls = []
    numbers = count(1)  # also where several files are written at once
    fsync = os.fsync

    def full(descriptor):
        calls.append(descriptor)
        if next(numbers) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    return calls


class TestCommitting:
    def test_what_is_committed_is_loaded(self, shelf):
        built = shelf.write(a=ONE, b=TWO).index()
        loaded = shelf.store.load()
        assert loaded.manifest == built.manifest
        assert data_of(loaded) == data_of(built)
        assert [p.text for p in loaded.contents.passages] == [ONE, TWO]

    def test_there_is_one_generation_at_a_time(self, shelf):
        shelf.write(a=ONE).index()
        shelf.write(b=TWO).index()
        assert shelf.names() == {MANIFEST, LOCK, "generation"}
        assert len(list(shelf.store.directory.glob("generation-*"))) == 1

    def test_the_size_is_that_of_the_files(self, shelf):
        index = shelf.write(a=ONE).index()
        assert index.size == shelf.store.load().size == sum(map(len, shelf.generation().values()))

    def test_an_index_can_be_moved(self, shelf, tmp_path):
        shelf.write(a=ONE).index()
        shelf.store.directory.rename(tmp_path / "moved")
        assert Store(tmp_path / "moved").load().contents.passages[0].text == ONE

    def test_an_index_that_nobody_holds_any_more_closes_its_files(self, shelf, monkeypatch):
        monkeypatch.setattr("index.files.arrays._FEW", 0)
        shelf.write(a=ONE, b=TWO).refresh()
        gc.collect()
        before = open_files()
        gc.disable()
        try:
            index = shelf.store.check()
            assert index.contents.passages[0].text
            assert open_files() > before
            del index
            assert open_files() == before
        finally:
            gc.enable()


class TestReadersDuringACommit:
    def test_one_that_comes_in_between_gets_the_new_index(self, shelf, monkeypatch):
        shelf.write(a=ONE).index()

        def overtaken(path):
            monkeypatch.undo()
            shelf.write(a=TWO).index()
            return mapped(path)

        monkeypatch.setattr("index.storage.store.mapped", overtaken)
        assert [p.text for p in shelf.store.load().contents.passages] == [TWO]

    def test_many_see_the_old_or_the_new_one_whole(self, shelf):
        indexes = [shelf.write(a=text).index() for text in (ONE, TWO)]
        wholes = [data_of(index) for index in indexes]
        problems = []
        done = threading.Event()

        def read():
            while not done.is_set():
                try:
                    if data_of(shelf.store.load()) not in wholes:
                        problems.append("a mixture")
                except QuothError as error:
                    problems.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(20):
            index, whole = indexes[number % 2], wholes[number % 2]
            with shelf.store.writing():
                shelf.store.commit([parts_of(whole)], index.manifest)
        done.set()
        for reader in readers:
            reader.join()
        assert problems == []


class TestAccidents:
    def test_after_a_kill_before_the_manifest_the_old_index_stands(self, shelf, monkeypatch):
        shelf.write(a=ONE).index()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", raise_killed)
            with pytest.raises(Killed):
                shelf.write(a=TWO).index()
        assert [p.text for p in shelf.store.load().contents.passages] == [ONE]
        assert len(list(shelf.store.directory.glob("generation-*"))) == 2
        shelf.index()
        assert [p.text for p in shelf.store.load().contents.passages] == [TWO]
        assert shelf.names() == {MANIFEST, LOCK, "generation"}
        assert len(list(shelf.store.directory.glob("generation-*"))) == 1

    def test_a_kill_during_the_first_build_leaves_a_folder_that_can_be_built_in(
        self, shelf, monkeypatch
    ):
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", raise_killed)
            with pytest.raises(Killed):
                shelf.write(a=ONE).index()
        assert not shelf.store.exists()
        shelf.index()
        assert shelf.names() == {MANIFEST, LOCK, "generation"}

    def test_a_full_disk_leaves_the_old_index(self, shelf, monkeypatch):
        shelf.write(a=ONE).index()
        with monkeypatch.context() as patch:
            calls = failing_fsync(patch, 0)
            shelf.write(a=TWO).index()
        for number in range(1, len(calls)):
            shelf.write(a=ONE).index()
            with monkeypatch.context() as patch:
                failing_fsync(patch, number)
                with pytest.raises(InputError, match="No space left") as caught:
                    shelf.write(a=TWO).index()
            assert caught.value.remedy is Remedy.FREE_SPACE
            assert [p.text for p in shelf.store.load().contents.passages] == [ONE]
            assert len(list(shelf.store.directory.glob("generation-*"))) == 1

    def test_what_cannot_be_made_leaves_the_old_index_and_nothing_besides(self, shelf):
        index = shelf.write(a=ONE).index()

        def files():
            yield parts_of(data_of(index))
            raise IndexDamagedError("not what was written")

        with shelf.store.writing(), pytest.raises(IndexDamagedError, match="not what was"):
            shelf.store.commit(files(), index.manifest)
        assert [p.text for p in shelf.store.load().contents.passages] == [ONE]
        assert len(list(shelf.store.directory.glob("generation-*"))) == 1

    def test_an_error_after_the_manifest_was_replaced_leaves_a_whole_index(
        self, shelf, monkeypatch
    ):
        shelf.write(a=ONE).index()
        with monkeypatch.context() as patch:
            calls = failing_fsync(patch, 0)
            shelf.write(a=TWO).index()
        shelf.write(a=ONE).index()
        with monkeypatch.context() as patch:
            failing_fsync(patch, len(calls))
            with pytest.raises(InputError):
                shelf.write(a=TWO).index()
        [passage] = shelf.store.load().contents.passages
        assert passage.text in {ONE, TWO}

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only here")
    def test_a_read_only_folder_leaves_the_old_index(self, shelf):
        shelf.write(a=ONE).index()
        shelf.store.directory.chmod(0o500)
        try:
            with pytest.raises(InputError, match="cannot be written"):
                shelf.write(a=TWO).index()
            assert [p.text for p in shelf.store.load().contents.passages] == [ONE]
        finally:
            shelf.store.directory.chmod(0o700)


def raise_killed(*_):
    raise Killed


PER_SIZE = pytest.mark.parametrize(
    "large",
    [
        pytest.param(False, id="read at once"),
        pytest.param(True, id="read a block at a time"),
    ],
)


class TestDamage:
    def test_every_flipped_byte_is_noticed_and_its_file_named(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        generator = random.Random(2)
        for path in generator.choices(files_of(shelf.store), k=60):
            whole = path.read_bytes()
            at = generator.randrange(len(whole))
            damaged = bytearray(whole)
            damaged[at] ^= 1 << generator.randrange(8)
            path.write_bytes(damaged)
            self.assert_refused(shelf, path)
            path.write_bytes(whole)
        read_whole(shelf.store)

    @PER_SIZE
    def test_every_truncated_file_is_named(self, shelf, large):
        shelf.write(a=ONE, b=TWO).index()
        for path in files_of(shelf.store, large=large):
            whole = path.read_bytes()
            for length in (0, len(whole) // 2, len(whole) - 1):
                path.write_bytes(whole[:length])
                self.assert_refused(shelf, path)
            path.write_bytes(whole)

    @PER_SIZE
    def test_every_file_that_has_grown_is_named(self, shelf, large):
        shelf.write(a=ONE).index()
        for path in files_of(shelf.store, large=large):
            whole = path.read_bytes()
            path.write_bytes(whole + b"\0")
            self.assert_refused(shelf, path)
            path.write_bytes(whole)

    def test_every_missing_file_is_named(self, shelf):
        shelf.write(a=ONE).index()
        for path in files_of(shelf.store):
            whole = path.read_bytes()
            path.unlink()
            with pytest.raises(IndexDamagedError, match=re.escape(str(shelf.store.directory))):
                shelf.store.load()
            path.write_bytes(whole)

    def test_the_files_of_two_generations_never_mix(self, shelf, new_shelf, tmp_path):
        shelf.write(a=ONE).index()
        other = new_shelf(tmp_path / "other")
        other.write(a=TWO).index()
        for path in files_of(shelf.store)[:-1]:
            whole = path.read_bytes()
            twin = next(p for p in files_of(other.store) if p.name == path.name)
            if whole != twin.read_bytes():
                path.write_bytes(twin.read_bytes())
                with pytest.raises(IndexDamagedError):
                    read_whole(shelf.store)
                with pytest.raises(IndexDamagedError):
                    shelf.store.check()
                path.write_bytes(whole)

    def assert_refused(self, shelf, path):
        for read in (read_whole, Store.check):
            with pytest.raises(IndexDamagedError) as caught:
                read(shelf.store)
            assert str(path) in str(caught.value)
            assert caught.value.remedy is Remedy.BUILD_OF_SOURCES
            assert "\n" not in str(caught.value)


class TestForeignFolders:
    @pytest.mark.parametrize("names", [["notes.txt"], ["generation-of-swine.txt"]])
    @pytest.mark.parametrize("rebuild", [False, True])
    def test_they_are_never_written_to(self, shelf, names, rebuild):
        self.assert_untouched(shelf, names, rebuild)

    def test_a_manifest_of_another_program_is_no_index(self, shelf):
        self.assert_untouched(shelf, [MANIFEST, "index.html"], False)

    @pytest.mark.parametrize("names", [["manifest.json", "index.html"], ["lock", "data.mdb"]])
    def test_not_even_on_request_is_a_folder_of_another_program_written_to(self, shelf, names):
        self.assert_untouched(shelf, names, True)

    def assert_untouched(self, shelf, names, rebuild):
        foreign = shelf.store.directory
        foreign.mkdir()
        for name in names:
            (foreign / name).write_text('{"name": "of somebody else"}')
        with pytest.raises((IndexForeignError, IndexDamagedError)):
            shelf.write(a=ONE).index(rebuild=rebuild)
        assert sorted(path.name for path in foreign.iterdir()) == sorted(names)
        assert all(path.read_text() == '{"name": "of somebody else"}' for path in foreign.iterdir())

    def test_an_empty_folder_can_be_used(self, shelf):
        shelf.store.directory.mkdir()
        assert len(shelf.write(a=ONE).index().contents.passages) == 1

    def test_folders_are_made_as_deep_as_they_are_named(self, shelf, tmp_path):
        shelf.store = Store(tmp_path / "x" / "y" / "z")
        assert len(shelf.write(a=ONE).index().contents.passages) == 1

    @pytest.mark.parametrize("below", ["", "below"])
    def test_a_file_in_the_way_is_named(self, shelf, tmp_path, below):
        (tmp_path / "file").write_text("not an index")
        shelf.store = Store(tmp_path / "file" / below)
        with pytest.raises(InputError, match="the index cannot be written"):
            shelf.write(a=ONE).index()
        assert (tmp_path / "file").read_text() == "not an index"
