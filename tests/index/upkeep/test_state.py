"""Which files differ from what an index was built of."""

import os
import shutil

import pytest

from index.upkeep.state import FileChanges, changes


@pytest.fixture
def manifest(shelf):
    return shelf.write(a="Bees.", b="Cows.").index().manifest


def test_there_are_none_at_first(manifest):
    assert changes(manifest) == FileChanges()
    assert not changes(manifest)


def test_files_are_named_that_are_otherwise_new_or_gone(shelf, manifest):
    shelf.write(a="Many bees.", c="Dogs.")
    (shelf.folder / "b.txt").unlink()
    assert changes(manifest) == FileChanges(("a.txt",), ("c.txt",), ("b.txt",))


def test_a_newer_time_alone_is_no_change(shelf, manifest):
    os.utime(shelf.folder / "a.txt")
    assert not changes(manifest)


def test_a_source_that_is_gone_has_lost_its_files(shelf, manifest):
    shutil.rmtree(shelf.folder)
    assert changes(manifest).removed == ("a.txt", "b.txt")
