"""Definitions: "What is …?", "Who is …?" and "What does … stand for?"."""

import re
from collections.abc import Iterator, Sequence

from eval.drafting.clauses import Clause
from eval.drafting.people import People

KIND = "definition"
_APPOSED = re.compile(
    r"(?<![\w’] )(?<![\w’-])((?:[A-Z][\w’'-]*\s){0,4}[A-Z][\w’'-]+), (an?|the) ([^,.;]{8,100}),"  # noqa: RUF001
)
_ACRONYM = re.compile(
    r"\b((?:[A-Z][\w’'-]*\s(?:(?:of|and|for|the|in|on|de|to)\s){0,2}){1,6}[A-Z][\w’'-]*)\s"  # noqa: RUF001
    r"\(([A-Z]{2,8})\)"
)
_KINDS = re.compile(r"^(?:an?|the|one(?: of the)?|any)\s")
_PLURAL = re.compile(r"(?:[^su'’\W]s|people|men|women|children)$")  # noqa: RUF001
_HEAD_END = re.compile(r"\s(?:of|in|for|with|from|on|at|to|by|that|which|who|where|used)\s|,")
_VAGUE = frozenset(
    """
    reason result problem aim goal idea purpose answer first second next last point fact
    question difference advantage disadvantage example number change move decision process issue
    effect aspect rest way name majority concern cause type form part one most addition case value
    default result
    """.split()  # noqa: SIM905
)


def definitions(sentence: str, clauses: Sequence[Clause], people: People) -> Iterator[str]:
    """Yield the words of questions that ask what or who something is.

    Args:
        sentence: Plain but for its brackets.
        clauses: Of the sentence.
        people: Those whom the document names.
    """
    for clause in clauses:
        if clause.verb in {"is", "are", "was", "were"} and _defines(clause):
            asking = "Who" if people.include(clause.subject) else "What"
            yield f"{asking} {clause.verb} {clause.subject}"
    for match in _APPOSED.finditer(sentence):
        if people.include(match.group(1)):
            yield f"Who is {match.group(1)}"
    for match in _ACRONYM.finditer(sentence):
        initials = "".join(word[0] for word in match.group(1).split() if word[0].isupper())
        if match.group(2) in {initials, initials[-len(match.group(2)) :]}:
            yield f"What does {match.group(2)} stand for"


def _defines(clause: Clause) -> bool:
    words = clause.subject.split()
    if words[-1].lower() in _VAGUE or (
        words[0] == "the" and (words[1] in _VAGUE or words[1:] == [words[-1].lower()])
    ):
        return False
    if clause.verb in {"is", "was"}:
        return bool(_KINDS.match(clause.rest))
    head = _HEAD_END.split(clause.rest, maxsplit=1)[0]
    is_kind = _PLURAL.search(clause.subject) and _PLURAL.search(head)
    return bool(is_kind) and not head.split()[0].endswith(("ed", "ing", "ly"))
