"""Weights to ship: written and read back, and refused where they are not ours."""

import pytest
import torch
from safetensors.torch import load_file, save_file

from eval.training.export import read_weights, write_weights
from eval.training.following.network import Carrier
from eval.training.reading.network import Reader
from index.errors import InputError


@pytest.fixture
def reader(tiny_base):
    torch.manual_seed(2)
    reader = Reader(tiny_base, rank=2, alpha=4.0)
    with torch.no_grad():
        for each in reader.trained().values():
            each.normal_()
    return reader


class TestWeights:
    def test_they_have_the_names_of_the_base_and_no_weight_of_it(self, reader, tmp_path):
        write_weights(reader, tmp_path / "w" / "r.safetensors", {"kind": "reader"})
        held = load_file(tmp_path / "w" / "r.safetensors")
        assert held["encoder.layer.0.attention.self.query.down"].shape == (2, 8)
        assert held["encoder.layer.0.intermediate.dense.up"].dtype == torch.float16
        assert held["embeddings.LayerNorm.weight"].dtype == torch.float32
        assert held["span.weight"].shape == (2, 8)
        assert not [name for name in held if "word_embeddings" in name or "query.weight" in name]

    def test_read_back_they_are_the_same_to_half_precision(self, reader, tiny_base, tmp_path):
        path = tmp_path / "r.safetensors"
        write_weights(reader, path, {"kind": "reader", "rows": "7"})
        again = Reader(tiny_base, rank=2, alpha=4.0)
        assert read_weights(again, path)["rows"] == "7"
        for name, each in reader.trained().items():
            assert torch.allclose(again.trained()[name], each, rtol=1e-3), name

    def test_those_of_another_network_are_refused(self, reader, tiny_base, tmp_path):
        path = tmp_path / "r.safetensors"
        write_weights(reader, path, {"kind": "reader"})
        with pytest.raises(InputError, match="another network"):
            read_weights(Carrier(tiny_base, rank=2, alpha=4.0), path)

    def test_those_of_another_base_are_refused(self, reader, tmp_path):
        path = tmp_path / "r.safetensors"
        save_file({"span.bias": torch.zeros(2)}, path, {"format": "quoth-adapter/1"})
        with pytest.raises(InputError, match="no adapter of the default model"):
            read_weights(reader, path)
