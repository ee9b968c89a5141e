"""Documents and their hashes."""

import hashlib

import pytest

from index.documents import Block, BlockKind, Document, file_sha256, text_sha256


class TestHashes:
    def test_a_document_is_hashed_as_utf8(self):
        document = Document("a", "A", "é😀", (Block(BlockKind.BODY, 0, 2),))
        assert document.sha256 == hashlib.sha256(b"\xc3\xa9\xf0\x9f\x98\x80").hexdigest()

    def test_the_hash_of_no_text_is_the_well_known_one(self):
        assert text_sha256("").startswith("e3b0c44298fc1c14")

    def test_newlines_count(self):
        assert text_sha256("a\r\nb") != text_sha256("a\nb")

    def test_a_file_is_hashed_by_its_bytes(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_bytes(b"\xef\xbb\xbfabc")
        assert file_sha256(path) == hashlib.sha256(b"\xef\xbb\xbfabc").hexdigest()

    @pytest.mark.parametrize("name", ["missing.txt", "."])
    def test_what_cannot_be_read_has_an_empty_hash(self, tmp_path, name):
        assert file_sha256(tmp_path / name) == ""
