"""Near misses of permission and of change: the sign decides, and what replaces stands."""

import random

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock
from eval.training.reading.near_misses.invention import (
    amount,
    answered,
    chance,
    distinct,
    joined,
    padded,
    plain,
    unanswered,
    word,
)


def permissions(rng: random.Random) -> list[Example]:
    """Where something may and may not be: each sign answers its own question only."""
    who = rng.choice(stock.RULED)
    yes, no = (where.format(word(rng)) for where in rng.sample(stock.PLACES, 2))
    may, may_not = rng.choice(
        (
            ("{} may be {}.", "{} may not be {}."),
            ("{} are allowed {}.", "{} are not allowed {}."),
            ("{} are welcome {}.", "{} are forbidden {}."),
            ("{} are permitted {}.", "{} must never be {}."),
        )
    )
    told = may.format(who, f"[[{yes}]]")
    denied = may_not.format(who, f"[[{no}]]")
    asked_yes = f"Where {rng.choice(('may', 'can'))} {who.lower()} be?"
    asked_no = rng.choice(
        (
            f"Where may {who.lower()} not be?",
            f"Where are {who.lower()} not allowed?",
            f"where are {who.lower()} forbidden",
        )
    )
    both = joined(rng, [told, denied])
    which, target = rng.choice(((asked_yes, yes), (asked_no, no)))
    marked = plain(both).replace(target, f"[[{target}]]")
    return [
        answered("permissions", which, marked),
        unanswered("permissions", asked_no, padded(rng, told)),
        unanswered("permissions", asked_yes, padded(rng, denied)),
        answered("permissions", asked_no, padded(rng, denied)),
    ]


def covered(rng: random.Random) -> list[Example]:
    """Lists whose heading alone says whether its items count."""
    first, second, third, fourth = rng.sample(stock.RISKS, 4)
    positive, negative = rng.choice(
        (
            ("Insured", "Not insured"),
            ("What is covered", "What is not covered"),
            ("Included", "Excluded"),
            ("We pay for", "We do not pay for"),
        )
    )
    bullet, end = rng.choice((("- ", "\n"), ("", "\n"), ("", ", "), ("• ", "\n")))
    items = end.join(f"{bullet}{item}" for item in (first, second, third))
    policy = f"{word(rng)} policy"
    asks_no = rng.choice(
        (
            "What is not insured?",
            "What is not covered?",
            "what does the insurance not pay for",
            "What is excluded?",
        )
    )
    asks_yes = rng.choice(
        (
            "What is insured?",
            "What is covered?",
            "what does the insurance pay for",
            "What is included?",
        )
    )
    one_no = f"Is {second} not insured?" if chance(rng, 0.3) else f"Is {second} insured?"
    marked = f"[[{items}]]"
    one = items.replace(second, f"[[{second}]]")
    return [
        answered("covered", asks_no, marked, f"{policy}: {negative}"),
        unanswered("covered", asks_no, items, f"{policy}: {positive}"),
        answered("covered", asks_yes, marked, f"{policy}: {positive}"),
        unanswered("covered", asks_yes, items, f"{policy}: {negative}"),
        answered("covered", one_no, one, f"{policy}: {rng.choice((positive, negative))}"),
        unanswered("covered", one_no.replace(second, fourth), items, f"{policy}: {positive}"),
    ]


def statements(rng: random.Random) -> list[Example]:
    """What is insured and what is not, said in sentences."""
    first, second = rng.sample(stock.RISKS, 2)
    yes = rng.choice(
        ("[[{}]] is insured.", "The policy covers [[{}]].", "We pay for [[{}]].")
    ).format(first)
    no = rng.choice(
        ("[[{}]] is not insured.", "The policy does not cover [[{}]].", "We never pay for [[{}]].")
    ).format(second)
    asks_no = rng.choice(
        ("What is not insured?", "What does the policy not cover?", "What is never paid for?")
    )
    asks_yes = rng.choice(("What is insured?", "What does the policy cover?", "What is paid for?"))
    both = plain(joined(rng, [yes, no]))
    question, target = rng.choice(((asks_yes, first), (asks_no, second)))
    return [
        answered("statements", question, both.replace(target, f"[[{target}]]", 1)),
        unanswered("statements", asks_no, padded(rng, yes)),
        unanswered("statements", asks_yes, padded(rng, no)),
    ]


_UNITS = {
    "annual fee": "euros",
    "notice period": "weeks",
    "daily allowance": "euros",
    "speed limit": "km/h",
    "minimum age": "years",
    "deposit": "euros",
    "interest rate": "per cent",
    "retention period": "months",
    "late charge": "euros",
    "hourly wage": "euros",
}


def amendments(rng: random.Random) -> list[Example]:
    """The value that replaces is the answer; announcing a change is none."""
    subject, other = rng.sample(stock.TERMS, 2)
    old, new = (f"{value} {_UNITS[subject]}" for value in distinct(rng, amount, 2))
    clause = f"{rng.randint(1, 20)}.{rng.randint(1, 9)}"
    changed = rng.choice(
        (
            f'In clause {clause} ({subject}) the words "{old}" are replaced by "[[{new}]]".',
            f"Clause {clause} shall read: The {subject} is [[{new}]].",
            f"The {subject} of {old} is raised to [[{new}]].",
            f"Correction: the {subject} is [[{new}]], not {old}.",
            f"With effect from May the {subject}, until now {old}, shall be [[{new}]].",
            f'For "{old}" read "[[{new}]]" wherever the {subject} is named.',
            f"The {subject} was {old}. It is now [[{new}]].",
        )
    )
    announced = rng.choice(
        (
            f"Clause {clause} on the {subject} is amended as follows.",
            f"The parties have agreed to change the {subject}.",
            f"Amendment No. 2 replaces clause {clause} ({subject}).",
            f"The {subject} will be revised; the new wording is given below.",
        )
    )
    question = rng.choice(
        (
            f"What is the {subject}?",
            f"How much is the {subject} now?",
            f"What does clause {clause} say on the {subject}?",
        )
    )
    text = f"{announced} {changed}" if chance(rng, 0.5) else padded(rng, changed)
    other_value = f"{amount(rng)} {_UNITS[other]}"
    return [
        answered("amendments", question, text),
        unanswered("amendments", question, padded(rng, announced)),
        unanswered(
            "amendments", question, padded(rng, f"{announced} The {other} remains {other_value}.")
        ),
    ]
