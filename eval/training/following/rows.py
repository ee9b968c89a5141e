"""From follow-ups to batches: wordpieces of question and conversation, a label a word."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from tokenizers import Tokenizer

from eval.training.following.network import FollowingBatch
from index.signals.lexical import content_words, stem

LONGEST = 256
"""Wordpieces; of a longer conversation the oldest are not read."""
_POOL = 4_096
_STEP = 32
_NOT_IN_A_WORD = "-’'"  # noqa: RUF001 - the quote of printed text


@dataclass(frozen=True, slots=True)
class CarryingRow:
    """One question and conversation in wordpieces.

    `words` are the content words of the conversation that are read whole and that the question
    lacks: index of the first wordpiece, and stem. `needed` are the stems that the rewrite took.
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
    first = types.index(1) if 1 in types else len(types)
    words = []
    for start, end in _runs(encoding.offsets[first : len(ids) - 1], first, conversation):
        text = conversation[encoding.offsets[start][0] : encoding.offsets[end - 1][1]]
        content = content_words(text)
        if content and stem(content[0]) not in asked:
            words.append((start, stem(content[0])))
    return CarryingRow(ids, types, words, needed)


def _runs(offsets: Sequence[tuple[int, int]], first: int, text: str) -> Iterator[tuple[int, int]]:
    """Yield first wordpiece and end of each word: pieces that touch, all letters or digits."""
    cuts = [0]
    for n, ((_, end), (start, _)) in enumerate(pairwise(offsets), 1):
        if end != start or not (text[end - 1].isalnum() and text[start].isalnum()):
            cuts.append(n)
    for start, end in pairwise((*cuts, len(offsets))):
        yield first + start, first + end


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
