"""The training of the reader from data to weights and card."""

import itertools
from collections import Counter
from pathlib import Path

import torch

from eval.training.export import earlier_course, facts_of, read_weights, write_weights
from eval.training.loop import RATE_AFTER, Plan, Say, Training, follows
from eval.training.network import base_tokenizer
from eval.training.reading.card import write_reader_card
from eval.training.reading.examples import read_examples
from eval.training.reading.figures import figures, held_out, judged
from eval.training.reading.mixture import beyond, grouped, stream
from eval.training.reading.network import Reader
from eval.training.reading.rows import reading_batches
from index.documents import file_sha256
from index.model.bundled_model import bundled_model

ROWS = 89_000
"""As many as the published weights learned from."""
_SEED = 0
_BATCH = 32
_RATE = 7e-4


def train_reader(
    data: Path,
    work: Path,
    weights: Path,
    say: Say,
    *,
    rows: int = ROWS,
    minutes: float | None = None,
    after: Path | None = None,
) -> None:
    """Train a reader; write its weights and its card.

    Args:
        data: Folder of `reading_train.jsonl.xz` and `reading_dev.jsonl.xz`.
        work: Folder of the checkpoint, which is taken up where there is one.
        weights: Folder of `reader.safetensors` and `reader.md`.
        say: Told how far it has come.
        rows: How many rows to learn from.
        minutes: How long to learn instead; None for `rows`.
        after: Weights to go on from, with rows that they have not seen; None for the base's.

    Raises:
        InputError: The weights to go on from are of another network.
    """
    base = bundled_model()
    tokenizer = base_tokenizer(base)
    source = data / "reading_train.jsonl.xz"
    sets = grouped(read_examples(source))
    torch.manual_seed(_SEED)
    reader = Reader(base)
    earlier = earlier_course(reader, after)
    training = Training(reader, Plan(rows, RATE_AFTER if after else _RATE, minutes), work)
    unseen = beyond(stream(sets, _SEED), earlier.rows)
    batches = reading_batches(unseen, tokenizer, _BATCH, _SEED)
    course = training.run(batches, reader.loss, say)
    course = follows(earlier, course)
    path = weights / "reader.safetensors"
    write_weights(reader, path, facts_of("reader", course))
    read_weights(reader, path)
    say("the figures of what was written, on held-out rows")
    predictions = judged(reader, held_out(read_examples(data / "reading_dev.jsonl.xz")), tokenizer)
    rows_of = itertools.chain.from_iterable(stream(sets, _SEED))
    learned = Counter(row.kind for row in itertools.islice(rows_of, course.rows))
    lines = figures(predictions)
    write_reader_card(
        weights / "reader.md", learned, file_sha256(source), lines, course, earlier.rows
    )
