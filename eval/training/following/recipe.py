"""The training of the carrier from data to weights and card."""

import itertools
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from eval.training.export import earlier_course, facts_of, read_weights, write_weights
from eval.training.following.card import write_carrier_card
from eval.training.following.conversations import FollowUp, read_follow_ups
from eval.training.following.figures import THRESHOLDS, Named, figure, named
from eval.training.following.mixture import held_out, is_held_out, stream
from eval.training.following.network import Carrier
from eval.training.following.rows import CarryingRow, carrying_batches, carrying_row
from eval.training.following.telling import conversation
from eval.training.loop import RATE_AFTER, Plan, Say, Training, follows
from eval.training.network import base_tokenizer
from index.documents import file_sha256
from index.model.bundled_model import bundled_model

ROWS = 31_040
"""As many as the published weights learned from."""
_SEED = 0
_BATCH = 32
_RATE = 7e-4
_SHOWN = 0.5


def train_carrier(
    data: Path,
    work: Path,
    weights: Path,
    say: Say,
    *,
    rows: int = ROWS,
    minutes: float | None = None,
    after: Path | None = None,
) -> None:
    """Train a carrier; write its weights and its card.

    Args:
        data: Folder of `rewrites.jsonl.xz`.
        work: Folder of the checkpoint, which is taken up where there is one.
        weights: Folder of `carrier.safetensors` and `carrier.md`.
        say: Told how far it has come.
        rows: How many rows to learn from.
        minutes: How long to learn instead; None for `rows`.
        after: Weights to go on from, with rows that they have not seen; None for the base's.

    Raises:
        InputError: The weights to go on from are of another network.
    """
    base = bundled_model()
    tokenizer = base_tokenizer(base)
    source = data / "rewrites.jsonl.xz"
    everything = list(read_follow_ups(source))
    learnt = [row for row in everything if not is_held_out(row)]
    torch.manual_seed(_SEED)
    carrier = Carrier(base)
    earlier = earlier_course(carrier, after)
    training = Training(carrier, Plan(rows, RATE_AFTER if after else _RATE, minutes), work)
    unseen = itertools.islice(stream(learnt, _SEED), earlier.rows, None)
    asked = (told(row, tokenizer) for row in unseen)
    course = training.run(carrying_batches(asked, _BATCH, _SEED), carrier.loss, say)
    course = follows(earlier, course)
    path = weights / "carrier.safetensors"
    write_weights(carrier, path, facts_of("carrier", course))
    read_weights(carrier, path)
    say("the figures of what was written, on held-out conversations")
    learned = Counter(_set(row) for row in itertools.islice(stream(learnt, _SEED), course.rows))
    found = _judged(carrier, held_out(everything), tokenizer)
    together = list(itertools.chain.from_iterable(found.values()))
    overall = [figure(together, threshold) for threshold in THRESHOLDS]
    by_set = {name: (len(some), figure(some, _SHOWN)) for name, some in found.items()}
    card = weights / "carrier.md"
    write_carrier_card(card, learned, file_sha256(source), overall, by_set, course, earlier.rows)


def told(row: FollowUp, tokenizer: Tokenizer) -> CarryingRow:
    """Return a follow-up as the carrier reads it; the same for the same follow-up."""
    rng = random.Random(f"{row.kind}/{row.id}/{row.question}")
    return carrying_row(row.question, conversation(row.history, rng), row.needed, tokenizer)


def _set(row: FollowUp) -> str:
    return row.kind.rstrip("0123456789").split("_")[0]


def _judged(
    carrier: Carrier, rows: Sequence[FollowUp], tokenizer: Tokenizer
) -> dict[str, list[Named]]:
    by_set: dict[str, list[CarryingRow]] = {}
    for row in rows:
        by_set.setdefault(_set(row), []).append(told(row, tokenizer))
    return {name: named(carrier, some) for name, some in by_set.items()}
