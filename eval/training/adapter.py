"""The low-rank adapter: every linear layer learns `weight + alpha / rank * up down`."""

import math
from typing import Any

import torch
from torch import nn


class _MergedProduct(torch.autograd.Function):
    """Tokens times the merged weight, whose gradient is formed in the low rank only.

    Merging first and differentiating here saves, beside a layer's two products, two more
    forward and the full weight's gradient backward: a quarter of the time of a step.
    """

    @staticmethod
    def forward(
        ctx: Any, tokens: torch.Tensor, layer: "AdaptedLinear", *trained: torch.Tensor
    ) -> torch.Tensor:
        """Return (n, out) of tokens (n, in); `trained` are the layer's `down` and `up`."""
        merged = layer.merged().to(tokens.dtype)
        ctx.save_for_backward(tokens, merged, *(each.to(tokens.dtype) for each in trained))
        ctx.scale = layer.scale
        return nn.functional.linear(tokens, merged, layer.bias.to(tokens.dtype))

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """Return the gradients of tokens, `down` and `up`."""
        tokens, merged, down, up = ctx.saved_tensors
        gradient = gradients[0]
        of_down = ctx.scale * ((gradient @ up).T @ tokens).float()
        of_up = ctx.scale * (gradient.T @ (tokens @ down.T)).float()
        return gradient @ merged if ctx.needs_input_grad[0] else None, None, of_down, of_up


class AdaptedLinear(nn.Module):
    """A frozen linear layer and its trained low-rank change.

    The change is added to the weight before that is used, so what is trained is to the bit
    what is merged afterwards. `down` is (rank, in) and `up` (out, rank), which starts at 0.
    """

    def __init__(self, linear: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.scale = alpha / rank
        self.weight = nn.Parameter(linear.weight.detach().clone(), requires_grad=False)
        self.bias = nn.Parameter(linear.bias.detach().clone(), requires_grad=False)
        self.down = nn.Parameter(torch.empty(rank, linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def merged(self) -> torch.Tensor:
        """Return the weight with its change: (out, in) float32."""
        return self.weight + self.scale * (self.up.float() @ self.down.float())

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return what the merged layer makes of `tokens`: (..., in) to (..., out)."""
        if torch.is_autocast_enabled("cpu"):
            tokens = tokens.to(torch.get_autocast_dtype("cpu"))
        flat = tokens.reshape(-1, tokens.shape[-1])
        out: torch.Tensor = _MergedProduct.apply(flat, self, self.down, self.up)
        return out.view(*tokens.shape[:-1], -1)


def adapt(module: nn.Module, rank: int, alpha: float) -> None:
    """Freeze `module`, put an adapter on each of its linear layers and free its LayerNorms.

    Args:
        module: Changed in place.
        rank: Width of the change.
        alpha: The change counts `alpha / rank`.
    """
    module.requires_grad_(requires_grad=False)
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Linear):
                setattr(parent, name, AdaptedLinear(child, rank, alpha))
            elif isinstance(child, nn.LayerNorm):
                child.requires_grad_(requires_grad=True)
