"""The carrier's network: one logit for each wordpiece of question and conversation."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from eval.training.network import ALPHA, RANK, AdaptedEncoder

_NEEDED_COUNTS = 2.0


@dataclass(frozen=True, slots=True)
class FollowingBatch:
    """Rows of one batch, padded to one length.

    Attributes:
        ids: Wordpieces, (rows, length) int64.
        types: 0 for the question, 1 for the conversation, (rows, length) int64.
        mask: True where a wordpiece stands, (rows, length) bool.
        judged: True for the first wordpiece of a word that could be carried, (rows, length) bool.
        needed: 1 where that word is needed, (rows, length) float32.
    """

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    judged: torch.Tensor
    needed: torch.Tensor

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)


class Carrier(AdaptedEncoder):
    """The adapted encoder with a head for "the question needs this word"."""

    def __init__(self, base: str, rank: int = RANK, alpha: float = ALPHA) -> None:
        super().__init__(base, rank, alpha)
        self.carries = nn.Linear(self.width, 1)

    def forward(self, batch: FollowingBatch) -> torch.Tensor:
        """Return the logits of all wordpieces: (rows, length) float32."""
        hidden = self.hidden(batch.ids, batch.types, batch.mask)
        return torch.as_tensor(self.carries(hidden).float().squeeze(-1))

    def loss(self, batch: FollowingBatch) -> torch.Tensor:
        """Return the mean binary cross-entropy of the words, where a needed one counts twice."""
        logits = self(batch)[batch.judged]
        needed = batch.needed[batch.judged]
        weight = torch.tensor(_NEEDED_COUNTS)
        total = functional.binary_cross_entropy_with_logits(
            logits, needed, pos_weight=weight, reduction="sum"
        )
        return total / max(1, len(needed))
