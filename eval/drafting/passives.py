"""Passives: "the governor was adopted by Watt in 1788" told the other way round."""

import re
from dataclasses import dataclass

from eval.drafting.clauses import Clause
from eval.drafting.verbs import past_of_participle

_BY = re.compile(
    r"^(?P<adverb>(?:first|originally|\w+ly)\s)?(?P<participle>[a-z]+)\s(?P<between>(?:[\w-]+\s){0,5}?)"
    r"by\s(?P<agent>(?:(?:[A-Z][\w’'.-]*|al-\w+|de|van|von|of)\s?){1,6}|[^,;]+)(?P<after>.*)$"  # noqa: RUF001
)


@dataclass(frozen=True, slots=True)
class Done:
    """What an agent did, as the words after "who" or "what"."""

    words: str
    agent: str


def by_agent(clause: Clause) -> Done | None:
    """Return what is said to be done by an agent; None where the clause says no such thing."""
    found = _BY.match(clause.rest)
    if found is None or clause.verb not in {"is", "are", "was", "were"}:
        return None
    past = past_of_participle(found["participle"])
    if (
        past is None
        or clause.verb in {"is", "are"}
        or re.search(r"\b(?:and|by)\b", found["between"] + found["after"])
    ):
        return None
    adverb = found["adverb"] or ""
    words = f"{adverb}{past} {clause.subject} {found['between']}{found['after']}"
    return Done(words, found["agent"].strip())
