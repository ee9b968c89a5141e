"""Held: how much of what a question says stands in a text, in languages that no model was trained on."""

import re

from index.language import ENGLISH, stop_words, terms, words
from index.language.recognition import UNSPACED_LANGUAGES, language_among

_SAYS_LITTLE = re.compile("[\u3041-\u309f]")
"""Hiragana, of which endings and particles are made."""


def share_held(question: str, text: str, language: str) -> float:
    """Return which share of what a question says stands in a text of a language; 1 where it says nothing.

    That is the words that are no stop words of the question's language; where no spaces divide
    words, the characters.
    """
    if language in UNSPACED_LANGUAGES:
        stopped = stop_words(language)
        asked = {word for word in words(question) if word not in stopped}
        asked = {word for word in asked if not _SAYS_LITTLE.match(word)}
        held = {*words(text)}
    else:
        own = language_among(question, (ENGLISH, language))
        said = {word for word in words(question) if word not in stop_words(own)}
        asked = {term for word in said for term in terms(word, language)}
        held = {*terms(text, language)}
    return len(asked & held) / len(asked) if asked else 1.0
