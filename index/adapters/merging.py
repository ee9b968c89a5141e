"""Merging: an adapter is added to the pinned model, and both become one ONNX graph."""

from pathlib import Path
from typing import Any

from index.adapters.adapter import Adapter
from index.errors import ModelError
from index.model.bundled_model import WEIGHTS_SHA256
from index.model.models import OPSET, quiet

_FORMAT = "quoth-adapter/1"
_INPUTS = ("input_ids", "token_type_ids", "attention_mask")


def export_graph(adapter: Adapter, base: Path, path: Path) -> None:
    """Write a small model as an ONNX graph: wordpieces, types and mask to what its heads say.

    Args:
        adapter: Its file holds for each linear layer ``NAME.down``, (rank, in), and ``NAME.up``,
            (out, rank), and LayerNorms and heads whole.
        base: The folder of the model that was adapted.
        path: The file to write.

    Raises:
        ModelError: The adapter is not one of this model.
    """
    import torch

    ids = torch.tensor([[101, 102, 103, 104]])
    axes = {name: {0: "batch", 1: "tokens"} for name in (*_INPUTS, *adapter.of_tokens)}
    axes |= {name: {0: "batch"} for name in adapter.of_pair}
    with quiet(), torch.no_grad():
        torch.onnx.export(
            merged(adapter, base),
            (ids, torch.zeros_like(ids), torch.ones_like(ids)),
            str(path),
            input_names=list(_INPUTS),
            output_names=[*adapter.of_tokens, *adapter.of_pair],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def merged(adapter: Adapter, base: Path) -> Any:
    """Return a small model as a torch module in evaluation mode; see ``export_graph``.

    Raises:
        ModelError: The adapter is not one of this model.
    """
    import torch
    from safetensors import safe_open
    from transformers import BertModel

    with safe_open(str(adapter.weights), "pt") as file:
        metadata: dict[str, str] = file.metadata() or {}
        trained = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    if (metadata.get("format"), metadata.get("base_sha256")) != (_FORMAT, WEIGHTS_SHA256):
        raise ModelError(f"{adapter.weights}: adapts another model; reinstall Quoth")
    with quiet():
        encoder = BertModel.from_pretrained(
            str(base), add_pooling_layer=False, attn_implementation="eager"
        )
    scale = float(metadata["alpha"]) / float(metadata["rank"])
    heads = {*adapter.of_tokens, *adapter.of_pair}
    _merge(encoder, {n: t for n, t in trained.items() if n.partition(".")[0] not in heads}, scale)

    class SmallModel(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, token_type_ids: Any, attention_mask: Any) -> Any:
            hidden = self.encoder(
                input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
            ).last_hidden_state
            said = [_said(trained, head, hidden) for head in adapter.of_tokens]
            of_pair = [_said(trained, head, hidden[:, 0]).squeeze(-1) for head in adapter.of_pair]
            return (*said, *of_pair)

    return SmallModel().eval()


def _merge(encoder: Any, trained: dict[str, Any], scale: float) -> None:
    """Add what was trained to a loaded model, in place."""
    state = encoder.state_dict()
    for name, tensor in trained.items():
        layer, _, part = name.rpartition(".")
        if part == "down":
            state[f"{layer}.weight"] += scale * (trained[f"{layer}.up"] @ tensor)
        elif part in {"weight", "bias"}:
            state[name] = tensor
    encoder.load_state_dict(state)


def _said(trained: dict[str, Any], head: str, hidden: Any) -> Any:
    return hidden @ trained[f"{head}.weight"].T + trained[f"{head}.bias"]
