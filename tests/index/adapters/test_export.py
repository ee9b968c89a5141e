"""Small models are exported once, of the published weights alone."""

import dataclasses
import json
import shutil

import pytest

from index.adapters import export
from index.adapters.export import load
from index.errors import ModelError
from index.following.carrier import CARRIER
from index.reading.reader import READER


@pytest.fixture(params=[READER, CARRIER], ids=lambda adapter: adapter.name)
def adapter(request):
    return request.param


def flipped(source, target):
    """Copy a file with one bit the other way round."""
    data = bytearray(source.read_bytes())
    data[len(data) // 2] ^= 1
    target.write_bytes(data)
    return target


class TestExports:
    def test_are_made_once(self, adapter, monkeypatch):
        name = load(adapter).name
        monkeypatch.setattr(export, "_made", None)
        assert load(adapter).name == name

    def test_that_are_damaged_are_made_anew(self, adapter, tmp_path, monkeypatch):
        name = load(adapter).name
        cache = tmp_path / "quoth" / "encoders"
        cache.mkdir(parents=True, mode=0o700)
        [kept] = export.cache_folder().glob(f"{adapter.name}-*")
        copy = shutil.copytree(kept, cache / kept.name)
        flipped(copy / "graph.onnx", copy / "graph.onnx")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        made = []
        whole = {path.name: path.read_bytes() for path in kept.iterdir()}
        precision = json.loads(whole["settings.json"])["precision"]
        monkeypatch.setattr(
            export, "_made", lambda *_: made.append(1) or (_files(whole), precision)
        )
        assert (load(adapter).name, made) == (name, [1])


def _files(whole):
    return {name: data for name, data in whole.items() if name != "settings.json"}


class TestWeights:
    def test_that_are_damaged_are_refused_by_name(self, adapter, tmp_path, monkeypatch):
        damaged = flipped(adapter.weights, tmp_path / adapter.weights.name)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        with pytest.raises(ModelError, match=rf"{damaged.name}: is not the published file; reinst"):
            load(dataclasses.replace(adapter, weights=damaged))

    def test_that_are_missing_are_refused_by_name(self, adapter, tmp_path, monkeypatch):
        missing = tmp_path / adapter.weights.name
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        with pytest.raises(ModelError, match=rf"{missing.name}: is missing; reinstall Quoth"):
            load(dataclasses.replace(adapter, weights=missing))
