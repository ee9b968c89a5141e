"""Near misses of shape: tables, lists, transcripts, questions with answers, contents."""

import random

from eval.training.examples import Example
from eval.training.near_misses.invention import (
    amount,
    answered,
    distinct,
    padded,
    person,
    place,
    unanswered,
    word,
)

_ITEMS = ("Crane", "Ladder", "Tent", "Mixer", "Trailer", "Projector", "Van", "Generator", "Pump", "Drill", "Boat", "Sander", "Heater", "Scaffold")
_COLUMNS = ("Rate", "Days", "Deposit", "Weight", "Height", "Colour", "Depot", "Model", "Stock", "Insurance")
_COLOURS = ("red", "blue", "green", "grey", "yellow", "white", "black", "orange")


def _value(column: str, rng: random.Random) -> str:
    if column == "Colour":
        return rng.choice(_COLOURS)
    if column == "Depot":
        return place(rng)
    return word(rng) if column == "Model" else amount(rng)


def rows(rng: random.Random) -> list[Example]:
    """Rows with their header's cells: the cell of the row and the column that are asked for."""
    items = rng.sample(_ITEMS, rng.randint(2, 4))
    columns = rng.sample(_COLUMNS, rng.randint(2, 4))
    absent_item = rng.choice([item for item in _ITEMS if item not in items])
    absent_column = rng.choice([column for column in _COLUMNS if column not in columns])
    at, of = rng.randrange(len(items)), rng.randrange(len(columns))
    lines = []
    for n, item in enumerate(items):
        cells = [f"Item: {item}"]
        for m, column in enumerate(columns):
            value = _value(column, rng)
            cells.append(f"{column}: [[{value}]]" if (n, m) == (at, of) else f"{column}: {value}")
        lines.append("; ".join(cells))
    text = "\n".join(lines) if rng.random() < 0.7 else lines[at]
    ask = rng.choice(("What is the {1} of the {0}?", "{1} of the {0}", "{0} {1}?", "Which {1} is given for the {0}?"))
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
    items = rng.sample(_ITEMS, 3)
    column = rng.choice(("Rate", "Weight", "Depot", "Colour"))
    values = distinct(rng, lambda r: _value(column, r), 4)
    pairs = list(zip(items, values, strict=False))
    lines = [f"Item: [[{item}]]; {column}: {value}" if not n else f"Item: {item}; {column}: {value}" for n, (item, value) in enumerate(pairs)]
    rng.shuffle(lines)
    question = rng.choice((f"Which item has the {column.lower()} {{}}?", f"what has {column.lower()} {{}}"))
    return [
        answered("by_value", question.format(values[0]), "\n".join(lines)),
        unanswered("by_value", question.format(values[3]), "\n".join(lines)),
    ]


_NEEDS = ("a passport", "two photographs", "the signed form", "proof of address", "a bank card", "the receipt", "a doctor's note", "the old licence", "a tax number", "the birth certificate")
_ACTS = ("register a car", "join the library", "rent a flat", "enrol a child", "apply for a permit", "open an account", "return a device")


def lists(rng: random.Random) -> list[Example]:
    """A list with the line that says what it lists."""
    act, other = rng.sample(_ACTS, 2)
    needs = rng.sample(_NEEDS, rng.randint(2, 4))
    bullet = rng.choice(("- ", "* ", "", "1. "))
    items = "\n".join(f"{bullet}{need}" for need in needs)
    opening = rng.choice((f"To {act} you need:", f"Bring the following if you want to {act}:", f"Needed to {act}"))
    question = rng.choice(("What do I need to {}?", "what must I bring to {}", "Which papers are needed to {}?"))
    return [
        answered("lists", question.format(act), f"{opening}\n[[{items}]]"),
        unanswered("lists", question.format(other), f"{opening}\n{items}"),
        unanswered("lists", question.format(act), padded(rng, f"What you need to {act} is listed below.")),
    ]


_VIEWS = (
    "the bridge should be repaired first", "the fee ought to be dropped", "we need more time",
    "the offer is too low", "the pool must stay open", "the report is wrong", "nobody was warned",
    "the school needs a new roof", "the trees should stay", "the vote must be repeated",
    "the figures do not add up", "the contract is void",
)
_OF = ("say", "think", "want", "argue", "propose")


def speakers(rng: random.Random) -> list[Example]:
    """Turns of a talk: the words of the one who was asked about."""
    names = distinct(rng, lambda r: r.choice((person(r), f"{r.choice(('Mr', 'Ms', 'Dr.'))} {word(r)}", word(r).upper())), 4)
    views = rng.sample(_VIEWS, 3)
    turn = rng.choice(("{}: {}.", "{} said that {}.", "{}: I believe {}.", "{} — {}."))
    lines = [turn.format(name, f"[[{view}]]" if not n else view) for n, (name, view) in enumerate(zip(names[:3], views, strict=True))]
    rng.shuffle(lines)
    text = rng.choice(("\n", " ")).join(lines)
    verb = rng.choice(_OF)
    question = rng.choice((f"What did {{}} {verb}?", f"What does {{}} {verb}?", "what was {}'s opinion"))
    mention = padded(rng, f"{names[1]}: I agree with {names[0]} that we should go on.")
    who = f"Who {rng.choice(('said', 'argued', 'believed'))} that {views[0]}?"
    marked = text.replace("[[", "").replace("]]", "").replace(names[0], f"[[{names[0]}]]")
    return [
        answered("speakers", question.format(names[0]), text),
        unanswered("speakers", question.format(names[3]), text),
        unanswered("speakers", question.format(names[0]), mention),
        answered("speakers", who, marked),
    ]


_ASKED = (
    ("Where do I pay?", "At the {} counter on the ground floor."),
    ("How do I reset my password?", "Press {} and follow the link in the message."),
    ("Can I bring my dog?", "Yes, on a lead, but not into the {} room."),
    ("When will my order arrive?", "Within {} working days."),
    ("Who can join?", "Everybody over {} who lives here."),
    ("How do I cancel?", "Write to the {} office before the end of the month."),
    ("Is there parking?", "There are {} places behind the house."),
    ("What does it cost?", "{} euros a month."),
    ("Do I need a ticket?", "No, unless you come with more than {} people."),
    ("What happens if it rains?", "We meet in the {} barn."),
    ("How long does it take?", "About {} minutes."),
    ("Where can I complain?", "Call the {} line on weekdays."),
)


def frequent_questions(rng: random.Random) -> list[Example]:
    """Questions with their answers; a question that nothing follows answers nothing."""
    chosen = rng.sample(_ASKED, 3)
    replies = [reply.format(rng.randint(2, 60) if "days" in reply or "minutes" in reply or "euros" in reply or "places" in reply or "people" in reply or "over" in reply else word(rng)) for _, reply in chosen]
    (first, _), (second, _), (third, _) = chosen
    text = f"{first} [[{replies[0]}]] {second} {replies[1]}"
    if rng.random() < 0.5:
        text = f"{second}\n{replies[1]}\n{first}\n[[{replies[0]}]]"
    heading = rng.choice(("", "Questions and answers", word(rng)))
    title = word(rng)
    return [
        answered("frequent_questions", first, text, heading),
        unanswered("frequent_questions", third, text, heading),
        answered("frequent_questions", first, f"[[{replies[0]}]]", f"{title}: {first}"),
        unanswered("frequent_questions", first, rng.choice((first, f"{first} {second}", padded(rng, f"{first} Many people ask us this."))), heading),
        unanswered("frequent_questions", first, replies[1], f"{title}: {second}"),
    ]


_CHAPTERS = ("Safety", "Installation", "Payment", "Liability", "Delivery", "Warranty", "Disposal", "Cleaning", "Storage", "Complaints", "Notice", "Insurance", "Costs", "Opening hours")


def contents(rng: random.Random) -> list[Example]:
    """Lines of a table of contents: they name what is asked about and say nothing of it."""
    chapters = rng.sample(_CHAPTERS, rng.randint(3, 7))
    page = rng.randint(2, 9)
    leader = rng.choice((" ........ ", " . . . . ", " ", "\t"))
    lines = []
    for number, chapter in enumerate(chapters, 1):
        page += rng.randint(1, 9)
        lines.append(f"{rng.choice((f'{number} ', f'{number}. ', f'{number}.1 '))}{chapter}{leader}{page}")
    asked = rng.choice(chapters).lower()
    question = rng.choice(("What is said about {}?", "What are the rules on {}?", "{}", "How is {} handled?", "who bears the {}"))
    told = padded(rng, f"{asked.capitalize()}: [[{rng.choice(_VIEWS)}]].")
    text = rng.choice(("\n", " ")).join(lines)
    return [
        unanswered("contents", question.format(asked), text, rng.choice(("", "Contents"))),
        answered("contents", question.format(asked), told),
    ]
