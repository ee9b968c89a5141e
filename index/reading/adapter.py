"""Adapter: the trained difference between the pinned model and the reader, merged and exported."""

from pathlib import Path
from typing import Any

from index.errors import ModelError
from index.model.bundled_model import WEIGHTS_SHA256
from index.model.models import OPSET, quiet

_FORMAT = "quoth-adapter/1"
_HEADS = {"span", "answers"}
_INPUTS, _OUTPUTS = ("input_ids", "token_type_ids", "attention_mask"), ("span", "answers")


def export_reader(base: Path, weights: Path, path: Path) -> None:
    """Write a reader as an ONNX graph: wordpieces, types and mask to span and answer logits.

    Args:
        base: The folder of the model that was adapted.
        weights: The adapter: for each linear layer ``NAME.down``, (rank, in), and ``NAME.up``,
            (out, rank), LayerNorms whole, and the heads ``span`` and ``answers``.
        path: The file to write.

    Raises:
        ModelError: The adapter is not one of this model.
    """
    import torch

    ids = torch.tensor([[101, 102, 103, 104]])
    axes = {name: {0: "batch", 1: "tokens"} for name in (*_INPUTS, "span")}
    with quiet(), torch.no_grad():
        torch.onnx.export(
            merged(base, weights),
            (ids, torch.zeros_like(ids), torch.ones_like(ids)),
            str(path),
            input_names=list(_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes={**axes, "answers": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


def merged(base: Path, weights: Path) -> Any:
    """Return the reader as a torch module in evaluation mode; see ``export_reader``.

    Raises:
        ModelError: The adapter is not one of this model.
    """
    import torch
    from safetensors import safe_open
    from transformers import BertModel

    with safe_open(str(weights), "pt") as file:
        metadata: dict[str, str] = file.metadata() or {}
        trained = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    if (metadata.get("format"), metadata.get("base_sha256")) != (_FORMAT, WEIGHTS_SHA256):
        raise ModelError(f"{weights}: adapts another model; reinstall Quoth")
    with quiet():
        encoder = BertModel.from_pretrained(
            str(base), add_pooling_layer=False, attn_implementation="eager"
        )
    scale = float(metadata["alpha"]) / float(metadata["rank"])
    _merge(encoder, trained, scale)

    class Reader(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, token_type_ids: Any, attention_mask: Any) -> Any:
            hidden = self.encoder(
                input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
            ).last_hidden_state
            span = hidden @ trained["span.weight"].T + trained["span.bias"]
            answers = hidden[:, 0] @ trained["answers.weight"].T + trained["answers.bias"]
            return span, answers.squeeze(-1)

    return Reader().eval()


def _merge(encoder: Any, trained: dict[str, Any], scale: float) -> None:
    """Add what was trained to a loaded model, in place."""
    state = encoder.state_dict()
    for name, tensor in trained.items():
        layer, _, part = name.rpartition(".")
        if part == "down":
            state[f"{layer}.weight"] += scale * (trained[f"{layer}.up"] @ tensor)
        elif layer not in _HEADS and part in {"weight", "bias"}:
            state[name] = tensor
    encoder.load_state_dict(state)
