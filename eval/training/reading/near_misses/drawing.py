"""Drawing near misses of every kind in equal parts."""

import dataclasses
import random
from collections.abc import Iterator

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import (
    dates,
    facts,
    quantities,
    references,
    rules,
    tables,
    talk,
)

_KINDS = (
    references.versions,
    references.addresses,
    references.clauses,
    quantities.amounts,
    quantities.ranges,
    quantities.limits,
    facts.facts,
    dates.dates,
    dates.when,
    dates.weekdays,
    dates.day_spans,
    dates.times,
    rules.permissions,
    rules.covered,
    rules.statements,
    rules.amendments,
    tables.rows,
    tables.by_value,
    tables.lists,
    talk.speakers,
    talk.frequent_questions,
    tables.contents,
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
