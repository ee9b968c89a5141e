"""Exported models in the user's cache: checked whenever they are opened, made anew when broken."""

import shutil

import pytest

from index.files.location import user_folder
from index.model.bundled_model import WEIGHTS_SHA256
from index.model.encoding import Encoder


@pytest.fixture
def exports(encoder, tmp_path, monkeypatch):
    """A copy of the cache that holds the default model's export, to be broken."""
    shutil.copytree(user_folder("cache") / "encoders", tmp_path / "quoth" / "encoders")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    [folder] = (tmp_path / "quoth" / "encoders").glob(f"*-{WEIGHTS_SHA256[:32]}-*")
    return folder


def model_is_loaded(monkeypatch):
    """Note whether the original model is loaded, which asking must never need to."""
    loaded = []

    def refuse(name):
        loaded.append(name)
        raise MemoryError

    monkeypatch.setattr("index.model.models.Model.load", refuse)
    return loaded


class TestExports:
    def test_a_whole_one_is_used_without_the_original(self, exports, encoder, monkeypatch):
        loaded = model_is_loaded(monkeypatch)
        assert Encoder.load().identity == encoder.identity
        assert loaded == []

    def test_one_with_a_flipped_byte_is_not_used(self, exports, monkeypatch):
        loaded = model_is_loaded(monkeypatch)
        for path in sorted(exports.iterdir()):
            whole = path.read_bytes()
            broken = bytearray(whole)
            broken[len(whole) // 2] ^= 1
            path.write_bytes(broken)
            with pytest.raises(MemoryError):
                Encoder.load()
            path.write_bytes(whole)
        assert len(loaded) == 4

    def test_one_that_lacks_a_file_is_not_used(self, exports, monkeypatch):
        model_is_loaded(monkeypatch)
        for path in sorted(exports.iterdir()):
            whole = path.read_bytes()
            path.unlink()
            with pytest.raises(MemoryError):
                Encoder.load()
            path.write_bytes(whole)

    def test_a_broken_one_is_replaced_by_the_same(self, exports, encoder, monkeypatch):
        # Fitting takes seconds, and the first export has done it already.
        monkeypatch.setattr(
            "index.model.encoder_cache.fit_projection", lambda *_: encoder.projection
        )
        settings = exports / "settings.json"
        settings.write_bytes(b"")
        assert Encoder.load().identity == encoder.identity
        assert settings.stat().st_size
        assert not [path for path in exports.parent.iterdir() if path.name.startswith(".")]
