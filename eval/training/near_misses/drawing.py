"""Drawing near misses of every kind in equal parts."""

import dataclasses
import random
from collections.abc import Iterator

from eval.training.examples import Example
from eval.training.near_misses import dates, numbers, rules, shapes

_KINDS = (
    numbers.versions,
    numbers.addresses,
    numbers.clauses,
    numbers.amounts,
    numbers.ranges,
    numbers.limits,
    numbers.facts,
    dates.dates,
    dates.when,
    dates.weekdays,
    dates.day_spans,
    dates.times,
    rules.permissions,
    rules.covered,
    rules.statements,
    rules.amendments,
    shapes.rows,
    shapes.by_value,
    shapes.lists,
    shapes.speakers,
    shapes.frequent_questions,
    shapes.contents,
)


def near_misses(count: int, seed: str) -> Iterator[Example]:
    """Yield at least `count` examples, whole groups of all kinds in turn; equal for equal seeds."""
    rng = random.Random(seed)
    made = 0
    while made < count:
        for kind in _KINDS:
            group = kind(rng)
            for number, example in enumerate(group):
                name = f"{seed}/{made}"
                yield dataclasses.replace(example, id=f"{name}/{number}", group=name)
            made += len(group)
