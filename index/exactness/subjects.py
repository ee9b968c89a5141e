"""Subjects: whether a count that a text says is that of somebody else than the question names."""

import re

from index.language import stem, terms, words

_NAME = r"[A-Z][\w.'\u2019-]+"
_COUNTS = re.compile(
    r"(?:by )?how (?:many|much)\b|what (?:share|percent|percentage)\b", re.IGNORECASE
)
_OF = re.compile(rf"\b(?:did|does|do|has|have|had)\s+(?:the\s+)?((?:{_NAME}\s)+)")
_BEGINS = r"(?:;|\b(?:and|but|while)\b)\s+"
_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "his", "her", "its", "their", "who", "whose", "which"]
)


def is_counted_of_others(question: str, answer: str, sentence: str) -> bool:
    """Whether a further clause names whom the count is asked of, and says something else of them.

    "The motion passed 11 to 4 and Ada Moe abstained" says of nobody how many votes Ada Moe got.

    Args:
        question: What is asked.
        answer: The words that are to answer.
        sentence: The one in which they stand.
    """
    asked = _OF.search(question) if _COUNTS.match(question) else None
    at = sentence.find(answer)
    if not asked or at < 0:
        return False
    last = asked[1].split()[-1]
    behind = at + len(answer)
    clause = re.search(
        rf"{_BEGINS}(?:{_NAME}\s+){{0,3}}{re.escape(last)}\s+([a-z]\w+)", sentence[behind:]
    )
    if not clause:
        return False
    before = words(sentence[: behind + clause.start()])
    is_of_them = last.casefold() in before or _PRONOUNS & {*before}
    return not is_of_them and stem(clause[1]) not in terms(question)
