"""The encoder that ships with Quoth, adapted, and the names of what is trained of it."""

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel
from transformers.utils import logging

from eval.training.adapter import adapt

RANK = 32
ALPHA = 64.0


def base_tokenizer(base: str) -> Tokenizer:
    """Return the tokenizer in the folder of the base, which cuts and pads nothing."""
    tokenizer = Tokenizer.from_file(f"{base}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class AdaptedEncoder(nn.Module):
    """What the small models have in common: the adapted encoder, to which each adds its heads.

    Nothing is dropped out: a model that sees each row once or twice cannot learn them by heart.
    """

    def __init__(self, base: str, rank: int = RANK, alpha: float = ALPHA) -> None:
        super().__init__()
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        self.encoder = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        adapt(self.encoder, rank, alpha)

    @property
    def width(self) -> int:
        """Return how many numbers describe a wordpiece."""
        return int(self.encoder.config.hidden_size)

    def hidden(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the last layer's vectors: (rows, length, width) of three (rows, length)."""
        read = self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask)
        return torch.as_tensor(read.last_hidden_state)

    def trained(self) -> dict[str, nn.Parameter]:
        """Return the parameters that are trained; the encoder's under the names of its file."""
        return {
            name.removeprefix("encoder."): each
            for name, each in self.named_parameters()
            if each.requires_grad
        }
