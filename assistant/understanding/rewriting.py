"""Rewriting: a follow-up takes over words of the conversation, to become a query of its own."""

import re
from collections.abc import Iterator

from assistant.conversation import History, Query
from assistant.understanding.leaning import GENERIC, continues, corrects, introduces, leans, said_in
from assistant.understanding.listing import item_pointed_at
from assistant.understanding.names import names
from index.language import content_words, stem, words

_MOST_CARRIED = 8
_LONGEST_CARRIED = 50
"""Characters; longer runs are no words."""
_LOOKED_BACK = 50
"""Latest exchanges among which the subject is looked for."""
_NAMED_IN = 2
"""Latest exchanges whose names are carried over."""
_LISTED_IN = 3
"""Latest exchanges in which a list is looked for."""
_TYPED = re.compile(r"[^\W_][\w.,'’-]*(?<![.,'’-])|[^\W_]")  # noqa: RUF001
_RETURN = re.compile(r"\b(?:back to|returning to|as for|regarding)\b", re.IGNORECASE)
_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december mr mrs ms dr
""".split()  # noqa: SIM905
_COUNTING = """
    back first second third last former latter one two since yet just even despite although whats hasnt
    wasnt isnt didnt doesnt dont
""".split()  # noqa: SIM905
_UNTELLING = frozenset(map(stem, (*GENERIC, *_CALENDAR, *_COUNTING)))
"""Stems of words that are written like names, or stand in many questions, and tell no subject."""


def rewrite(question: str, history: History) -> Query:
    """Return what is searched for ``question`` after the exchanges of ``history``.

    A question that leans on what went before takes over, each once and in this order: the item
    of a list that it points at, the content words of the last question that has any, the names
    of the last exchanges, their answers included, and the content words of the question that
    opened the subject, the last one that stands alone. One that stands alone itself is searched
    as it is; one that returns to an earlier subject takes over nothing that came later.
    """
    history = history[-_LOOKED_BACK:]
    if not history or not (_leans(question, history) or continues(question, history[-1])):
        return Query(question)
    own = words(question)
    seen = {stem(word) for word in own} | _UNTELLING
    has_number = any(word[0].isdigit() for word in own)
    carried: list[str] = []
    history = _since_subject(_returned_to(question, history))
    for typed in _candidates(question, history, seen) if history else ():
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


def _returned_to(question: str, history: History) -> History:
    """Return the exchanges up to the last that a question like "back to the tower" returns to.

    None if no exchange spoke of it: then those in between have no say either.
    """
    if not _RETURN.search(question):
        return history
    subject = {stem(word) for word in content_words(question)} - _UNTELLING
    named = (n for n in reversed(range(len(history))) if subject & said_in(history[n]))
    return history[: next(named, -1) + 1]


def _leans(question: str, history: History) -> bool:
    return leans(question) and not introduces(question, history)


def _since_subject(history: History) -> History:
    """Return the exchanges from the last question on that stands alone; the latest if none does."""
    places = reversed(range(len(history)))
    opened = (n for n in places if not _leans(history[n].question, history[:n]))
    return history[next(opened, 0) :]


def _candidates(question: str, history: History, seen: set[str]) -> Iterator[str]:
    """Return the words that a follow-up may take over, the likeliest first."""
    item = _item(question, history)
    yield from _TYPED.findall(item or "")
    for exchange in reversed(history):
        typed = _TYPED.findall(exchange.question)
        if any(stem(word) not in seen for word in content_words(exchange.question)):
            yield from typed
            break
    for exchange in reversed(history[-_NAMED_IN:]):
        # Of an answer, the item that is meant is enough; of one that missed, nothing is right.
        is_no_source = item or (exchange is history[-1] and corrects(question))
        for text in ("" if is_no_source else exchange.answer or "", exchange.question):
            yield from (name.word for name in names(text))
    yield from _TYPED.findall(history[0].question)


def _item(question: str, history: History) -> str | None:
    """Return the item that a question points at, of what the last exchanges list."""
    texts = (
        text
        for exchange in reversed(history[-_LISTED_IN:])
        for text in (exchange.question, exchange.answer or "")
    )
    return next(filter(None, (item_pointed_at(question, text) for text in texts)), None)
