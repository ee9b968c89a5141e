"""Sign: whether a text says that something is so, or that it is not."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.language import STOP_WORDS, fold, stem, word_set

Signs = dict[str, int]
"""1 or -1 for what is said to be so or not: stems of words, and ``PERMISSION`` and the like."""

PERMISSION = "permission"
_PERMITTING = word_set("may can could allowed permitted admitted welcome authorised authorized")
_FORBIDDING = word_set("""
    forbidden prohibited banned barred disallowed illegal unlawful unwelcome inadmissible forbids
    prohibits bans forbid prohibit ban
    """)
_BINDING = word_set("must should shall")
"""Words that forbid with a "not", and permit nothing without one."""
_OPPOSITES = {
    word: stem(of)
    for word, of in (
        ("closed", "open"), ("closes", "open"), ("shut", "open"), ("excluded", "included"),
        ("excludes", "included"), ("exempt", "liable"), ("invalid", "valid"), ("inactive", "active"),
        ("illegal", "legal"), ("ineligible", "eligible"), ("impossible", "possible"),
        ("incomplete", "complete"), ("incorrect", "correct"), ("disabled", "enabled"),
        ("disconnected", "connected"), ("inaccessible", "accessible"), ("absent", "present"),
    )
}  # fmt: skip
_UN = re.compile(r"(?:un|non)-?(?=\w{3,}(?:ed|able|ible|en|aid|old|nt)$)")
_NEGATIVE = word_set("not never no none nobody nothing neither nor without cannot except")
_MAY_NEGATE = re.compile(
    r"n['\u2019]t\b|\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|except"
    r"|un(?!til|der|it|ion|i[fvqsl]|less)\w{3,}|non-?\w{3,}|forb\w+|prohib\w+|banned|barred|unlawful|"
    + "|".join(_OPPOSITES)
    + r")\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\b(?:not (?:only|just|merely|least|to mention|more|less|fewer|later|earlier|(?:\w+ ){0,4}(?:until|till|before|unless|but))"
    r"|no (?:more|less|longer|fewer|later|earlier|sooner|doubt|matter|\.|\d)|nothing but|why not|whether or not)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[;:.!?,]|\u2014")
_CLAUSE_ENDS = frozenset(";:.!?\u2014") | {"but", "because", "while", "although", "whereas"}
_ADVERBS = word_set(
    "yet fully always ever even usually generally normally been being to be any the"
)
_SCOPE = 4
"""How many words behind a "not" may be what it denies."""
_ASKS_FOR = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:what|which|who|whom|whose|where|when|why|how)\b", re.IGNORECASE
)
_ASKS_WHETHER = re.compile(
    r"\W*(?:(?:and|but|so|then)\s+)?(?:is|are|was|were|am|do|does|did|can|could|may|might|must|shall|should"
    r"|will|would|has|have|had)(?:n't)?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def has_sign(question: str) -> bool:
    """Whether a question asks for what is so, or for what is not.

    One that is answered by yes and no alike does not, nor do words without a question word.
    """
    return _ASKS_FOR.match(question) is not None and not _ASKS_WHETHER.match(question)


@lru_cache(maxsize=2048)
def may_be_negative(text: str) -> bool:
    """Whether any word of a text may say that something is not so; cheap."""
    return _MAY_NEGATE.search(text) is not None


@lru_cache(maxsize=512)
def signs(text: str) -> Signs:
    """Return what a text says to be so, and what not to be.

    What is said both ways is left out. "Not" denies the first word behind it that says something,
    within its clause; where that clause permits or binds, it forbids.
    """
    found: Signs = {}
    torn: set[str] = set()
    for clause in _clauses(_NO_NEGATION.sub(" ", text)):
        for concept, sign in _of_clause(clause):
            if found.setdefault(concept, sign) != sign:
                torn.add(concept)
    return {concept: sign for concept, sign in found.items() if concept not in torn}


def _clauses(text: str) -> Iterator[list[str]]:
    clause: list[str] = []
    for word in _WORD.findall(fold(text)):
        if word in _CLAUSE_ENDS:
            yield clause
            clause = []
        else:
            clause.append(word)
    yield clause


def _of_clause(words: list[str]) -> Iterator[tuple[str, int]]:
    negative = [i for i, word in enumerate(words) if word in _NEGATIVE or word.endswith("n't")]
    denied = {i for at in negative for i in _denied(words, at)}
    # Whether it is denied too, what stands behind in its reach, nobody can tell from the words.
    unsure = {i for at in negative for i in range(at + 1, at + 1 + _SCOPE)} - denied
    sign = -1 if negative else 1
    for i, word in enumerate(words):
        if word in _FORBIDDING:
            yield PERMISSION, -sign
        elif word in _PERMITTING or (word in {"can't", "cannot"}):
            yield PERMISSION, sign
        elif word in _BINDING and negative:
            yield PERMISSION, -1
        if i in unsure:
            continue
        here = -1 if i in denied else 1
        if word in _OPPOSITES:
            yield _OPPOSITES[word], -here
        elif prefix := _UN.match(word):
            yield stem(word[prefix.end() :]), -here
        elif word.isalpha() and word not in STOP_WORDS and word not in _NEGATIVE:
            yield stem(word), here


def _denied(words: list[str], at: int) -> Iterator[int]:
    """Return which word a "not" at a place denies: the first that says something.

    A "no" denies what its noun is said to be, too ("No dogs are allowed").
    """
    reach = _SCOPE if words[at] in {"no", "none", "nobody", "nothing", "neither", "without"} else 0
    for i in range(at + 1, min(at + 1 + _SCOPE, len(words))):
        word = words[i]
        if word == ",":
            return
        if word in STOP_WORDS or word in _ADVERBS or word.endswith("ly"):
            continue
        yield i
        if i - at > reach or not reach:
            return


def contested(asked: Signs, said: Iterable[Signs]) -> frozenset[str]:
    """Return what a question is about that it, or anything that is said, says not to be so."""
    denied = {concept for concept, sign in asked.items() if sign < 0}
    denied.update(c for each in said for c, sign in each.items() if sign < 0 and c in asked)
    return frozenset(denied)


def opposed(asked: Signs, said: Signs, about: frozenset[str]) -> float:
    """Return 1 where a text says all that is contested with the sign of the question.

    -1 where it says all of it with the other one, 0 where it says nothing of it, or both.
    """
    signs_alike = [asked[concept] == said[concept] for concept in about if concept in said]
    return float(all(signs_alike)) - float(not any(signs_alike)) if signs_alike else 0.0
