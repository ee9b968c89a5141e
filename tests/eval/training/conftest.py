"""A tokenizer, and an encoder so small that it can be trained in a test."""

import pytest

from eval.training.network import base_tokenizer
from index.model.bundled_model import bundled_model


@pytest.fixture(scope="session")
def tokenizer():
    return base_tokenizer(bundled_model())


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory):
    """Return the folder of an encoder of one layer and eight numbers a wordpiece."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        vocab_size=30_522,
    )
    folder = tmp_path_factory.mktemp("tiny")
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return str(folder)
