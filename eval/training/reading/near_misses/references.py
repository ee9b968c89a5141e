"""Near misses of dotted numbers: versions, addresses, clauses."""

import random
from collections.abc import Callable

from eval.training.reading.examples import Example
from eval.training.reading.near_misses import stock
from eval.training.reading.near_misses.invention import (
    answered,
    chance,
    distinct,
    joined,
    padded,
    plain,
    unanswered,
    word,
)


def versions(rng: random.Random) -> list[Example]:
    """Several releases and what each brought; then one that is not named."""
    asked, other, absent = rng.sample(_told_apart(rng, _version_twins), 3)
    product = word(rng)
    feats = distinct(rng, lambda r: f"{word(r).lower()} {r.choice(stock.FEATURES)}", 2)
    verb = rng.choice(("added", "introduced", "brought", "removed", "fixed"))
    form = rng.choice(
        ("Version {} {} the [[{}]].", "In release {} we {} the [[{}]].", "{} {} the [[{}]].")
    )
    lines = [form.format(asked, verb, feats[0]), plain(form.format(other, verb, feats[1]))]
    text = joined(rng, lines)
    asks = (f"What did {product} {{}} bring?", "What did version {} bring?", "what changed in {}")
    question = rng.choice(asks)
    heading = rng.choice(("", product, f"{product}: Release notes"))
    return [
        answered("versions", question.format(asked), text, heading),
        unanswered("versions", question.format(absent), text, heading),
    ]


def addresses(rng: random.Random) -> list[Example]:
    """Machines and their addresses, asked by either."""
    asked, other, absent = rng.sample(_told_apart(rng, _address_twins), 3)
    hosts = distinct(rng, lambda r: f"{r.choice(stock.MACHINES)} {word(r, 1).lower()}", 2)
    form = rng.choice(
        (
            "{1} is used by the {0}.",
            "The {0} has the address {1}.",
            "{1}: {0}.",
            "The {0} listens on {1}.",
        )
    )
    lines = [form.format(f"[[{hosts[0]}]]", asked), form.format(hosts[1], other)]
    text = joined(rng, lines)
    question = rng.choice(
        ("What is {}?", "Which machine has the address {}?", "Who uses {}?", "what runs on {}")
    )
    heading = rng.choice(("", "Network plan", "Network plan: Addresses"))
    return [
        answered("addresses", question.format(asked), text, heading),
        unanswered("addresses", question.format(absent), text, heading),
    ]


def clauses(rng: random.Random) -> list[Example]:
    """Clauses of a contract, asked by number; a clause that only refers to another says nothing."""
    asked, other, absent = rng.sample(_told_apart(rng, _clause_twins), 3)
    sign = rng.choice(("", "Clause ", "Section ", "§ ", "Article "))
    rule = rng.sample(stock.CLAUSES, 2)
    days = rng.sample(range(2, 90), 2)
    first = rule[0].format(days[0])
    lines = [f"{sign}{asked} [[{first}]]", f"{sign}{other} {rule[1].format(days[1])}"]
    text = rng.choice(("\n", " ")).join(sorted(lines) if chance(rng, 0.7) else lines)
    name = sign.strip().lower().replace("§", "clause") or "clause"
    question = rng.choice(
        (f"What does {name} {{}} say?", f"what is in {name} {{}}", f"{name} {{}}")
    )
    refers = padded(
        rng,
        f"{sign}{other} The duties under {name} {asked} remain unaffected. {rule[1].format(days[1])}",
    )
    return [
        answered("clauses", question.format(asked), text),
        unanswered("clauses", question.format(absent), text),
        unanswered("clauses", question.format(asked), refers),
    ]


def _told_apart(rng: random.Random, draw: Callable[[random.Random], list[str]]) -> list[str]:
    while len(set(numbers := draw(rng))) < len(numbers):
        pass
    return numbers


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
