"""The adapter: it starts as the layer it is put on, and merged it is what it was trained as."""

import pytest
import torch
from torch import nn

from eval.training.adapter import AdaptedLinear, adapt


@pytest.fixture
def layer():
    torch.manual_seed(0)
    return AdaptedLinear(nn.Linear(6, 4), rank=2, alpha=4.0)


def trained(layer):
    with torch.no_grad():
        layer.up.normal_()
    return layer


class TestAdaptedLinear:
    def test_untrained_it_does_what_the_layer_did(self):
        linear = nn.Linear(6, 4)
        tokens = torch.randn(3, 5, 6)
        adapted = AdaptedLinear(linear, rank=2, alpha=4.0)
        assert torch.equal(adapted(tokens), linear(tokens))

    def test_merged_it_does_what_it_does(self, layer):
        trained(layer)
        merged = nn.Linear(6, 4)
        merged.weight.data, merged.bias.data = layer.merged(), layer.bias.data
        tokens = torch.randn(3, 5, 6)
        assert torch.allclose(layer(tokens), merged(tokens), atol=1e-6)
        assert not torch.allclose(layer.merged(), layer.weight)

    def test_the_change_counts_alpha_over_rank(self, layer):
        trained(layer)
        change = layer.merged() - layer.weight
        assert torch.allclose(change, 2.0 * layer.up @ layer.down, atol=1e-6)

    def test_its_gradients_are_those_of_two_thin_products(self, layer):
        trained(layer)
        tokens = torch.randn(7, 6, requires_grad=True)
        wanted = torch.autograd.grad(
            (layer.bias + tokens @ layer.weight.T + 2.0 * tokens @ layer.down.T @ layer.up.T)
            .square()
            .sum(),
            (tokens, layer.down, layer.up),
        )
        found = torch.autograd.grad(layer(tokens).square().sum(), (tokens, layer.down, layer.up))
        for one, other in zip(found, wanted, strict=True):
            assert torch.allclose(one, other, rtol=1e-4, atol=1e-4)


class TestAdapt:
    def test_only_thin_matrices_and_norms_are_trained(self):
        network = nn.Sequential(nn.Embedding(9, 6), nn.Linear(6, 6), nn.LayerNorm(6))
        adapt(network, rank=2, alpha=2.0)
        free = {name for name, each in network.named_parameters() if each.requires_grad}
        assert free == {"1.down", "1.up", "2.weight", "2.bias"}
