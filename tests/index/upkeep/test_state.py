"""Which files differ from what an index was built of."""

import os
import shutil

import pytest

from index.upkeep.state import FileChanges, changes


@pytest.fixture
def manifest(library):
    return library.write(a="Bees.", b="Cows.").refresh().manifest


def test_there_are_none_at_first(manifest):
    assert changes(manifest) == FileChanges()
    assert not changes(manifest)


def test_files_are_named_that_are_otherwise_new_or_gone(library, manifest):
    library.write(a="Many bees.", c="Dogs.")
    (library.folder / "b.txt").unlink()
    assert changes(manifest) == FileChanges(("a.txt",), ("c.txt",), ("b.txt",))


def test_a_newer_time_alone_is_no_change(library, manifest):
    os.utime(library.folder / "a.txt")
    assert not changes(manifest)


def test_a_source_that_is_gone_has_lost_its_files(library, manifest):
    shutil.rmtree(library.folder)
    assert changes(manifest).removed == ("a.txt", "b.txt")
