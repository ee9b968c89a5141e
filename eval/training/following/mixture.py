"""The order of follow-ups to learn from: held-out conversations apart, what is lacking added."""

import dataclasses
import hashlib
import itertools
import random
import re
from collections.abc import Iterable, Iterator, Sequence

from eval.training.following.conversations import FollowUp, stems
from eval.training.following.made import made_follow_ups
from eval.training.reading.typing_habits import typed

_HELD_OUT = 16
"""One conversation of so many is held out."""
_SEVERAL_TIMES = {"cast": 3, "ikat": 3, "cqr": 2}
"""Sets whose answers are texts, as those of Quoth are: they are few, and count more."""
_SHARE_OF_CANARD = 0.5
_SHIFTED = 0.25
_STANDING_ALONE = 0.125
_TYPED = 0.15
_MADE = 2_000
_BARE = 0.5
_POINTING = re.compile(
    r"\b(?:he|she|it|they|him|her|his|its|their|them|this|that|these|those|there|then|one|ones|"
    r"other|others|else|more|another|both|such|same|former|latter|i|you|your|we)\b",
    re.IGNORECASE,
)
_LEAST_SAID = 1
_ANNOUNCED = (
    "",
    "",
    "",
    "Now something else: ",
    "Another question: ",
    "Different topic. ",
    "ok, next: ",
)


def is_held_out(row: FollowUp) -> bool:
    """Return whether a conversation is one to judge by; its name alone decides."""
    return hashlib.sha256(row.conversation.encode()).digest()[0] % _HELD_OUT == 0


def stream(rows: Sequence[FollowUp], seed: int) -> Iterator[FollowUp]:
    """Yield follow-ups without end, the same ones in the same order for one seed.

    Args:
        rows: With and without history; those that stand alone open other conversations.
        seed: Of order, choice and typing.
    """
    for number in itertools.count():
        rng = random.Random(f"{seed}/{number}")
        yield from _round(rows, rng, f"{seed}/{number}")


def _round(rows: Sequence[FollowUp], rng: random.Random, seed: str) -> Iterator[FollowUp]:
    behind = [row for row in rows if row.history]
    chosen = [row for row in behind for _ in range(_times(row, rng))]
    shifted = [
        shift(rng.choice(behind), rng.choice(rows), rng) for _ in range(int(len(chosen) * _SHIFTED))
    ]
    alone = [standing_alone(rng.choice(behind)) for _ in range(int(len(chosen) * _STANDING_ALONE))]
    made = list(made_follow_ups(_MADE, seed))
    everything = [*chosen, *shifted, *alone, *made]
    rng.shuffle(everything)
    for row in everything:
        yield carelessly(row, rng) if rng.random() < _TYPED else row


def _times(row: FollowUp, rng: random.Random) -> int:
    name = row.kind.rstrip("0123456789").split("_")[0]
    if name == "canard":
        return int(rng.random() < _SHARE_OF_CANARD)
    return _SEVERAL_TIMES.get(name, 1)


def shift(behind: FollowUp, asked: FollowUp, rng: random.Random) -> FollowUp:
    """Return a question of another conversation behind this history, which then needs nothing.

    It is asked as it stands alone, or as it was where no word of it points back: people seldom
    spell out what they turn to.
    """
    said = asked.question if rng.random() < _BARE and _is_bare(asked) else asked.rewrite
    question = rng.choice(_ANNOUNCED) + said
    return dataclasses.replace(behind, kind="shifted", question=question, rewrite=question)


def _is_bare(asked: FollowUp) -> bool:
    return not _POINTING.search(asked.question) and len(stems(asked.question)) > _LEAST_SAID


def standing_alone(row: FollowUp) -> FollowUp:
    """Return the follow-up asked in the form that stands alone: it needs nothing."""
    return dataclasses.replace(row, kind="standing_alone", question=row.rewrite)


def carelessly(row: FollowUp, rng: random.Random) -> FollowUp:
    """Return the follow-up as somebody in a hurry would type it; it needs the same words."""
    missing = " ".join(sorted(row.needed))
    question = typed(row.question, rng)
    return dataclasses.replace(row, question=question, rewrite=f"{question} {missing}")


def held_out(rows: Iterable[FollowUp]) -> list[FollowUp]:
    """Return the held-out follow-ups that have a history, and one shifted for every four."""
    kept = [row for row in rows if is_held_out(row)]
    behind = [row for row in kept if row.history]
    rng = random.Random(0)
    return [*behind, *(shift(rng.choice(behind), rng.choice(kept), rng) for _ in behind[::4])]
