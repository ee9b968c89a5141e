"""Near misses of dates, weekdays and times, and the same ones in another form."""

import datetime as dt
import random

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock
from eval.training.reading.near_misses.invention import (
    answered,
    chance,
    distinct,
    joined,
    padded,
    person,
    place,
    plain,
    unanswered,
    word,
)

_NOON = 12
_TOLD = (
    "{} took over the office in {{}}",
    "{} opened the new hall in {{}}",
    "{} signed the lease with {{}}",
    "{} repaired the boiler of {{}}",
    "{} handed over the keys of {{}}",
    "{} inspected the roof of {{}}",
)


def _forms(day: dt.date) -> list[str]:
    month = stock.MONTHS[day.month - 1]
    return [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"the {_ordinal(day.day)} of {month} {day.year}",
    ]


def _ordinal(number: int) -> str:
    ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def dates(rng: random.Random) -> list[Example]:
    """What happened on a day, asked in any form; the swapped, the next and another year's day."""
    day = dt.date(rng.randint(1950, 2026), *rng.sample(range(1, 13), 2))
    wrong = rng.choice(
        (
            dt.date(day.year, day.day, day.month),
            day.replace(year=day.year + rng.choice((-10, -1, 1, 10))),
            day + dt.timedelta(days=rng.choice((1, 10))),
        )
    )
    who, other = distinct(rng, person, 2)
    event, aside = rng.sample(_TOLD, 2)
    later = day + dt.timedelta(days=rng.randint(40, 300))
    told = event.format(f"[[{who}]]").format(place(rng))
    form = rng.randrange(6)
    lines = [
        f"{told} on {_forms(day)[form]}.",
        f"{aside.format(other).format(place(rng))} on {_forms(later)[form]}.",
    ]
    text = joined(rng, lines)
    question = rng.choice(("Who acted on {}?", "what happened on {}", "Who is named for {}?"))
    if "what" in question:
        text = plain(text)
        whole = plain(told)
        text = text.replace(whole, f"[[{whole}]]")
    asked = rng.choice((_forms(day)[form], rng.choice(_forms(day))))
    other_form = rng.choice((_forms(wrong)[form], rng.choice(_forms(wrong))))
    return [
        answered("dates", question.format(asked), text),
        unanswered("dates", question.format(other_form), text),
    ]


def when(rng: random.Random) -> list[Example]:
    """When one of two people did something; the other's date is no answer."""
    days = [
        dt.date(rng.randint(1950, 2026), rng.randint(1, 12), rng.randint(1, 28)) for _ in range(2)
    ]
    first, second, third = distinct(rng, person, 3)
    event, aside = rng.sample(_TOLD, 2)
    form = rng.randrange(6)
    towns = distinct(rng, place, 2)
    lines = [
        f"{event.format(first).format(towns[0])} on [[{_forms(days[0])[form]}]].",
        f"{aside.format(second).format(towns[1])} on {_forms(days[1])[form]}.",
    ]
    text = joined(rng, lines)
    asks = rng.choice(("When was it that {}?", "on what day {}", "When did it happen that {}?"))
    asked, other = (
        event.format(who).format(towns[0]) for who in (first, rng.choice((second, third)))
    )
    return [
        answered("when", asks.format(asked), text),
        unanswered("when", asks.format(other), text),
    ]


def weekdays(rng: random.Random) -> list[Example]:
    """Opening hours by weekday, spans of days included; a day that is not named."""
    place_name = f"the {word(rng)} {rng.choice(('pool', 'museum', 'market', 'library', 'clinic', 'counter'))}"
    asked, other, absent = rng.sample(stock.WEEKDAYS, 3)
    hours = [f"{rng.randint(6, 11)}:00 to {rng.randint(13, 21)}:00" for _ in range(2)]
    form = rng.choice(("{0}: {1}", "On {0}s it is open from {1}.", "{0}, {1};", "{0} {1}"))
    lines = [form.format(asked, f"[[{hours[0]}]]"), form.format(other, hours[1])]
    rng.shuffle(lines)
    text = rng.choice(("\n", " ")).join(lines)
    if chance(rng, 0.5):
        text = f"Opening hours of {place_name}. {text}"
    question = rng.choice(
        (
            "When is {1} open on {0}?",
            "Opening hours on {0}?",
            "is {1} open on {0}",
            "When can I go to {1} on a {0}?",
        )
    )
    heading = rng.choice(("", f"{place_name[4:]}: Opening hours"))
    return [
        answered("weekdays", question.format(asked, place_name), text, heading),
        unanswered("weekdays", question.format(absent, place_name), text, heading),
    ]


def day_spans(rng: random.Random) -> list[Example]:
    """A weekday that lies in a span of days, or outside it."""
    first = rng.randint(0, 3)
    last = rng.randint(first + 1, 5)
    inside, outside = (
        rng.choice(stock.WEEKDAYS[first : last + 1]),
        rng.choice(stock.WEEKDAYS[last + 1 :]),
    )
    hours = f"{rng.randint(6, 11)} a.m. to {rng.randint(2, 9)} p.m."
    who = f"{rng.choice(('Dr.', 'Prof.', 'Ms', 'Mr'))} {word(rng)}"
    dash = rng.choice((" to ", "\N{EN DASH}", " until "))
    text = padded(
        rng,
        f"{who} sees patients {stock.WEEKDAYS[first]}{dash}{stock.WEEKDAYS[last]}, [[{hours}]].",
    )
    question = rng.choice(
        (f"When does {who} see patients on {{}}?", f"At what time can I see {who} on a {{}}?")
    )
    return [
        answered("day_spans", question.format(inside), text),
        unanswered("day_spans", question.format(outside), text),
    ]


def _clock(hour: int, minute: int) -> list[str]:
    twelve = (hour - 1) % 12 + 1
    forms = [
        f"{hour}:{minute:02}",
        f"{hour:02}.{minute:02}",
        f"{twelve}:{minute:02} {'p.m.' if hour >= _NOON else 'a.m.'}",
    ]
    spoken = {
        0: f"{stock.HOURS[hour % 12]} o'clock",
        15: f"quarter past {stock.HOURS[hour % 12]}",
        30: f"half past {stock.HOURS[hour % 12]}",
        45: f"quarter to {stock.HOURS[(hour + 1) % 12]}",
    }
    return [*forms, spoken[minute]]


def times(rng: random.Random) -> list[Example]:
    """What happens at a time of day, asked in any form; another time is another."""
    hours = rng.sample(range(13, 23), 3)
    minutes = [rng.choice((0, 15, 30, 45)) for _ in range(3)]
    minutes[2] = (
        rng.choice([m for m in (0, 15, 30, 45) if m != minutes[0]])
        if chance(rng, 0.5)
        else minutes[2]
    )
    if minutes[2] != minutes[0]:
        hours[2] = hours[0]
    towns = distinct(rng, place, 2)
    vehicle = rng.choice(("train", "bus", "ferry", "tram"))
    form = rng.randrange(4)
    lines = [
        f"The {vehicle} to [[{towns[0]}]] leaves at {_clock(hours[0], minutes[0])[form]}.",
        f"The {vehicle} to {towns[1]} leaves at {_clock(hours[1], minutes[1])[form]}.",
    ]
    question = f"Where does the {vehicle} go that leaves at {{}}?"
    asked, wrong = (rng.choice(_clock(hours[n], minutes[n])) for n in (0, 2))
    text = joined(rng, lines)
    return [
        answered("times", question.format(asked), text),
        unanswered("times", question.format(wrong), text),
    ]
