"""Rewriting: a follow-up takes over words of the conversation, to become a query of its own."""

import re
from collections.abc import Iterator

from assistant.conversation import History, Query
from assistant.leaning import GENERIC, leans
from assistant.names import names
from index.lexical import content_words, stem, words

_MOST_CARRIED = 8
_LONGEST_CARRIED = 50
"""Characters; longer runs are no words."""
_LOOKED_BACK = 50
"""Latest exchanges among which the subject is looked for."""
_NAMED_IN = 2
"""Latest exchanges whose names are carried over."""
_TYPED = re.compile(r"[^\W_][\w.,'’-]*(?<![.,'’-])|[^\W_]")  # noqa: RUF001
_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mr mrs ms dr
""".split()  # noqa: SIM905
_UNTELLING = frozenset(map(stem, (*GENERIC, *_CALENDAR)))
"""Stems of words that are written like names, or stand in many questions, and tell no subject."""


def rewrite(question: str, history: History) -> Query:
    """Return what is searched for ``question`` after the exchanges of ``history``.

    A question that leans on what went before takes over, each once and in this order: the
    content words of the last question that has any, the names of the last exchanges, their
    answers included, and the content words of the question that opened the subject, the last
    one that stands alone. One that stands alone itself is searched as it is.
    """
    if not history or not leans(question):
        return Query(question)
    own = words(question)
    seen = {stem(word) for word in own} | _UNTELLING
    has_number = any(word[0].isdigit() for word in own)
    carried: list[str] = []
    for typed in _candidates(_since_subject(history), seen):
        if len(carried) == _MOST_CARRIED:
            break
        content = content_words(typed)
        if not content or len(typed) > _LONGEST_CARRIED or stem(content[0]) in seen:
            continue
        if has_number and content[0][0].isdigit():
            continue  # "and in 2019?" asks about another year than the one before
        seen.add(stem(content[0]))
        carried.append(typed)
    return Query(" ".join([question, *carried]), tuple(carried))


def _since_subject(history: History) -> History:
    """Return the exchanges from the last question on that stands alone; the latest if none does."""
    history = history[-_LOOKED_BACK:]
    opened = (n for n in reversed(range(len(history))) if not leans(history[n].question))
    return history[next(opened, 0) :]


def _candidates(history: History, seen: set[str]) -> Iterator[str]:
    """Return the words that a follow-up may take over, the likeliest first."""
    for exchange in reversed(history):
        typed = _TYPED.findall(exchange.question)
        if any(stem(word) not in seen for word in content_words(exchange.question)):
            yield from typed
            break
    for exchange in reversed(history[-_NAMED_IN:]):
        for text in (exchange.answer or "", exchange.question):
            yield from (name.word for name in names(text))
    yield from _TYPED.findall(history[0].question)
