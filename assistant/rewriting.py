"""Rewriting: a follow-up and the earlier questions become a query that stands alone."""

import re

from assistant.conversation import History, Query
from index.lexical import content_words, stem, words

_LEANING_WORDS = frozenset(
    ["he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs",
     "this", "these", "those", "then", "former", "latter", "one", "ones", "same", "such", "both",
     "other", "others"]
)  # fmt: skip
_POINTING_THAT = re.compile(
    r"\b(?:is|was|did|does|do|about|of|for|to|in|after|before|with|by|from|than|at|on|like|why) that\b"
    r"|\bthat$"
)
"""Where "that" points back; elsewhere it joins clauses, as in "the pilot that sang"."""
_OPENERS = (
    "and", "but", "so", "or", "no", "what about", "how about", "why not", "how come", "what else",
)  # fmt: skip
_NAME = re.compile(r"(?<!^)\b[A-Z][\w'’-]+")  # noqa: RUF001
_MOST_CARRIED = 8
_LONGEST_CARRIED = 50
"""Characters; longer runs are no words."""
_FEW_WORDS = 2
_VERBS = frozenset(
    ["is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "has",
     "have", "had", "should", "may", "might", "tell", "explain", "describe", "list", "give", "show",
     "name", "find"]
)  # fmt: skip
_QUESTION_WORDS = frozenset(["who", "what", "when", "where", "which", "why", "how", "whose"])


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

    It does if it has a word that points back, begins as a continuation ("and", "what about"), or
    is a mere fragment.
    """
    found = words(question)
    folded = " ".join(found)
    return (
        any(word in _LEANING_WORDS for word in found)
        or bool(_POINTING_THAT.search(folded))
        or any(folded == opener or folded.startswith(f"{opener} ") for opener in _OPENERS)
        or _is_fragment(question, found)
    )


def _is_fragment(question: str, found: list[str]) -> bool:
    """Whether a question says too little by itself: "why?", "how long?", "in winter?"."""
    if not found or _NAME.search(question):
        return False
    if found[0] in _QUESTION_WORDS:
        return len(found) <= _FEW_WORDS
    return found[0] not in _VERBS and len(content_words(question)) <= _FEW_WORDS


def _carried(question: str, own: set[str]) -> tuple[str, ...]:
    """Return the content words of an earlier question as they were typed, each once."""
    carried: dict[str, str] = {}
    for typed in re.findall(r"[^\W_][\w.,'’-]*(?<![.,'’-])|[^\W_]", question):  # noqa: RUF001
        content = content_words(typed)
        if content and len(typed) <= _LONGEST_CARRIED and stem(content[0]) not in own:
            carried.setdefault(stem(content[0]), typed)
    return tuple(carried.values())[:_MOST_CARRIED]
