"""Listed: the stop words of languages other than English, and which languages have each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("stop_words.txt")


@cache
def listed_stop_words() -> Mapping[str, frozenset[str]]:
    """Return the stop words of each language, folded, by its code."""
    lines = _LISTS.read_text(encoding="utf-8").splitlines()
    parts = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, _, words in parts}
