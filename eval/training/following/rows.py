"""From follow-ups to batches: wordpieces of question and conversation, a label a word."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from eval.training.following.network import FollowingBatch
from index.language import content_words, stem

LONGEST = 256
"""Wordpieces; of a longer conversation the oldest are not read."""
_POOL = 4_096
_STEP = 32
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)*|\w+")
"""As the lexical signal cuts words, but where they stand."""


@dataclass(frozen=True, slots=True)
class CarryingRow:
    """One question and conversation in wordpieces.

    `words` are the content words of the conversation that are read and that the question lacks: index of the first wordpiece, and stem. `needed` are the stems that the rewrite took.
    """

    ids: list[int]
    types: list[int]
    words: list[tuple[int, str]]
    needed: frozenset[str]


def carrying_row(
    question: str, conversation: str, needed: frozenset[str], tokenizer: Tokenizer
) -> CarryingRow:
    """Return the row of `[CLS] question [SEP] conversation [SEP]`, at most 256 wordpieces."""
    encoding = tokenizer.encode(question, conversation)
    ids, types = encoding.ids[:LONGEST], encoding.type_ids[:LONGEST]
    ids[-1] = encoding.ids[-1]
    asked = {stem(word) for word in content_words(question)}
    starts = {
        encoding.offsets[n][0]: n for n in range(len(ids) - 1) if types[n] and ids[n] != ids[-1]
    }
    words = []
    for word in _WORD.finditer(conversation):
        content = content_words(word.group())
        if word.start() in starts and content and stem(content[0]) not in asked:
            words.append((starts[word.start()], stem(content[0])))
    return CarryingRow(ids, types, words, needed)


def collated(rows: Sequence[CarryingRow]) -> FollowingBatch:
    """Return the rows as one batch, padded to the next multiple of 32."""
    length = -(-max(len(row.ids) for row in rows) // _STEP) * _STEP
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    types = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.bool)
    judged = torch.zeros(len(rows), length, dtype=torch.bool)
    needed = torch.zeros(len(rows), length)
    for n, row in enumerate(rows):
        size = len(row.ids)
        ids[n, :size] = torch.tensor(row.ids)
        types[n, :size] = torch.tensor(row.types)
        mask[n, :size] = True
        for at, word in row.words:
            judged[n, at] = True
            needed[n, at] = word in row.needed
    return FollowingBatch(ids, types, mask, judged, needed)


def carrying_batches(rows: Iterable[CarryingRow], size: int, seed: int) -> Iterator[FollowingBatch]:
    """Yield batches of at most `size` rows of like length.

    Args:
        rows: In the order in which they are to be learned, roughly.
        size: Rows of a batch.
        seed: Of the order of batches within each pool of some thousand rows.
    """
    rng = random.Random(seed)
    pool: list[CarryingRow] = []
    for row in rows:
        pool.append(row)
        if len(pool) == _POOL:
            yield from _emptied(pool, size, rng)
            pool = []
    yield from _emptied(pool, size, rng)


def _emptied(pool: list[CarryingRow], size: int, rng: random.Random) -> Iterator[FollowingBatch]:
    ordered = sorted(pool, key=lambda row: len(row.ids))
    batches = [ordered[n : n + size] for n in range(0, len(ordered), size)]
    rng.shuffle(batches)
    yield from map(collated, batches)
