"""Names: the capitalised words of a text, by which it says whom or what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language import STOP_WORDS, fold

_CAPITALS = "".join(letter for letter in map(chr, range(0x80, 0x590)) if letter.isupper())
"""Those of the Latin, Greek, Cyrillic and Armenian scripts that are not in ASCII."""
_CAPITALISED = re.compile(rf"[A-Z{_CAPITALS}](?:[\w’'-]*\w)?")  # noqa: RUF001
TITLES = frozenset(["mr", "mrs", "ms", "mx", "dr", "prof", "sir", "herr", "frau", "mme", "mlle"])
"""What stands before names, and tells nobody from another."""
_NO_NAMES = STOP_WORDS | TITLES
_LOOK_BACK = 20
"""Characters before a word that are looked at."""
_SENTENCE_ENDS = (".", "?", "!", ":")


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word and where it starts in its text.

    ``is_sure`` is False where it opens a sentence, so that its capital proves nothing.
    """

    word: str
    start: int
    is_sure: bool


def names(text: str) -> Iterator[Name]:
    """Return the words of ``text`` that are written like names, in order."""
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if fold(word) not in _NO_NAMES:
            is_acronym = word[1:].isupper()
            is_sure = is_acronym or not _opens_sentence(text, match.start())
            yield Name(word, match.start(), is_sure)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(start - _LOOK_BACK, 0) : start]
    words = before.rstrip(" \t\r\n\"'“‘«»([*_")  # noqa: RUF001
    return not words or (words.endswith(_SENTENCE_ENDS) and words != before)
