"""Language: the words of a text, folded so that what reads alike is alike, and their stems."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.irregular import base

if TYPE_CHECKING:
    import Stemmer


UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\ufaff"
"""Scripts of East Asia, of which each character counts as a word."""
_ALONE = re.compile(f"[{UNSPACED}]")

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0971-\u09e3\u0a00-\u0eff\u1000-\u109f\u1a00-\u1aff\u1dc0-\u1dff"
)
"""Marks that belong to the letter before them, which Python's ``\\w`` leaves out."""
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    rf"|[{UNSPACED}]"
    rf"|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:'[^\W\d_]+)*|\w+"
)
_TYPED = re.compile(r"[^\W_][\w.,'’-]*(?<![.,'’-])|[^\W_]")  # noqa: RUF001
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "“": '"', "”": '"', "\u00ad": ""}  # noqa: RUF001
)

STOP_WORDS = frozenset(
    """
    a about above after again against all am an and any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't did didn't do does doesn't
    doing don't down during each few for from further had hadn't has hasn't have haven't having he
    he'd he'll he's her here here's hers herself him himself his how how's i i'd i'll i'm i've if
    in into is isn't it it's its itself just let's me more most my myself no nor not now of off on
    once only or other ought our ours ourselves out over own same shall she she'd she'll she's
    should shouldn't so some such than that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've this those through to too under until up very
    was wasn't we we'd we'll we're we've were weren't what what's when when's where where's which
    while who who's whom why why's will with won't would wouldn't you you'd you'll you're you've
    your yours yourself yourselves
    """.split()  # noqa: SIM905
)


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces between them."""
    return frozenset(listed.split())


def fold(text: str) -> str:
    """Return ``text`` such that case, forms of the same letter and shapes of quotes agree."""
    return unicodedata.normalize("NFKC", text).translate(_STRAIGHT).casefold()


def words(text: str) -> list[str]:
    """Return the words of ``text``, folded."""
    return _WORD.findall(fold(text))


def plain_words(text: str) -> frozenset[str]:
    """Return the words of ``text``, folded and without accents, each once."""
    apart = unicodedata.normalize("NFKD", text)
    return frozenset(words("".join(c for c in apart if not unicodedata.combining(c))))


def typed_words(text: str) -> Iterator[re.Match[str]]:
    """Return the words of ``text`` as they stand there, with the marks that hold them together."""
    return _TYPED.finditer(text)


def content_words(text: str) -> list[str]:
    """Return the words of ``text`` that are no stop words, unstemmed, in order."""
    return [word for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the Snowball stem of a folded word, of an irregular form that of the word it is of.

    Digits lose their grouping commas.
    """
    return word.replace(",", "") if word[0].isdigit() else _stemmer().stemWord(base(word))


def terms(text: str) -> list[str]:
    """Return what BM25 counts of ``text``: the stems of its content words, in order."""
    return [stem(word) for word in content_words(text)]


def distinct_words(text: str) -> dict[str, str]:
    """Return the content words of ``text`` by their stems, each stem once, in order."""
    found: dict[str, str] = {}
    for word in content_words(text):
        found.setdefault(stem(word), word)
    return found


def nearest_word(word: str, words: Sequence[str], most: int) -> str | None:
    """Return the first of ``words`` that the fewest edits make of one, at most so many.

    An edit is a letter more, less or another, or two neighbours that change places.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    best = extractOne(word, words, scorer=OSA.distance, score_cutoff=most)
    return str(best[0]) if best else None


@cache
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer

    return Stemmer.Stemmer("english")


def is_letter(char: str) -> bool:
    """Whether a character makes words with others: a letter, a digit, or a mark on one."""
    return unicodedata.category(char)[0] in "LNM" and not _ALONE.match(char)
