"""``python -m eval.training reader DATA``: train a small model that ships with Quoth."""

import argparse
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer

from eval.training.examples import read_examples
from eval.training.loop import Plan, train
from eval.training.mixture import grouped, stream
from eval.training.reader_model import Reader
from eval.training.reader_rows import reading_batches
from index.model.bundled_model import bundled_model

_SEED = 0
_BATCH = 32
_RATE = 7e-4


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["reader"])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--minutes", type=float)
    options = parser.parse_args()
    torch.manual_seed(_SEED)
    torch.set_num_threads(2)
    base = bundled_model()
    tokenizer = Tokenizer.from_file(f"{base}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    groups = grouped(read_examples(options.data / "reading_train.jsonl.xz"))
    print({name: len(held) for name, held in groups.items()}, file=sys.stderr, flush=True)
    batches = reading_batches(stream(groups, _SEED), tokenizer, _BATCH, _SEED)
    course = train(Reader(base), batches, Plan(options.rows, _RATE, options.minutes), options.work)
    print(course)


main()
