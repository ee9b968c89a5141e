"""Following: the words of a conversation that a question needs, to be searched along with it."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.conversation import Exchange, History
from assistant.understanding.leaning import GENERIC, asks_who_is, leans, subject_named
from assistant.understanding.listing import item_pointed_at, words_listed
from assistant.understanding.names import TITLES, names
from index.dating import names_a_time
from index.following import ToldWord
from index.language import ENGLISH, content_words, fold, stem, typed_words, words

Told = Callable[[str, Sequence[str]], list[list[ToldWord]]]
"""Says of a question and texts, the latest first, how probable it is that it needs their words."""

_LEANING, _STANDING, _DEFINED = 0.3, 0.6, 0.7
"""Least probability of a word that is carried: into a question that leans on others, into one that
stands alone, and into one that asks who somebody is whom it names. What leans is short, and a word
too many costs it little, since it counts by its probability."""
_ASKED = 0.9
"""How probable it is that what was asked of one is asked of another who alone is named."""
_MOST_CARRIED = 8
_LONGEST_CARRIED = 50
"""Characters; longer runs are no words."""
_TURNS = 6
"""Latest exchanges that are read."""
_LONGEST_TEXT = 400
"""Characters of a question or an answer that are read."""
_LISTED_IN = 3
"""Latest exchanges in which a list is looked for."""
_LIST, _LONG_LIST = 2, 5
"""Items of a list, and of one of which hardly any is needed..."""
_IN_LISTS = 0.9
"""... and how probable it then is at least."""
_LOOKED_BACK = 50
"""Latest exchanges among which the one is looked for that a question returns to."""
_RETURN = re.compile(r"\b(?:back to|returning to|as for|regarding)\b", re.IGNORECASE)
_UNTELLING = frozenset(map(stem, GENERIC))


def needed_words(
    question: str, history: History, told: Told, language: str = ENGLISH
) -> tuple[ToldWord, ...]:
    """Return the words that are searched along with ``question``, in the order of the conversation.

    They are those that it most probably needs, each once, and of a list that it points into ("the
    second one") that item alone. A question that stands alone carries only what is nearly
    certain; one that returns to an earlier subject carries nothing that came later; one that only
    names another ("What about Mr Brandt?") what was asked of the one before. ``language`` is that
    of the conversation.
    """
    history = _returned_to(question, history[-_LOOKED_BACK:])[-_TURNS:]
    if not history:
        return ()
    asked = _asked_of_one(history[-1]) if subject_named(question) else ()
    if told_of_one := _telling(question, asked, language):
        return tuple(told_of_one[:_MOST_CARRIED])
    standing = _DEFINED if asks_who_is(question) else _STANDING
    least = _LEANING if leans(question) else standing
    telling = _telling(question, _told(question, history, told), language)
    carried = [each for each in telling if each.probability >= least]
    likeliest = sorted(carried, key=lambda each: -each.probability)[:_MOST_CARRIED]
    return tuple(each for each in carried if each in likeliest)


def _asked_of_one(last: Exchange) -> list[ToldWord]:
    """Return the words that were asked of the only one who was named; none where several were."""
    asked = f"; {last.question}"  # so that a name at its beginning is told too
    named = [name for name in names(asked) if not names_a_time(name.word)]
    between = (asked[a.start + len(a.word) : b.start] for a, b in pairwise(named))
    if not named or any(map(str.strip, between)):
        return []
    own = {fold(name.word) for name in named} | TITLES
    carried = last.query.carried if last.query else ()
    said = [*carried, *(found.group() for found in typed_words(last.question))]
    return [ToldWord(word, _ASKED) for word in said if fold(word) not in own]


def _returned_to(question: str, history: History) -> History:
    """Return the exchanges up to the last that a question like "back to the tower" returns to.

    None if no exchange spoke of it: then those in between have no say either.
    """
    if not _RETURN.search(question):
        return history
    subject = _stems(question)
    named = (n for n in reversed(range(len(history))) if subject & _stems(_said(history[n])))
    return history[: next(named, -1) + 1]


def _said(exchange: Exchange) -> str:
    return f"{exchange.question} {exchange.answer or ''}"


def _stems(text: str) -> set[str]:
    return {stem(word) for word in content_words(text)} - _UNTELLING


def _told(question: str, history: History, told: Told) -> list[ToldWord]:
    """Return the words of a conversation in its order; those of an item pointed at come first."""
    texts = [text for each in history for text in (each.question, each.answer or "")]
    item, listed = item_pointed_at(question, texts[-2 * _LISTED_IN :])
    latest_first = [n + part for n in range(len(texts) - 2, -1, -2) for part in (0, 1)]
    read = [n for n in latest_first if texts[n] and texts[n] != listed]
    said = dict(zip(read, told(question, [texts[n][:_LONGEST_TEXT] for n in read]), strict=True))
    pointed_at = [ToldWord(found.group(), 1.0) for found in typed_words(item)]
    others = words_listed(listed[:_LONGEST_TEXT], _LIST) if item else frozenset[str]()
    kept = (each for n in sorted(said) for each in _without_lists(texts[n], said[n]))
    return [*pointed_at, *(each for each in kept if each.word not in others)]


def _without_lists(text: str, told: Sequence[ToldWord]) -> list[ToldWord]:
    """Return the words of a text without those of a long list, bar what is nearly certain.

    Of seven people who were present, a question hardly ever needs the names.
    """
    listed = words_listed(text[:_LONGEST_TEXT], _LONG_LIST)
    return [each for each in told if each.word not in listed or each.probability >= _IN_LISTS]


def _names_number(question: str) -> bool:
    return any(word[0].isdigit() for word in words(question))


def _telling(question: str, told: Sequence[ToldWord], language: str) -> list[ToldWord]:
    """Return the words that a question lacks, each once, as probable as it ever is."""
    known = {stem(word, language) for word in words(question)} | _UNTELLING
    numbered = _names_number(question)
    found: dict[str, ToldWord] = {}
    for each in told:
        content = content_words(each.word, language)
        if not content or len(each.word) > _LONGEST_CARRIED:
            continue
        term = stem(content[0], language)
        if term in known:
            continue
        if numbered and content[0][0].isdigit():
            continue  # "and in 2019?" asks about another year than the one before
        best = found.setdefault(term, each)
        if each.probability > best.probability:
            found[term] = ToldWord(best.word, each.probability)
    return list(found.values())
