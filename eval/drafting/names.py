"""Names: "Who …?"."""

import re
from collections.abc import Iterator, Sequence

from eval.drafting.clauses import Clause, without_verb
from eval.drafting.passives import by_agent
from eval.drafting.people import People

KIND = "name"
_WORD = r"[A-Z][\w’'.-]*"  # noqa: RUF001
_MADE_BY = re.compile(
    r"\b(?P<of>(?:[Tt]he|[Aa]n?)\s[\w’' -]{3,45}?),?\s"  # noqa: RUF001
    r"(?P<verb>invented|designed|founded|built|discovered|developed|introduced|proposed|created"
    rf"|directed|composed|painted|devised|published)\sby\s(?P<name>{_WORD}(?:\s{_WORD}){{0,3}})"
)
_LEAST = 2
"""Words after the verb, without which it is not clear what is asked."""


def names(sentence: str, clauses: Sequence[Clause], people: People) -> Iterator[tuple[str, str]]:
    """Yield the words of questions that ask for persons, and their names."""
    made = _MADE_BY.search(sentence)
    if made and people.include(made["name"]) and without_verb(made["of"]) == made["of"]:
        yield f"Who {made['verb']} {_definite(made['of'])}", made["name"]
    for clause in clauses:
        yield from _names(clause, people)


def _names(clause: Clause, people: People) -> Iterator[tuple[str, str]]:
    says = clause.verb not in {"is", "are", "was", "were"} or _is_participle(clause.rest)
    if says and people.include(clause.subject) and len(clause.rest.split()) >= _LEAST:
        yield f"Who {clause.predicate}", clause.subject
    done = by_agent(clause)
    if done and people.include(done.agent):
        yield f"Who {done.words}", done.agent


def _is_participle(rest: str) -> bool:
    return rest.partition(" ")[0].endswith(("ed", "en"))


def _definite(noun: str) -> str:
    """Return a noun with "the" in place of "a"."""
    article, _, rest = noun.partition(" ")
    return f"the {rest}" if article.lower() != "the" else noun
