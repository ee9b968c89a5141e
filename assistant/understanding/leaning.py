"""Leaning: whether a question can only be understood from what was asked before.

It does if a word of it points back, if it continues or corrects, or if it says too little by
itself. A question with a name of its own leans only where its words say so.
"""

import re
from itertools import zip_longest

from assistant.understanding.names import TITLES, names
from index.dating import names_a_time
from index.language import content_words, stem, words

_PRONOUNS = frozenset(
    ["he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs"]
)
_POINTING_WORDS = frozenset(
    ["this", "these", "those", "former", "latter", "one", "ones", "same", "such", "both", "other",
     "others"]
)  # fmt: skip
_POINTING_THAT = re.compile(
    r"\b(?:is|was|did|does|do|about|of|for|to|in|after|before|with|by|from|than|at|on|like|why) that\b"
    r"|\bthat$"
)
"""Where "that" points back; elsewhere it joins clauses, as in "the pilot that sang"."""
_FOLLOWED_BY = {
    "one": {"of", "or"},
    "such": {"as"},
    "other": {"than"},
    "those": {"who", "that", "whose", "which", "of", "in", "with"},
    "these": {"who", "that", "whose", "which", "of", "in", "with"},
}
"""Words behind which a pointing word points at what follows: "one of the treaties"."""
_OPENERS = (
    "and", "but", "so", "or", "no", "what about", "how about", "why not", "how come", "what else",
)  # fmt: skip
_FRAGMENT = re.compile(
    r"^(?:(?:and|or|but|so|no|not|sorry|i mean|i meant|what about|how about)\b[\s,]*)+",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"^(?:nope|oops|sorry|wait)\b|\bi meant?\b")
_MORE = frozenset(["else", "more", "another"])
_QUESTION_WORDS = frozenset(["who", "what", "when", "where", "which", "why", "how", "whose"])
_COMMANDS = frozenset(
    ["is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "has",
     "have", "had", "should", "may", "might", "tell", "explain", "describe", "list", "give", "show",
     "name", "find"]
)  # fmt: skip
_DEFINITION = re.compile(r"^(?:what|who) (?:is|are|was|were) (?:an? )?(?!the\b)\S+(?: \S+)?$")
_PROPERTY = re.compile(r"\bof (?!the\b|this\b|that\b|each\b|any\b)\S")
GENERIC = frozenset(
    """
    add also big call called came come do done ever exactly far find found gave get give given go
    going gonna got happen happened happens kind know large let like long lot made make many may
    mean meant might much must need oh ok okay old oops please put really said say says see set
    shall sort sorry take taken tell thank thanks thing things think time took use used want way
    went yeah yes
    """.split()  # noqa: SIM905
)
"""Words that tell one subject from another as little as stop words do."""
_PREPOSITIONS = frozenset(
    ["about", "against", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with"]
)
"""With one of them behind it a subject did something to what was not said: "who voted against?"."""
_FEW_WORDS = 2


def leans(question: str) -> bool:
    """Whether a question leans on what was asked before."""
    found = words(question)
    return _refers(question, found) or (
        not _has_subject(question) and bool(found) and _says_little(found)
    )


def asks_who_is(question: str) -> bool:
    """Whether a question asks who or what something is that it names itself."""
    return _is_definition(words(question)) and _has_subject(question)


def subject_named(question: str) -> frozenset[str]:
    """Return the names that are all that a fragment such as "What about Mr Brandt?" says.

    It asks of them what was asked before of somebody else; empty where it says more, or names a time.
    """
    opened = _FRAGMENT.match(question)
    said = question[opened.end() :] if opened else ""
    named = [name.word for name in names(f"; {said}")]  # so that one at its beginning is told too
    if any(map(names_a_time, named)) or _QUESTION_WORDS & {*words(said)}:
        return frozenset()
    own = {word for name in named for word in words(name)}
    others = {*content_words(said)} - own - GENERIC - TITLES
    return frozenset() if others else frozenset(named)


def _telling(found: list[str]) -> set[str]:
    return {stem(word) for word in found if word not in GENERIC}


def _is_property(found: list[str]) -> bool:
    """Whether a question asks for something of what it says itself: "the price of copper"."""
    return bool(_PROPERTY.search(" ".join(found))) and len(_telling(found)) > 1


def _is_definition(found: list[str]) -> bool:
    return bool(_DEFINITION.match(" ".join(found)))


def _refers(question: str, found: list[str]) -> bool:
    """Whether a question says that it goes on, corrects, or means what was said."""
    folded = " ".join(found)
    return (
        any(folded == opener or folded.startswith(f"{opener} ") for opener in _OPENERS)
        or bool(_POINTING_THAT.search(folded) or _CORRECTION.search(folded))
        or _points_back(question, found)
    )


def _points_back(question: str, found: list[str]) -> bool:
    """Whether a pronoun or a pointing word has nothing in the question to point at."""
    named = next((name.start for name in names(question) if name.is_sure), None)
    for word, following in zip_longest(found, found[1:], fillvalue=""):
        if word in _PRONOUNS and not _stands_behind(question, word, named):
            return True
        if word in _POINTING_WORDS and following not in _FOLLOWED_BY.get(word, ()):
            joins_two = word == "both" and "and" in found[found.index(word) :]
            compares_named = word == "same" and named is not None
            if not (joins_two or compares_named):
                return True
    return found[:1] == ["then"] or found[-1:] == ["then"]


def _stands_behind(question: str, word: str, named: int | None) -> bool:
    """Whether a word first stands after the name that it can stand for."""
    if named is None:
        return False
    place = re.search(rf"\b{word}\b", question, re.IGNORECASE)
    return place is not None and place.start() > named


def _has_subject(question: str) -> bool:
    return any(name.is_sure for name in names(question)) or bool(re.search(r"\d", question))


def _says_little(found: list[str]) -> bool:
    """Whether a question without a name says too little alone: "why?", "was the album a hit?"."""
    content = [word for word in content_words(" ".join(found)) if word not in GENERIC]
    if len(found) <= _FEW_WORDS or (len(content) <= _FEW_WORDS and _MORE & set(found)):
        return found[0] not in _COMMANDS or len(content) <= 1
    asks_for_subject = found[0] == "who" and found[1] not in _COMMANDS  # "who leads the union"
    if asks_for_subject and found[-1] in _PREPOSITIONS:
        return True
    if asks_for_subject or _is_definition(found) or _is_property(found):
        return False
    if found[0] in _QUESTION_WORDS:
        return len(content) <= ("the" in found) + 1
    if found[0] in _COMMANDS:
        return "the" in found and len(content) <= _FEW_WORDS
    return len(content) <= _FEW_WORDS
