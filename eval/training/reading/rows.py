"""From examples to batches: wordpieces, the answer's first and last one, rows of like length."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from eval.training.reading.examples import Example
from eval.training.reading.network import ReadingBatch

_LONGEST = 320
_POOL = 4_096
_STEP = 32
"""Lengths are multiples of this: few shapes keep the memory of the allocator small."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One question and passage in wordpieces; `passage` is the index of the passage's first.

    `span` is the first and last wordpiece of the answer, (0, 0) where nothing answers.
    `offsets` are characters of the passage for the wordpieces from `passage` on.
    """

    example: Example
    ids: list[int]
    types: list[int]
    passage: int
    offsets: list[tuple[int, int]]
    span: tuple[int, int]


def reading_row(example: Example, tokenizer: Tokenizer) -> ReadingRow:
    """Return the row of `[CLS] question [SEP] heading, line break, passage [SEP]`."""
    lead = f"{example.heading}\n" if example.heading else ""
    encoding = tokenizer.encode(example.question, lead + example.passage)
    first = encoding.type_ids.index(1)
    while encoding.offsets[first][1] <= len(lead) and first < len(encoding.ids) - 1:
        first += 1
    offsets = [(max(0, a - len(lead)), b - len(lead)) for a, b in encoding.offsets[first:-1]]
    span = (0, 0)
    if example.span:
        held = [
            first + n
            for n, (start, end) in enumerate(offsets)
            if start < example.span[1] and example.span[0] < end
        ]
        span = (held[0], held[-1])
    return ReadingRow(example, encoding.ids, encoding.type_ids, first, offsets, span)


def collated(rows: Sequence[ReadingRow]) -> ReadingBatch:
    """Return the rows as one batch, padded to the next multiple of 32."""
    length = -(-max(len(row.ids) for row in rows) // _STEP) * _STEP
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    types = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.bool)
    spannable = torch.zeros(len(rows), length, dtype=torch.bool)
    for n, row in enumerate(rows):
        size = len(row.ids)
        ids[n, :size] = torch.tensor(row.ids)
        types[n, :size] = torch.tensor(row.types)
        mask[n, :size] = True
        spannable[n, row.passage : size - 1] = True
    spannable[:, 0] = True
    starts, ends = torch.tensor([row.span for row in rows]).T
    answers = torch.tensor([float(row.example.span is not None) for row in rows])
    return ReadingBatch(ids, types, mask, spannable, starts, ends, answers)


def reading_batches(
    groups: Iterable[list[Example]], tokenizer: Tokenizer, size: int, seed: int
) -> Iterator[ReadingBatch]:
    """Yield batches of at most `size` rows of like length; a group stays in one batch.

    Args:
        groups: In the order in which they are to be learned, roughly.
        tokenizer: Of the encoder, without truncation.
        size: Rows of a batch.
        seed: Of the order of batches within each pool of some thousand rows.
    """
    rng = random.Random(seed)
    pool: list[list[ReadingRow]] = []
    for group in groups:
        rows = [reading_row(example, tokenizer) for example in group]
        pool.append([row for row in rows if len(row.ids) <= _LONGEST])
        if sum(map(len, pool)) >= _POOL:
            yield from _emptied(pool, size, rng)
            pool = []
    yield from _emptied(pool, size, rng)


def _emptied(pool: list[list[ReadingRow]], size: int, rng: random.Random) -> Iterator[ReadingBatch]:
    batches: list[list[ReadingRow]] = [[]]
    for group in sorted(filter(None, pool), key=lambda rows: max(len(row.ids) for row in rows)):
        if len(batches[-1]) + len(group) > size:
            batches.append([])
        batches[-1] += group
    rng.shuffle(batches)
    yield from (collated(rows) for rows in batches if rows)
