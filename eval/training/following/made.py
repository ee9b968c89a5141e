"""Rule-made conversations: ordinals, "the latter", corrections, returns, names in answers."""

import dataclasses
import random
from collections.abc import Callable, Iterator

from eval.training.following.conversations import Exchange, FollowUp
from eval.training.reading.near_misses.invention import chance, distinct, person, place, word

_PROPERTIES = (
    ("When was {} built?", "When was it built?", "in what year was it built"),
    ("Who owns {}?", "Who owns it?", "and the owner?"),
    ("How large is {}?", "How large is it?", "and how large?"),
    ("What does {} cost?", "What does it cost?", "and the cost?"),
    ("Who opposes {}?", "Who opposes that?", "who is against it"),
    ("Where is {}?", "Where is it?", "and where is it?"),
)
_THINGS = ("tower", "bridge", "mill", "harbour", "market", "library", "tunnel", "museum", "quarry")
_ORDINALS = ("first", "second", "third")
_EVENTS = (
    "strike", "election", "flood", "merger", "harvest", "trial", "budget", "vaccine", "exhibition",
    "treaty", "drought", "census", "concert", "tournament", "recipe", "insurance", "earthquake",
)  # fmt: skip
_FEATURES = ("inhabitants", "schools", "streets", "churches", "shops", "bridges")


def _thing(rng: random.Random) -> str:
    return f"the {word(rng)} {rng.choice(_THINGS)}"


def _said(rng: random.Random, thing: str) -> str:
    return rng.choice(
        (
            f"{thing.capitalize()} stands near {place(rng)} and is open all year.",
            f"According to {person(rng)}, {thing} was repaired last year.",
            f"{person(rng)} showed {thing} to the visitors from {place(rng)}.",
        )
    )


def _asked(rng: random.Random, thing: str) -> Exchange:
    question = rng.choice(
        ("What is known about {}?", "Tell me about {}.", "Is {} open?", "Who looks after {}?")
    )
    return Exchange(question.format(thing), question.format(thing), _said(rng, thing))


def pronoun(rng: random.Random) -> FollowUp:
    """A question that says "it" of what was asked about, after one or two turns of it."""
    thing = _thing(rng)
    history = [_asked(rng, thing)]
    if chance(rng, 0.5):
        full, short, _ = rng.choice(_PROPERTIES)
        history.append(Exchange(short, full.format(thing), _said(rng, thing)))
    full, *shorter = rng.choice(_PROPERTIES)
    return _follow_up(history, rng.choice(shorter), full.format(thing))


def ordinal(rng: random.Random) -> FollowUp:
    """A question about one of the things that an answer listed."""
    towns = distinct(rng, place, 3)
    at = rng.randrange(3)
    region = word(rng)
    answer = rng.choice(
        ("{} has three towns: {}, {} and {}.", "The towns of {} are {}, {} and {}.")
    )
    question = f"Which towns are there in {region}?"
    history = [Exchange(question, question, answer.format(region, *towns))]
    feature = rng.choice(_FEATURES)
    asks = rng.choice(
        ("How many {} has the {} one?", "and {} in the {}?", "what about {} of the {} one")
    )
    return _follow_up(history, asks.format(feature, _ORDINALS[at]), asks.format(feature, towns[at]))


def latter(rng: random.Random) -> FollowUp:
    """A question about the former or the latter of two."""
    people = distinct(rng, person, 2)
    question = f"Who spoke in {place(rng)}?"
    answer = rng.choice(
        ("{} and {} spoke.", "The speakers were {} and {}.", "First {} spoke, then {}.")
    )
    history = [Exchange(question, question, answer.format(*people))]
    which = rng.randrange(2)
    asks = rng.choice(
        ("What did {} say?", "How old is {}?", "Where was {} born?", "who invited {}")
    )
    pointing = ("the former", "the latter")[which]
    return _follow_up(history, asks.format(pointing), asks.format(people[which]))


def correction(rng: random.Random) -> FollowUp:
    """A question that puts one thing right and leaves the rest as it was asked."""
    thing, other = distinct(rng, _thing, 2)
    full, *_ = rng.choice(_PROPERTIES)
    history = [Exchange(full.format(thing), full.format(thing), _said(rng, thing))]
    asks = rng.choice(
        ("No, I mean {}.", "no, {}", "Sorry, I meant {}.", "And {}?", "What about {}?")
    )
    return _follow_up(history, asks.format(other), full.format(other))


def back(rng: random.Random) -> FollowUp:
    """A question that goes back to a thing by its kind, past another one."""
    first, second = f"the {word(rng)} {_THINGS[0]}", f"the {word(rng)} {rng.choice(_THINGS[1:])}"
    history = [_asked(rng, first), _asked(rng, second)]
    full, short, _ = rng.choice(_PROPERTIES)
    opening = rng.choice(
        ("Back to the {}: ", "Returning to the {}, ", "As for the {}: ", "and the {}, ")
    )
    return _follow_up(history, opening.format(_THINGS[0]) + short.lower(), full.format(first))


def named_in_answer(rng: random.Random) -> FollowUp:
    """A question about somebody whom only the answer named."""
    thing, who = _thing(rng), person(rng)
    question = rng.choice(("Who built {}?", "Who designed {}?", "Who runs {}?")).format(thing)
    answer = rng.choice(
        ("{} did, after the fire.", "It was {}.", "{}, together with a friend.")
    ).format(who)
    history = [Exchange(question, question, answer)]
    asks = rng.choice(
        ("Where was {} born?", "What else did {} do?", "Is {} still alive?", "Did {} live in Rome?")
    )
    return _follow_up(history, asks.format(rng.choice(("he", "she", "they"))), asks.format(who))


def ellipsis(rng: random.Random) -> FollowUp:
    """A question that is only a piece of one: "and in 1990?", "Why?", "who else"."""
    thing = _thing(rng)
    year = rng.randint(1900, 2020)
    full = rng.choice(
        (f"Who ran {thing}?", f"Was {thing} sold?", f"How many people visited {thing}?")
    )
    history = [Exchange(full, full, _said(rng, thing))]
    asks = rng.choice((f"and in {year}?", "Why?", "who else", "Why not?", f"What about {year}?"))
    return _follow_up(history, asks, f"{full} {asks}")


def other_subject(rng: random.Random) -> FollowUp:
    """A question about something else, in as few words as one that leans; it needs nothing."""
    history = [_asked(rng, _thing(rng))]
    if chance(rng, 0.5):
        history.append(_asked(rng, _thing(rng)))
    event, other = rng.choice(_EVENTS), rng.choice(_EVENTS)
    asks = rng.choice(
        (
            "When was the {}?",
            "Who led the {}?",
            "Why was there a {}?",
            "How long did the {} last?",
            "What do people say of the {}?",
            "how many people came to the {}",
            "How did the {} change the {other}?",
        )
    ).format(event, other=other)
    return _follow_up(history, asks, asks)


def _follow_up(history: list[Exchange], question: str, rewrite: str) -> FollowUp:
    return FollowUp("made", "", "made", tuple(history), question, rewrite)


_KINDS: tuple[Callable[[random.Random], FollowUp], ...] = (
    pronoun,
    ordinal,
    latter,
    correction,
    back,
    named_in_answer,
    ellipsis,
    other_subject,
)


def made_follow_ups(count: int, seed: str) -> Iterator[FollowUp]:
    """Yield `count` follow-ups of all kinds in turn; equal for equal seeds."""
    rng = random.Random(seed)
    for number in range(count):
        kind = _KINDS[number % len(_KINDS)]
        made = kind(rng)
        yield dataclasses.replace(made, kind=f"made_{kind.__name__}", id=f"{seed}/{number}")
