"""Weights to ship: what was trained, and of which base, in one safetensors file."""

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from eval.training.loop import Course
from eval.training.network import ALPHA, RANK, AdaptedEncoder
from index.errors import InputError
from index.model.bundled_model import WEIGHTS_SHA256

FORMAT = "quoth-adapter/1"


def facts_of(kind: str, course: Course) -> dict[str, str]:
    """Return the metadata of a trained network of some kind."""
    return {
        "kind": kind,
        "rank": str(RANK),
        "alpha": f"{ALPHA:g}",
        "rows": str(course.rows),
        "minutes": f"{course.seconds / 60:.0f}",
    }


def write_weights(network: AdaptedEncoder, path: Path, facts: Mapping[str, str]) -> None:
    """Write the trained part of a network; adapters in float16, the rest in float32.

    Args:
        network: Trained.
        path: Its folder is made where it is missing.
        facts: Metadata beside the format and the SHA-256 of the base.
    """
    tensors = {
        name: each.detach().to(torch.float16 if _is_adapter(name) else torch.float32).contiguous()
        for name, each in network.trained().items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path, {"format": FORMAT, "base_sha256": WEIGHTS_SHA256, **facts})
    path.chmod(0o644)  # safetensors writes files that only their owner reads


def read_weights(network: AdaptedEncoder, path: Path) -> dict[str, str]:
    """Put the weights of a file into a network of the same kind; return the file's metadata.

    Raises:
        InputError: The file cannot be read, is of another format or base, or of a network of
            another kind.
    """
    try:
        with safe_open(path, "pt") as file:
            facts = dict(file.metadata() or {})
            held = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise InputError(f"{path}: cannot be read as weights: {error}") from error
    if (facts.get("format"), facts.get("base_sha256")) != (FORMAT, WEIGHTS_SHA256):
        raise InputError(f"{path}: is no adapter of the default model; train it anew")
    trained = network.trained()
    if {n: t.shape for n, t in held.items()} != {n: p.shape for n, p in trained.items()}:
        raise InputError(f"{path}: {json.dumps(facts)} is an adapter of another network")
    with torch.no_grad():
        for name, parameter in trained.items():
            parameter.copy_(held[name])
    return facts


def earlier_course(network: AdaptedEncoder, after: Path | None) -> Course:
    """Put the weights to go on from into a network, if any; return how far they had come.

    Raises:
        InputError: As ``read_weights``.
    """
    if after is None:
        return Course()
    facts = read_weights(network, after)
    return Course(rows=int(facts["rows"]), seconds=60 * float(facts["minutes"]))


def _is_adapter(name: str) -> bool:
    return name.endswith((".down", ".up"))
