"""The order of rows: rounds in which many kinds count more than one large one."""

import dataclasses
import itertools
import random
import re
from collections.abc import Iterator, Mapping, Sequence

from eval.training.reading.cropping import cropped
from eval.training.reading.examples import Example
from eval.training.reading.near_misses.drawing import near_misses
from eval.training.reading.typing_habits import carrying, typed

_PAIRS = "pairs"
_GROUPS_A_ROUND = {
    _PAIRS: 3_500,
    "squad1_train": 10_000,
    "squad2_train_unans": 9_000,
    "squad1_cut": 800,
    "squad1_sib": 800,
}
"""Of these sets a round takes the next so many groups; of all others it takes everything."""
_MADE_A_ROUND = 5_000
_HEADED = 0.5
_TYPED = 0.2
_CARRYING = 0.08
_COUNTERPART = re.compile(r"-(?:cut|sib|o|w|n\d*)$")

Groups = Sequence[list[Example]]


def grouped(examples: Iterator[Example]) -> dict[str, Groups]:
    """Return the examples by set, in groups that are told apart by one thing."""
    sets: dict[str, dict[str, list[Example]]] = {}
    for example in examples:
        name = _PAIRS if example.group else example.kind
        if name not in _GROUPS_A_ROUND:
            name = name.split("_")[0]
        key = example.group or _COUNTERPART.sub("", example.id)
        sets.setdefault(name, {}).setdefault(key, []).append(example)
    return {name: list(groups.values()) for name, groups in sets.items()}


def stream(sets: Mapping[str, Groups], seed: int) -> Iterator[list[Example]]:
    """Yield groups of rows without end, the same ones in the same order for one seed.

    Every round takes other groups of the large sets, crops anew and types anew.
    """
    order = random.Random(seed)
    shuffled = {name: order.sample(sets[name], len(sets[name])) for name in sorted(sets)}
    for number in itertools.count():
        yield from _round(shuffled, number, f"{seed}/{number}")


def beyond(groups: Iterator[list[Example]], rows: int) -> Iterator[list[Example]]:
    """Return the groups behind the first so many rows."""
    while rows > 0:
        rows -= len(next(groups))
    return groups


def _round(sets: Mapping[str, Groups], number: int, seed: str) -> Iterator[list[Example]]:
    groups: list[list[Example]] = []
    for name, held in sets.items():
        count = min(_GROUPS_A_ROUND.get(name, len(held)), len(held))
        groups += [held[(number * count + n) % len(held)] for n in range(count)]
    made = itertools.groupby(near_misses(_MADE_A_ROUND, seed), key=lambda row: row.group)
    groups += [list(rows) for _, rows in made]
    random.Random(seed).shuffle(groups)
    for group in groups:
        yield [prepared(row, random.Random(f"{seed}/{row.kind}/{row.id}")) for row in group]


def prepared(example: Example, rng: random.Random) -> Example:
    """Return the example as it is read: cropped, with or without heading, as people type."""
    made = example.kind.startswith("made_")
    example = example if made else cropped(example, rng)
    question = example.question
    if example.heading and not made and rng.random() < _CARRYING:
        question = carrying(question, example.heading, rng)
    if rng.random() < _TYPED:
        question = typed(question, rng)
    heading = example.heading if made or rng.random() < _HEADED else ""
    return dataclasses.replace(example, question=question, heading=heading)
