"""Names: the capitalised words of a text, by which it says whom or what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.lexical import STOP_WORDS, fold

_CAPITALISED = re.compile(r"[A-Z](?:[\w’'-]*\w)?")  # noqa: RUF001
_OPENING = re.compile(r"(?:^|[.?!:]\s+)\W*$")


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
        if fold(word) not in STOP_WORDS:
            is_acronym = word[1:].isupper()
            opens = bool(_OPENING.search(text, 0, match.start()))
            yield Name(word, match.start(), is_sure=is_acronym or not opens)
