"""Files are written whole, also of parts of other files."""

import os

import pytest

from index.files.disk import FileRange, write_through


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
