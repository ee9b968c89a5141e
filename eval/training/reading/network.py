"""The reader's network: the encoder reads question and passage together."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from eval.training.network import ALPHA, RANK, AdaptedEncoder

_OUT = -1e4


@dataclass(frozen=True, slots=True)
class ReadingBatch:
    """Rows of one batch, padded to one length.

    Attributes:
        ids: Wordpieces, (rows, length) int64.
        types: 0 for the question, 1 for heading and passage, (rows, length) int64.
        mask: True where a wordpiece stands, (rows, length) bool.
        spannable: True where a span may start or end: the passage and [CLS], (rows, length) bool.
        starts: First wordpiece of the answer, 0 where none is, (rows,) int64.
        ends: Last wordpiece of the answer, 0 where none is, (rows,) int64.
        answers: 1 where the passage answers, (rows,) float32.
    """

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    spannable: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor
    answers: torch.Tensor

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.answers)


class Reader(AdaptedEncoder):
    """The adapted encoder with a head for spans and one for "answers"."""

    def __init__(self, base: str, rank: int = RANK, alpha: float = ALPHA) -> None:
        super().__init__(base, rank, alpha)
        self.span = nn.Linear(self.width, 2)
        self.answers = nn.Linear(self.width, 1)

    def forward(self, batch: ReadingBatch) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of span, (rows, length, 2), and "answers", (rows,), in float32."""
        hidden = self.hidden(batch.ids, batch.types, batch.mask)
        span = self.span(hidden).float().masked_fill(~batch.spannable.unsqueeze(-1), _OUT)
        return span, self.answers(hidden[:, 0]).float().squeeze(-1)

    def loss(self, batch: ReadingBatch) -> torch.Tensor:
        """Return the mean cross-entropy of start and end plus the one of "answers"."""
        span, answers = self(batch)
        start = functional.cross_entropy(span[..., 0], batch.starts)
        end = functional.cross_entropy(span[..., 1], batch.ends)
        answering = functional.binary_cross_entropy_with_logits(answers, batch.answers)
        return (start + end) / 2 + answering
