"""Rewriting: a follow-up and the earlier questions become a query that stands alone."""

import re

from assistant.conversation import History, Query
from index.lexical import content_words, stem, words

_LEANING_WORDS = frozenset(
    ["he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs",
     "this", "that", "these", "those", "there", "then", "former", "latter", "one", "ones", "same",
     "such", "both", "other", "others"]
)  # fmt: skip
_OPENERS = ("and", "but", "so", "what about", "how about", "why not", "how come", "what else", "or")
_NAME = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w'’-]+")  # noqa: RUF001
_MOST_CARRIED = 8
_FEW_WORDS = 3


def rewrite(question: str, history: History) -> Query:
    """Return what is searched for ``question`` after the exchanges of ``history``.

    A question that leans on what went before takes over the content words of the last earlier
    question that has any of its own; one that stands alone is searched as it is.
    """
    if not leans(question):
        return Query(question)
    own = {stem(word) for word in words(question)}
    for exchange in reversed(history):
        carried = _carried(exchange.question, own)
        if carried:
            return Query(f"{question} {' '.join(carried)}", carried)
    return Query(question)


def leans(question: str) -> bool:
    """Whether a question can only be understood from what was asked before.

    Signs for it: a pronoun, an opener such as "and", few content words; against it: a name.
    """
    found = words(question)
    content = content_words(question)
    folded = " ".join(found)
    signs = (
        any(word in _LEANING_WORDS for word in found),
        any(folded == opener or folded.startswith(f"{opener} ") for opener in _OPENERS),
        len(content) <= _FEW_WORDS,
        len(content) <= 1,
    )
    return sum(signs) - bool(_NAME.search(question)) >= 1


def _carried(question: str, own: set[str]) -> tuple[str, ...]:
    """Return the content words of an earlier question as they were typed, each once."""
    carried: dict[str, str] = {}
    for typed in re.findall(r"[^\W_][\w.,'’-]*(?<![.,'’-])|[^\W_]", question):  # noqa: RUF001
        content = content_words(typed)
        if content and stem(content[0]) not in own:
            carried.setdefault(stem(content[0]), typed)
    return tuple(carried.values())[:_MOST_CARRIED]
