"""Adapter: the trained difference between the pinned model and a small model that reads two texts."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Adapter:
    """What a small model is made of, besides the pinned model.

    Attributes:
        name: The small model's with its version; what answers depend on.
        weights: The file of the trained difference.
        sha256: Of that file; another file is not the model whose figures are in its card.
        of_tokens: Heads that say something of each token, in the order of the outputs.
        of_pair: Heads that say one number of the two texts together; behind the others.
    """

    name: str
    weights: Path
    sha256: str
    of_tokens: tuple[str, ...]
    of_pair: tuple[str, ...] = ()
