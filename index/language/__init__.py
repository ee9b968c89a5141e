"""Language: the words of a text, folded so that what reads alike is alike, and their stems.

What tells one language from another is their stop words and their stems; English is what is meant
where none is named, since models and rules are.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from index.irregular import base
from index.language.listed import listed_stop_words

if TYPE_CHECKING:
    import Stemmer


UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\ufaff"
"""Scripts of East Asia, of which each character counts as a word."""
_ALONE = re.compile(f"[{UNSPACED}]")
_SCRIPTS = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", "\u3041-\u309f", "\u30a1-\u30ff",
    "\u0e01-\u0e4e", "\u0e81-\u0ecd", "\u1000-\u109f", "\u1780-\u17dd", "\uac00-\ud7a3",
)  # fmt: skip
"""Scripts whose words no space divides, or that change at their ends: Han, Hiragana, Katakana, Thai,
Lao, Burmese, Khmer, Hangul."""
_RUN = re.compile("|".join(f"[{script}]+" for script in _SCRIPTS))
ENGLISH = "en"
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    ENGLISH: "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's name of each language that it has a stemmer for."""
_ELIDING = frozenset(["ca", "fr", "it"])
"""Languages that join words by an apostrophe: "l'église"."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0971-\u09e3\u0a00-\u0eff\u1000-\u109f\u1a00-\u1aff\u1dc0-\u1dff"
)
"""Marks that belong to the letter before them, which Python's ``\\w`` leaves out."""
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    rf"|[{UNSPACED}]"
    rf"|[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[{_MARKS}])*(?:'[^\W\d_]+)*|\w+"
)
_COUNTED = re.compile(rf"\d+(?:[.,]\d+)*|{_RUN.pattern}|{_WORD.pattern}")
_TYPED = re.compile(r"[^\W_][\w.,'’-]*(?<![.,'’-])|[^\W_]")  # noqa: RUF001
_SOUTHEAST = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17dd"
_SOUTHEAST_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
)
_PIECE = re.compile(
    rf"[{UNSPACED}]|[{_SOUTHEAST}][{_SOUTHEAST_MARKS}]*"
    rf"|[^\W_](?:(?![{UNSPACED}{_SOUTHEAST}])[\w.,'’-])*(?<![.,'’-])|[^\W_]"  # noqa: RUF001
)
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


def stop_words(language: str = ENGLISH) -> frozenset[str]:
    """Return the folded words that say nothing by themselves; none where they are not known."""
    return STOP_WORDS if language == ENGLISH else listed_stop_words().get(language, frozenset())


def placed_words(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give the words of ``text``, folded, each with where it stands.

    Several that marks hold together stand at one place; where no spaces divide words each
    character counts as one.
    """
    for typed in _PIECE.finditer(text):
        for word in words(typed.group()):
            yield word, typed.span()


def content_words(text: str, language: str = ENGLISH) -> list[str]:
    """Return the words of ``text`` that are no stop words, unstemmed, in order.

    Where no spaces divide them they are the pairs of neighbouring characters of one script.
    """
    stopped = stop_words(language)
    found = _COUNTED.findall(fold(text))
    if not text.isascii():
        found = list(chain.from_iterable(map(_pairs, found)))
    if language in _ELIDING:
        found = [part for word in found for part in word.split("'") if part]
    return [word for word in found if word not in stopped]


def _pairs(word: str) -> list[str]:
    if not _RUN.match(word) or len(word) == 1:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


@lru_cache(maxsize=65536)
def stem(word: str, language: str = ENGLISH) -> str:
    """Return the Snowball stem of a folded word, of an irregular form that of the word it is of.

    Digits lose their grouping commas. In a language that has no stemmer it is the word itself.
    """
    if word[0].isdigit():
        return word.replace(",", "")
    said = base(word) if language == ENGLISH else word
    return _stemmer(language).stemWord(said) if language in _STEMMERS else said


def terms(text: str, language: str = ENGLISH) -> list[str]:
    """Return what BM25 counts of ``text``: the stems of its content words, in order."""
    return [stem(word, language) for word in content_words(text, language)]


def nearest_word(word: str, words: Sequence[str], most: int) -> str | None:
    """Return the first of ``words`` that the fewest edits make of one, at most so many.

    An edit is a letter more, less or another, or two neighbours that change places.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    best = extractOne(word, words, scorer=OSA.distance, score_cutoff=most)
    return str(best[0]) if best else None


@cache
def _stemmer(language: str) -> "Stemmer.Stemmer":
    import Stemmer

    return Stemmer.Stemmer(_STEMMERS[language])


def is_letter(char: str) -> bool:
    """Whether a character makes words with others: a letter, a digit, or a mark on one."""
    return unicodedata.category(char)[0] in "LNM" and not _ALONE.match(char)
