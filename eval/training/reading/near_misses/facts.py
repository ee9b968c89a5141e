"""Near misses of facts: the right name with another relation, and the other way round."""

import random

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock
from eval.training.reading.near_misses.invention import (
    amount,
    answered,
    distinct,
    joined,
    person,
    place,
    plain,
    unanswered,
    word,
)


def facts(rng: random.Random) -> list[Example]:
    """The right subject with another relation, and the right relation of another subject."""
    firms = distinct(rng, lambda r: f"{word(r)} {r.choice(stock.FIRMS)}", 2)
    town, founder, head = place(rng), person(rng), person(rng)
    year, staff = rng.randint(1802, 2019), amount(rng)
    relations = {
        f"{{}} was founded in [[{year}]].": "When was {} founded?",
        f"{{}} has its seat in [[{town}]].": "Where is the seat of {}?",
        f"{{}} was founded by [[{founder}]].": "Who founded {}?",
        f"{{}} is led by [[{head}]].": "Who leads {}?",
        f"{{}} employs [[{staff} people]].": "How many people work for {}?",
        f"{{}} closed in [[{year}]].": "When did {} close?",
    }
    told = rng.sample(list(relations), 3)
    unmarked = [plain(line) for line in told]
    first, second = rng.sample(firms, 2)
    text = joined(rng, [told[0].format(first), unmarked[1].format(first)])
    question = relations[told[0]].format(first)
    other = joined(rng, [unmarked[0].format(second), unmarked[1].format(first)])
    return [
        answered("facts", question, text),
        unanswered("facts", relations[told[2]].format(first), text),
        unanswered("facts", question, other),
    ]
