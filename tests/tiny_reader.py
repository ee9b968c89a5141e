"""Readers as small as can be, made here and trained on nothing."""

from pathlib import Path

WORDS = "the bridge was closed in winter ferry copper and tin . ?".split()  # noqa: SIM905
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *LETTERS]
VOCABULARY += [f"##{letter}" for letter in LETTERS]
WINDOW = 64


def save(kind: type, folder: Path, **settings: object) -> str:
    """Save an untrained model of one of transformers' kinds; return its folder as a name."""
    import torch
    from transformers import BertConfig, BertTokenizerFast

    torch.manual_seed(1)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY))
    config = BertConfig(
        vocab_size=len(VOCABULARY), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=WINDOW, initializer_range=1.0, **settings,
    )  # fmt: skip
    kind(config).save_pretrained(folder, safe_serialization=True)
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=WINDOW)
    tokenizer.save_pretrained(folder)
    return str(folder)
