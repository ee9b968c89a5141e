"""Near misses of numbers: versions, addresses, clauses, and amounts in another form."""

import random

from eval.training.examples import Example
from eval.training.near_misses.invention import (
    amount,
    answered,
    distinct,
    joined,
    padded,
    person,
    place,
    unanswered,
    word,
)


def _version_twins(rng: random.Random) -> list[str]:
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    return rng.choice(
        (
            [f"{a}.{b}0.0", f"{a}.{b}.0", f"{a}.{b}0.1"],
            [f"{a}.{b}.{a + 1}", f"{a}.{a + 1}.{b}", f"{a + 1}.{b}.{a}"],
            [f"{a}.{b}", f"{a}.{b}{rng.randint(0, 9)}", f"{a}.0{b}"],
            [f"{a}.{b}.1", f"{a}.{b}.10", f"{a}.{b}.11"],
        )
    )


def _address_twins(rng: random.Random) -> list[str]:
    a, b = rng.sample(range(1, 60), 2)
    return rng.choice(
        (
            [f"10.0.{a}.0", f"10.0.0.{a}", f"10.{a}.0.0"],
            [f"192.168.{a}.{b}", f"192.168.{b}.{a}", f"192.168.{a}.{b}0"],
            [f"172.16.{a}.{b}", f"172.{a}.16.{b}", f"172.16.{a}.{b + 1}"],
        )
    )


def _clause_twins(rng: random.Random) -> list[str]:
    a, b, c = rng.sample(range(1, 13), 3)
    return rng.choice(
        (
            [f"{a}.{b}.{c}", f"{a}.{c}.{b}", f"{b}.{a}.{c}"],
            [f"{a}.{b}", f"{b}.{a}", f"{a}.{b}.{c}"],
            [f"{a}({b})", f"{b}({a})", f"{a}({c})"],
        )
    )


def versions(rng: random.Random) -> list[Example]:
    """Several releases and what each brought; then one that is not named."""
    asked, other, absent = rng.sample(_version_twins(rng), 3)
    product = word(rng)
    feats = distinct(rng, lambda r: f"{word(r).lower()} {r.choice(_FEATURES)}", 2)
    verb = rng.choice(("added", "introduced", "brought", "removed", "fixed"))
    form = rng.choice(
        ("Version {} {} the [[{}]].", "In release {} we {} the [[{}]].", "{} {} the [[{}]].")
    )
    pair = (form.format(asked, verb, feats[0]), form.format(other, verb, feats[1]).replace("[", "").replace("]", ""))
    text = joined(rng, pair)
    ask = rng.choice((f"What was {{}} {product} {{}}?", "What did version {1} bring?", "what changed in {1}"))
    question = f"What did {product} {{}} bring?" if ask.startswith("What was") else ask.replace("{1}", "{}")
    heading = rng.choice(("", product, f"{product}: Release notes"))
    return [
        answered("versions", question.format(asked), text, heading),
        unanswered("versions", question.format(absent), text, heading),
    ]


_FEATURES = ("export", "importer", "editor", "view", "filter", "search", "report", "button", "login", "cache")


def addresses(rng: random.Random) -> list[Example]:
    """Machines and their addresses, asked by either."""
    asked, other, absent = rng.sample(_address_twins(rng), 3)
    hosts = distinct(rng, lambda r: f"{r.choice(_MACHINES)} {word(r, 1).lower()}", 2)
    form = rng.choice(
        ("{1} is used by the {0}.", "The {0} has the address {1}.", "{1}: {0}.", "The {0} listens on {1}.")
    )
    lines = [form.format(f"[[{hosts[0]}]]", asked), form.format(hosts[1], other)]
    text = joined(rng, lines)
    question = rng.choice(("What is {}?", "Which machine has the address {}?", "Who uses {}?", "what runs on {}"))
    heading = rng.choice(("", "Network plan", "Network plan: Addresses"))
    return [
        answered("addresses", question.format(asked), text, heading),
        unanswered("addresses", question.format(absent), text, heading),
    ]


_MACHINES = ("printer", "mail server", "router", "camera", "database", "gateway", "file server", "test machine")


def clauses(rng: random.Random) -> list[Example]:
    """Clauses of a contract, asked by number; a clause that only refers to another says nothing."""
    asked, other, absent = rng.sample(_clause_twins(rng), 3)
    sign = rng.choice(("", "Clause ", "Section ", "§ ", "Article "))
    rule = rng.sample(_RULES, 2)
    days = rng.sample(range(2, 90), 2)
    first = rule[0].format(days[0])
    lines = [f"{sign}{asked} [[{first}]]", f"{sign}{other} {rule[1].format(days[1])}"]
    text = rng.choice(("\n", " ")).join(sorted(lines) if rng.random() < 0.7 else lines)
    name = sign.strip().lower().replace("§", "clause") or "clause"
    question = rng.choice((f"What does {name} {{}} say?", f"what is in {name} {{}}", f"{name} {{}}"))
    refers = padded(rng, f"{sign}{other} The duties under {name} {asked} remain unaffected. {rule[1].format(days[1])}")
    return [
        answered("clauses", question.format(asked), text),
        unanswered("clauses", question.format(absent), text),
        unanswered("clauses", question.format(asked), refers),
    ]


_RULES = (
    "The tenant gives notice within {} days.",
    "The supplier replaces broken parts within {} days.",
    "Payment is due {} days after delivery.",
    "The deposit is returned within {} days.",
    "Either side may end the contract with {} days' notice.",
    "Records are kept for {} months.",
    "Complaints are answered within {} working days.",
    "The insurance covers up to {} nights abroad.",
)


def amounts(rng: random.Random) -> list[Example]:
    """The same amount in another form, and one that differs by a digit or a power of ten."""
    tenths = rng.choice((rng.randint(11, 99), rng.randint(101, 999)))
    tenths += tenths % 10 == 0
    short, long = f"{tenths / 10:g} million", f"{tenths * 100_000:,}"
    wrong = rng.choice((f"{tenths * 10_000:,}", f"{(tenths + 10) * 100_000:,}", f"{(tenths + 1) / 10:g} million"))
    there, asked = rng.choice(((short, long), (long, short), (long, long), (short, short)))
    unit = rng.choice(("euros", "dollars", "crowns", "pounds"))
    names = distinct(rng, lambda r: f"the {word(r)} {r.choice(('bridge', 'tunnel', 'library', 'station', 'dam', 'stadium'))}", 2)
    verb = rng.choice(("cost", "was built for", "was sold for", "swallowed"))
    text = joined(rng, [f"[[{names[0].capitalize()}]] {verb} {there} {unit}.", f"{names[1].capitalize()} {verb} {amount(rng)} {unit}."])
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
        line.format(price) if n == which else line.format(price).replace("[", "").replace("]", "")
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


_SPELT = "zero one two three four five six seven eight nine ten eleven twelve".split()


def _spelt(number: int, rng: random.Random) -> str:
    return _SPELT[number] if number < len(_SPELT) and rng.random() < 0.6 else str(number)


def limits(rng: random.Random) -> list[Example]:
    """Fees by weight or distance: the band that holds the figure asked for."""
    steps = sorted(rng.sample(range(2, 50), 2))
    fees = rng.sample(range(3, 90), 3)
    unit = rng.choice(("kg", "km", "hours", "litres"))
    what = {"kg": "A parcel of {} kg", "km": "A trip of {} km", "hours": "A stay of {} hours", "litres": "A tank of {} litres"}[unit]
    figure, which = rng.choice(((rng.randint(1, steps[0] - 1), 0), (rng.randint(steps[1] + 1, 99), 2)))
    bands = [f"Up to {steps[0]} {unit}", f"more than {steps[0]} and up to {steps[1]} {unit}", f"above {steps[1]} {unit}"]
    lines = [
        f"{band}: [[{fee}]] euros" if n == which else f"{band}: {fee} euros"
        for n, (band, fee) in enumerate(zip(bands, fees, strict=True))
    ]
    subject = what.format(figure)
    question = f"What does {subject[0].lower()}{subject[1:]} cost?"
    missing = "; ".join(line for n, line in enumerate(lines) if n != which)
    return [
        answered("limits", question, padded(rng, "; ".join(lines) + ".")),
        unanswered("limits", question, padded(rng, missing + ".")),
    ]


def facts(rng: random.Random) -> list[Example]:
    """The right subject with another relation, and the right relation of another subject."""
    firms = distinct(rng, lambda r: f"{word(r)} {r.choice(('Works', 'Bank', 'College', 'Theatre', 'Press', 'Line'))}", 2)
    town, founder, head, year, staff = place(rng), person(rng), person(rng), rng.randint(1802, 2019), amount(rng)
    relations = {
        f"{{}} was founded in [[{year}]].": "When was {} founded?",
        f"{{}} has its seat in [[{town}]].": "Where is the seat of {}?",
        f"{{}} was founded by [[{founder}]].": "Who founded {}?",
        f"{{}} is led by [[{head}]].": "Who leads {}?",
        f"{{}} employs [[{staff} people]].": "How many people work for {}?",
        f"{{}} closed in [[{year}]].": "When did {} close?",
    }
    told = rng.sample(list(relations), 3)
    plain = [line.replace("[[", "").replace("]]", "") for line in told]
    first, second = rng.sample(firms, 2)
    text = joined(rng, [told[0].format(first), plain[1].format(first)])
    question = relations[told[0]].format(first)
    other = joined(rng, [plain[0].format(second), plain[1].format(first)])
    return [
        answered("facts", question, text),
        unanswered("facts", relations[told[2]].format(first), text),
        unanswered("facts", question, other),
    ]
