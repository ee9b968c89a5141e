"""Objects: "What did … demonstrate?", "What is … used for?" and "What triggered …?"."""

import re
from collections.abc import Iterator, Sequence

from eval.drafting.clauses import Clause
from eval.drafting.passives import by_agent
from eval.drafting.people import People
from eval.drafting.verbs import past_of_participle

KIND = "object"
_OBJECT = re.compile(r"^(?:an?|the|all|every|each|only|no)\s")
_PERFECT = re.compile(r"^(?P<participle>(?:\w+ly\s)?[a-z]+)\s(?:an?|the|all)\s")
_USED = re.compile(r"^(?:\w+ly\s|also\s|often\s|most often\s)?used\s(?P<how>to|for|as)\s")
_LINKS = frozenset(
    """
    become remain appear seem have go come die live return begin make let get keep allow enable
    leave put take visit end last cost see grow stay stand give play enjoy
    """.split()  # noqa: SIM905
)


def objects(clauses: Sequence[Clause], people: People) -> Iterator[str]:
    """Yield the words of questions that ask what is done, by what, and what for."""
    for clause in clauses:
        used = _USED.match(clause.rest)
        if used and clause.verb in {"is", "are", "was", "were"}:
            yield f"What {clause.inverted('used as' if used['how'] == 'as' else 'used for')}"
        done = by_agent(clause)
        if done and not people.include(done.agent):
            yield f"What {done.words}"
        perfect = _PERFECT.match(clause.rest)
        if perfect and clause.helper in {"has", "have", "had"}:
            words = perfect["participle"]
            if past_of_participle(words.split()[-1]):
                yield f"What {clause.inverted(words)}"
        if clause.base and clause.base not in _LINKS and _OBJECT.match(clause.rest):
            yield f"What {clause.inverted('')}"
