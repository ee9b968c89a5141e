"""Token words: which word of a text each of a model's tokens belongs to."""

import re
from collections.abc import Sequence

from index.documents import Span
from index.language import STOP_WORDS

_WORD = re.compile(r"\w+(?:['’]\w+)*")  # noqa: RUF001


def words_at(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the folded word that each token belongs to, empty for punctuation."""
    found = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    words: list[str] = []
    at = 0
    for start, end in spans:
        while at < len(found) and found[at][1] <= start < end:
            at += 1
        inside = start < end and at < len(found) and found[at][0] <= start and end <= found[at][1]
        words.append(found[at][2].casefold().replace("’", "'") if inside else "")  # noqa: RUF001
    return words


def is_content(word: str) -> bool:
    """Whether a folded word says what a text is about."""
    return bool(word) and word not in STOP_WORDS
