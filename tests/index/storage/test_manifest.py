"""The manifest proves itself before anything in it is believed."""

import json
from dataclasses import replace

import pytest

from index.errors import IndexDamagedError, IndexForeignError, Remedy
from index.files.location import MANIFEST
from index.model.models import ModelIdentity
from index.storage.file_entries import FileEntries, FileEntry
from index.storage.manifest import Manifest, PassageSettings, fingerprint, sealed

MODEL = ModelIdentity("m", "weights", "tokenizer", "int8-1", 16, 16, 254)
FILE = FileEntry("/docs/é.txt", 0, "é.txt", 5, 1_700_000_000_123_456_789, "abc")
WHOLE = Manifest(
    model=MODEL,
    passages=PassageSettings(),
    sources=("/docs",),
    files=FileEntries.of([FILE]),
    skipped={"hidden": 1},
    problems=("/docs/b.txt: is empty",),
    fingerprint="f",
    generation="generation-1",
    checksums={"texts.bin": "00"},
)
DOCUMENT = ("a.txt", "A", "hash", "")


def stored(directory, data):
    (directory / MANIFEST).write_bytes(data)
    return directory


def resealed(**changes):
    """A manifest as another program would write it, its checksum right."""
    record = {**json.loads(WHOLE.to_bytes()), **changes}
    del record["checksum"]
    return sealed(record)


class TestReading:
    def test_what_is_written_is_read_again(self, tmp_path):
        assert Manifest.read(stored(tmp_path, WHOLE.to_bytes())) == WHOLE

    def test_a_missing_one_names_the_folder_and_the_remedy(self, tmp_path):
        with pytest.raises(IndexDamagedError, match=r"holds no index$") as caught:
            Manifest.read(tmp_path)
        assert caught.value.remedy is Remedy.BUILD_OF_SOURCES

    @pytest.mark.parametrize(
        "data",
        [
            b"", b"{", b"nonsense", b"{}", b"null", b"5", b'"text"', b"\xff\xfe", b"[" * 100_000, b"[]",
            b'{"schema": "quoth.index", "format": 1, "checksum": "0"}',
            b'{"checksum": "' + b"0" * 64 + b'", "schema": "quoth.index", "format": 1}',
        ],
    )  # fmt: skip
    def test_anything_else_is_damaged_and_named(self, tmp_path, data):
        with pytest.raises(IndexDamagedError, match=f"{MANIFEST}: is not what was written"):
            Manifest.read(stored(tmp_path, data))

    def test_every_changed_value_is_noticed(self, tmp_path):
        data = WHOLE.to_bytes()
        for old, new in [(b'"hidden": 1', b'"hidden": 2'), (b"/docs", b"/dogs"), (b'"f"', b'"g"')]:
            assert old in data
            with pytest.raises(IndexDamagedError):
                Manifest.read(stored(tmp_path, data.replace(old, new)))

    def test_a_truncated_one_is_damaged(self, tmp_path):
        data = WHOLE.to_bytes()
        for length in range(0, len(data), 97):
            with pytest.raises(IndexDamagedError):
                Manifest.read(stored(tmp_path, data[:length]))

    def test_the_manifest_of_another_format_is_foreign(self, tmp_path):
        with pytest.raises(IndexForeignError, match="has format 999, this version of Quoth reads"):
            Manifest.read(stored(tmp_path, resealed(format=999)))

    def test_a_folder_in_its_place_is_named(self, tmp_path):
        (tmp_path / MANIFEST).mkdir()
        with pytest.raises(IndexDamagedError, match="cannot be read"):
            Manifest.read(tmp_path)

    def test_names_without_a_unicode_form_survive(self, tmp_path):
        odd = replace(WHOLE, files=FileEntries.of([replace(FILE, path="/docs/\udcff.txt")]))
        assert Manifest.read(stored(tmp_path, odd.to_bytes())) == odd


class TestFingerprint:
    def test_it_is_the_same_for_the_same_contents(self):
        assert fingerprint(MODEL, PassageSettings(), [DOCUMENT]) == fingerprint(
            replace(MODEL, name="/other/path"), PassageSettings(), [DOCUMENT]
        )

    @pytest.mark.parametrize(
        ("model", "settings", "documents"),
        [
            (replace(MODEL, weights_sha256="x"), PassageSettings(), [DOCUMENT]),
            (replace(MODEL, tokenizer_sha256="x"), PassageSettings(), [DOCUMENT]),
            (replace(MODEL, variant="x"), PassageSettings(), [DOCUMENT]),
            (replace(MODEL, window=100), PassageSettings(), [DOCUMENT]),
            (MODEL, PassageSettings(tokens=64), [DOCUMENT]),
            (MODEL, PassageSettings(), [("a.txt", "A", "x", "")]),
            (MODEL, PassageSettings(), [("b.txt", "A", "hash", "")]),
            (MODEL, PassageSettings(), [("a.txt", "B", "hash", "")]),
            (MODEL, PassageSettings(), [("a.txt", "A", "hash", "c.jsonl:2")]),
            (MODEL, PassageSettings(), [DOCUMENT, DOCUMENT]),
            (MODEL, PassageSettings(), []),
        ],
    )
    def test_it_differs_with_everything_that_answers_depend_on(self, model, settings, documents):
        assert fingerprint(model, settings, documents) != fingerprint(
            MODEL, PassageSettings(), [DOCUMENT]
        )
