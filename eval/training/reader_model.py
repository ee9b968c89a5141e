"""The reader's network: the encoder reads question and passage together."""

from dataclasses import dataclass

import torch
from torch import nn
from transformers import BertModel

from eval.training.adapter import adapt

RANK = 32
ALPHA = 64.0
_OUT = -1e4


@dataclass(frozen=True, slots=True)
class ReadingBatch:
    """Rows of one batch, padded to one length."""

    ids: torch.Tensor
    """Wordpieces: (rows, length) int64."""
    types: torch.Tensor
    """0 for the question, 1 for heading and passage: (rows, length) int64."""
    mask: torch.Tensor
    """True where a wordpiece stands: (rows, length) bool."""
    spannable: torch.Tensor
    """True where a span may start or end, the passage and [CLS]: (rows, length) bool."""
    starts: torch.Tensor
    """First wordpiece of the answer, 0 where none is: (rows,) int64."""
    ends: torch.Tensor
    """Last wordpiece of the answer, 0 where none is: (rows,) int64."""
    answers: torch.Tensor
    """1 where the passage answers: (rows,) float32."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.answers)


class Reader(nn.Module):
    """The adapted encoder with a head for spans and one for "answers"."""

    def __init__(self, base: str, rank: int = RANK, alpha: float = ALPHA) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        adapt(self.encoder, rank, alpha)
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.answers = nn.Linear(width, 1)

    def forward(self, batch: ReadingBatch) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the logits of span, (rows, length, 2), and "answers", (rows,), in float32."""
        hidden = self.encoder(
            input_ids=batch.ids, token_type_ids=batch.types, attention_mask=batch.mask
        ).last_hidden_state
        span = self.span(hidden).float()
        span = span.masked_fill(~batch.spannable.unsqueeze(-1), _OUT)
        return span, self.answers(hidden[:, 0]).float().squeeze(-1)

    def loss(self, batch: ReadingBatch) -> torch.Tensor:
        """Return the mean cross-entropy of start and end plus the one of "answers"."""
        span, answers = self(batch)
        start = nn.functional.cross_entropy(span[..., 0], batch.starts)
        end = nn.functional.cross_entropy(span[..., 1], batch.ends)
        answering = nn.functional.binary_cross_entropy_with_logits(answers, batch.answers)
        return (start + end) / 2 + answering
