"""Files are written whole, also of parts of other files."""

import os
import stat

import pytest

from index.files.disk import FileRange, write_atomically, write_through


@pytest.fixture(params=["by the system", "by hand"])
def _copying(request, monkeypatch):
    if request.param == "by hand":
        monkeypatch.delattr(os, "copy_file_range", raising=False)


@pytest.mark.usefixtures("_copying")
class TestParts:
    def test_ranges_of_another_file_stand_between_bytes(self, tmp_path):
        other = tmp_path / "other"
        other.write_bytes(b"0123456789")
        parts = [b"a", FileRange(other, 2, 5), memoryview(b"b"), FileRange(other, 0, 0), b"c"]
        write_through(tmp_path / "new", parts)
        assert (tmp_path / "new").read_bytes() == b"a234bc"

    def test_a_file_that_has_become_shorter_is_an_error(self, tmp_path):
        other = tmp_path / "other"
        other.write_bytes(b"0123")
        with pytest.raises(OSError, match="Input/output error"):
            write_through(tmp_path / "new", [FileRange(other, 2, 5)])


def full_disk(_descriptor):
    raise OSError(28, "No space left on device")


class TestWriteAtomically:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "file"
        path.write_bytes(b"old")
        return path

    def test_puts_a_whole_file_in_the_place_of_another(self, file):
        file.chmod(0o640)
        with file.open("rb") as reader:
            write_atomically(file, b"new")
            assert (reader.read(), file.read_bytes()) == (b"old", b"new")
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert list(file.parent.iterdir()) == [file]

    def test_makes_one_that_is_private_where_that_is_wanted(self, file, tmp_path):
        (tmp_path / ".file.new").write_bytes(b"left by a killed one")
        write_atomically(file, b"new", private=True)
        write_atomically(tmp_path / "other", b"new", private=True)
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
        assert len(list(tmp_path.iterdir())) == 2

    def test_makes_a_new_one_as_the_user_s_mask_has_it(self, tmp_path):
        before = os.umask(0o027)
        try:
            write_atomically(tmp_path / "file", b"new")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640

    def test_that_fails_leaves_what_was_there_and_nothing_else(self, file, monkeypatch):
        monkeypatch.setattr(os, "fsync", full_disk)
        with pytest.raises(OSError, match="No space left"):
            write_atomically(file, b"new")
        assert file.read_bytes() == b"old"
        assert list(file.parent.iterdir()) == [file]
