"""Near misses of shape: rows of tables, lists, lines of a table of contents."""

import random

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock
from eval.training.reading.near_misses.invention import (
    amount,
    answered,
    chance,
    distinct,
    padded,
    place,
    unanswered,
    word,
)


def _value(column: str, rng: random.Random) -> str:
    if column == "Colour":
        return rng.choice(stock.COLOURS)
    if column == "Depot":
        return place(rng)
    return word(rng) if column == "Model" else amount(rng)


def rows(rng: random.Random) -> list[Example]:
    """Rows with their header's cells: the cell of the row and the column that are asked for."""
    items = rng.sample(stock.EQUIPMENT, rng.randint(2, 4))
    columns = rng.sample(stock.COLUMNS, rng.randint(2, 4))
    absent_item = rng.choice([item for item in stock.EQUIPMENT if item not in items])
    absent_column = rng.choice([column for column in stock.COLUMNS if column not in columns])
    at, of = rng.randrange(len(items)), rng.randrange(len(columns))
    lines = []
    for n, item in enumerate(items):
        cells = [f"Item: {item}"]
        for m, column in enumerate(columns):
            value = _value(column, rng)
            cells.append(f"{column}: [[{value}]]" if (n, m) == (at, of) else f"{column}: {value}")
        lines.append("; ".join(cells))
    text = "\n".join(lines) if chance(rng, 0.7) else lines[at]
    ask = rng.choice(
        (
            "What is the {1} of the {0}?",
            "{1} of the {0}",
            "{0} {1}?",
            "Which {1} is given for the {0}?",
        )
    )
    item, column = items[at].lower(), columns[of].lower()
    heading = rng.choice(("", "Hire: Price list", "Equipment"))
    return [
        answered("rows", ask.format(item, column), text, heading),
        unanswered("rows", ask.format(absent_item.lower(), column), text, heading),
        unanswered("rows", ask.format(item, absent_column.lower()), text, heading),
        unanswered("rows", ask.format(item, column), " | ".join(("Item", *columns)), heading),
    ]


def by_value(rng: random.Random) -> list[Example]:
    """The row whose cell holds the value that is asked for."""
    items = rng.sample(stock.EQUIPMENT, 3)
    column = rng.choice(("Rate", "Weight", "Depot", "Colour"))
    values = distinct(rng, lambda r: _value(column, r), 4)
    pairs = list(zip(items, values, strict=False))
    lines = [
        f"Item: [[{item}]]; {column}: {value}" if not n else f"Item: {item}; {column}: {value}"
        for n, (item, value) in enumerate(pairs)
    ]
    rng.shuffle(lines)
    question = rng.choice(
        (f"Which item has the {column.lower()} {{}}?", f"what has {column.lower()} {{}}")
    )
    return [
        answered("by_value", question.format(values[0]), "\n".join(lines)),
        unanswered("by_value", question.format(values[3]), "\n".join(lines)),
    ]


def lists(rng: random.Random) -> list[Example]:
    """A list with the line that says what it lists."""
    act, other = rng.sample(stock.ACTS, 2)
    needs = rng.sample(stock.NEEDS, rng.randint(2, 4))
    bullet = rng.choice(("- ", "* ", "", "1. "))
    items = "\n".join(f"{bullet}{need}" for need in needs)
    opening = rng.choice(
        (f"To {act} you need:", f"Bring the following if you want to {act}:", f"Needed to {act}")
    )
    question = rng.choice(
        ("What do I need to {}?", "what must I bring to {}", "Which papers are needed to {}?")
    )
    return [
        answered("lists", question.format(act), f"{opening}\n[[{items}]]"),
        unanswered("lists", question.format(other), f"{opening}\n{items}"),
        unanswered(
            "lists", question.format(act), padded(rng, f"What you need to {act} is listed below.")
        ),
    ]


def contents(rng: random.Random) -> list[Example]:
    """Lines of a table of contents: they name what is asked about and say nothing of it."""
    chapters = rng.sample(stock.CHAPTERS, rng.randint(3, 7))
    page = rng.randint(2, 9)
    leader = rng.choice((" ........ ", " . . . . ", " ", "\t"))
    lines = []
    for number, chapter in enumerate(chapters, 1):
        page += rng.randint(1, 9)
        lines.append(
            f"{rng.choice((f'{number} ', f'{number}. ', f'{number}.1 '))}{chapter}{leader}{page}"
        )
    asked = rng.choice(chapters).lower()
    question = rng.choice(
        (
            "What is said about {}?",
            "What are the rules on {}?",
            "{}",
            "How is {} handled?",
            "who bears the {}",
        )
    )
    told = padded(rng, f"{asked.capitalize()}: [[{rng.choice(stock.VIEWS)}]].")
    text = rng.choice(("\n", " ")).join(lines)
    return [
        unanswered("contents", question.format(asked), text, rng.choice(("", "Contents"))),
        answered("contents", question.format(asked), told),
    ]
