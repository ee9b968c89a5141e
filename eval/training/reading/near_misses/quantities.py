"""Near misses of quantities: amounts in another form, ranges that hold a figure."""

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

_CHARGED = {"kg": "parcel", "km": "trip", "hours": "stay", "litres": "tank"}


def amounts(rng: random.Random) -> list[Example]:
    """The same amount in another form, and one that differs by a digit or a power of ten."""
    tenths = rng.choice((rng.randint(11, 99), rng.randint(101, 999)))
    tenths += tenths % 10 == 0
    short, long = f"{tenths / 10:g} million", f"{tenths * 100_000:,}"
    wrong = rng.choice(
        (f"{tenths * 10_000:,}", f"{(tenths + 10) * 100_000:,}", f"{(tenths + 1) / 10:g} million")
    )
    there, asked = rng.choice(((short, long), (long, short), (long, long), (short, short)))
    unit = rng.choice(("euros", "dollars", "crowns", "pounds"))
    names = distinct(rng, lambda r: f"the {word(r)} {r.choice(stock.BUILDINGS)}", 2)
    verb = rng.choice(("cost", "was built for", "was sold for", "swallowed"))
    lines = [
        f"[[{names[0].capitalize()}]] {verb} {there} {unit}.",
        f"{names[1].capitalize()} {verb} {amount(rng)} {unit}.",
    ]
    text = joined(rng, lines)
    question = f"{rng.choice(('What', 'Which building'))} {verb} {{}} {unit}?"
    return [
        answered("amounts", question.format(asked), text),
        unanswered("amounts", question.format(wrong), text),
    ]


def ranges(rng: random.Random) -> list[Example]:
    """A figure asked for lies in one of the ranges that the text names, or in none."""
    low, high = rng.randint(4, 9), rng.randint(12, 18)
    thing = rng.choice(("ticket", "pass", "course", "boat trip", "swim"))
    prices = rng.sample(range(2, 60), 3)
    bands = [
        rng.choice((f"Children below {low}", f"Children under {low}")) + ": [[{}]] euros",
        rng.choice((f"Children from {low} to {high}", f"Aged {low} to {high}")) + ": [[{}]] euros",
        rng.choice((f"From {high + 1} years", f"Over {high}")) + ": [[{}]] euros",
    ]
    ages = (rng.randint(1, low - 1), rng.randint(low, high), rng.randint(high + 2, 70))
    which = rng.randrange(3)
    lines = [
        line.format(price) if n == which else plain(line.format(price))
        for n, (line, price) in enumerate(zip(bands, prices, strict=True))
    ]
    age = ages[which]
    who = f"a child of {_spelt(age, rng)}" if age < high else f"somebody aged {age}"
    question = rng.choice((f"What does {who} pay?", f"How much is the {thing} for {who}?"))
    end = rng.choice(("; ", ". ", "\n"))
    absent = [line for n, line in enumerate(lines) if n != which]
    return [
        answered("ranges", question, end.join(lines), rng.choice(("", "Prices"))),
        unanswered("ranges", question, end.join(absent), rng.choice(("", "Prices"))),
    ]


def limits(rng: random.Random) -> list[Example]:
    """Fees by weight or distance: the band that holds the figure asked for."""
    steps = sorted(rng.sample(range(2, 50), 2))
    fees = rng.sample(range(3, 90), 3)
    unit = rng.choice(list(_CHARGED))
    figure, which = rng.choice(
        ((rng.randint(1, steps[0] - 1), 0), (rng.randint(steps[1] + 1, 99), 2))
    )
    bands = [
        f"Up to {steps[0]} {unit}",
        f"more than {steps[0]} and up to {steps[1]} {unit}",
        f"above {steps[1]} {unit}",
    ]
    lines = [
        f"{band}: [[{fee}]] euros" if n == which else f"{band}: {fee} euros"
        for n, (band, fee) in enumerate(zip(bands, fees, strict=True))
    ]
    question = f"What does a {_CHARGED[unit]} of {figure} {unit} cost?"
    missing = "; ".join(line for n, line in enumerate(lines) if n != which)
    return [
        answered("limits", question, padded(rng, "; ".join(lines) + ".")),
        unanswered("limits", question, padded(rng, missing + ".")),
    ]


def _spelt(number: int, rng: random.Random) -> str:
    return (
        stock.NUMBERS[number] if number < len(stock.NUMBERS) and chance(rng, 0.6) else str(number)
    )
