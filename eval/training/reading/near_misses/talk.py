"""Near misses of talk: transcripts, questions with their answers."""

import random

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock
from eval.training.reading.near_misses.invention import (
    answered,
    chance,
    distinct,
    padded,
    person,
    plain,
    unanswered,
    word,
)

_ASKED = (
    ("Where do I pay?", "At the {word} counter on the ground floor."),
    ("How do I reset my password?", "Press {word} and follow the link in the message."),
    ("Can I bring my dog?", "Yes, on a lead, but not into the {word} room."),
    ("When will my order arrive?", "Within {number} working days."),
    ("Who can join?", "Everybody over {number} who lives here."),
    ("How do I cancel?", "Write to the {word} office before the end of the month."),
    ("Is there parking?", "There are {number} places behind the house."),
    ("What does it cost?", "{number} euros a month."),
    ("Do I need a ticket?", "No, unless you come with more than {number} people."),
    ("What happens if it rains?", "We meet in the {word} barn."),
    ("How long does it take?", "About {number} minutes."),
    ("Where can I complain?", "Call the {number} line on weekdays."),
)


def speakers(rng: random.Random) -> list[Example]:
    """Turns of a talk: the words of the one who was asked about."""
    names = distinct(
        rng,
        lambda r: r.choice(
            (person(r), f"{r.choice(('Mr', 'Ms', 'Dr.'))} {word(r)}", word(r).upper())
        ),
        4,
    )
    views = rng.sample(stock.VIEWS, 3)
    turn = rng.choice(("{}: {}.", "{} said that {}.", "{}: I believe {}.", "{} — {}."))
    lines = [
        turn.format(name, f"[[{view}]]" if not n else view)
        for n, (name, view) in enumerate(zip(names[:3], views, strict=True))
    ]
    rng.shuffle(lines)
    text = rng.choice(("\n", " ")).join(lines)
    verb = rng.choice(stock.SAYING)
    question = rng.choice(
        (f"What did {{}} {verb}?", f"What does {{}} {verb}?", "what was {}'s opinion")
    )
    mention = padded(rng, f"{names[1]}: I agree with {names[0]} that we should go on.")
    who = f"Who {rng.choice(('said', 'argued', 'believed'))} that {views[0]}?"
    marked = plain(text).replace(names[0], f"[[{names[0]}]]")
    return [
        answered("speakers", question.format(names[0]), text),
        unanswered("speakers", question.format(names[3]), text),
        unanswered("speakers", question.format(names[0]), mention),
        answered("speakers", who, marked),
    ]


def frequent_questions(rng: random.Random) -> list[Example]:
    """Questions with their answers; a question that nothing follows answers nothing."""
    chosen = rng.sample(_ASKED, 3)
    replies = [_filled(reply, rng) for _, reply in chosen]
    (first, _), (second, _), (third, _) = chosen
    text = f"{first} [[{replies[0]}]] {second} {replies[1]}"
    if chance(rng, 0.5):
        text = f"{second}\n{replies[1]}\n{first}\n[[{replies[0]}]]"
    heading = rng.choice(("", "Questions and answers", word(rng)))
    title = word(rng)
    unsaid = (first, f"{first} {second}", padded(rng, f"{first} Many people ask us this."))
    return [
        answered("frequent_questions", first, text, heading),
        unanswered("frequent_questions", third, text, heading),
        answered("frequent_questions", first, f"[[{replies[0]}]]", f"{title}: {first}"),
        unanswered("frequent_questions", first, rng.choice(unsaid), heading),
        unanswered("frequent_questions", first, replies[1], f"{title}: {second}"),
    ]


def _filled(reply: str, rng: random.Random) -> str:
    if "{number}" in reply:
        return reply.format(number=rng.randint(2, 60))
    return reply.format(word=word(rng))
