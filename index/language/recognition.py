"""Recognition: in which language a text is, told by its stop words and its script."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from index.language import ENGLISH, stop_words, words
from index.language.listed import listed_stop_words

_SAMPLE = 20_000
"""Characters of a text that are looked at."""
_LEAST_SHARE, _LEAST = 0.1, 3
"""Of the words of a text that are stop words of its language, and how many there are."""
_CLEARLY = 2
"""Times as many as those of English, which texts in it have many of beside names."""
_INITIAL = re.compile("[a-z]")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_OF_SCRIPT = {
    "ARABIC": "ar", "ARMENIAN": "hy", "CJK": "zh", "CYRILLIC": "ru", "DEVANAGARI": "hi",
    "GREEK": "el", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja",
    "KHMER": "km", "LAO": "lo", "MYANMAR": "my", "TAMIL": "ta", "THAI": "th",
}  # fmt: skip
"""The language that is likeliest in a script."""
_OWN_LETTERS = {"ur": "ٹڈڑںےہھ", "fa": "پچژگکی"}
"""Of languages in the Arabic script letters that Arabic has not; Urdu has those of Persian too."""
_SCRIPT_OF = dict.fromkeys(_OWN_LETTERS, "ar")
_LEAST_OWN = 50
"""Of so many letters one is the language's own."""
UNSPACED_LANGUAGES = frozenset(["ja", "km", "ko", "lo", "my", "th", "zh"])
"""Those in which no spaces divide words, or that change at their ends."""
_ALSO_HAN = 20
"""Of so many characters of Han in Japanese at least one more is of its own scripts."""
_CODES = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}


def language_of(text: str, stated: str = "") -> str:
    """Return the code of the language that a text is in.

    What its words say counts before what is ``stated``, which programs fill in; that counts where
    they say too little. English where nothing tells.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script in UNSPACED_LANGUAGES:
        return script
    said = [word for word in words(sample) if word[0].isalpha() and not _INITIAL.fullmatch(word)]
    votes = _votes(said)
    best = max(votes, key=lambda code: (votes[code], code == ENGLISH, code), default=ENGLISH)
    is_clear = best == ENGLISH or votes[best] >= _CLEARLY * votes[ENGLISH]
    if is_clear and votes[best] >= max(_LEAST, _LEAST_SHARE * len(said)):
        return best
    code = stated.partition("-")[0]
    return _CODES.get(code, code) or script or ENGLISH


def language_among(question: str, languages: Sequence[str]) -> str:
    """Return which of some languages a question is in; the first, or English, where nothing tells."""
    if len(languages) == 1:
        return languages[0]
    script = _script(question)
    votes = _votes(words(question))
    return max(
        languages,
        key=lambda code: (
            code == script,
            bool(script) and _SCRIPT_OF.get(code, code) == _SCRIPT_OF.get(script, script),
            votes[code],
            code == ENGLISH,
        ),
        default=ENGLISH,
    )


def _votes(said: Iterable[str]) -> Counter[str]:
    """Return how many of some words are stop words of each language."""
    votes: Counter[str] = Counter()
    held = _languages_of()
    for word, times in Counter(said).items():
        for code in held.get(word, ()):
            votes[code] += times
    return votes


@cache
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in (ENGLISH, *listed_stop_words()):
        for word in stop_words(code):
            found[word] = (*found.get(word, ()), code)
    return found


def _script(text: str) -> str:
    """Return the likeliest language of the script that most letters are of; empty for Latin."""
    if text.isascii():
        return ""
    counts = Counter(_NO_LETTERS.sub("", text))
    of: Counter[str] = Counter()
    for letter, times in counts.items():
        of[_OF_SCRIPT.get(unicodedata.name(letter, "").partition(" ")[0], "")] += times
    if of["ja"] and of["ja"] * _ALSO_HAN >= of["zh"]:
        of["ja"] += of.pop("zh", 0)
    likeliest = of.most_common(1)[0][0] if of else ""
    for code, letters in _OWN_LETTERS.items():
        own = sum(counts[letter] for letter in letters)
        if likeliest == _SCRIPT_OF[code] and _LEAST_OWN * own >= of[likeliest]:
            return code
    return likeliest
