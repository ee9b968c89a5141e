"""Wording: from the words of a turned sentence to a question that reads like one."""

import re
from dataclasses import dataclass

_FEWEST, _MOST = 4, 18
"""Words of a question."""
_CUT = re.compile(
    r",(?!\d)|[;:—–]|\s(?:which|who|whom|where|while|although|though|but|because|so that|whereas|since"  # noqa: RUF001
    r"|after|before|until|when|and (?:is|are|was|were|has|have|had|it|they|he|she|by|in|[a-z]+ed)|as (?:it|they))\s"
)
_DANGLING = frozenset(
    """
    a an the of in on at by to for from with and or but as that than into its their his her this
    very more most about between during under over near through not be been being both also
    around is was are were even
    """.split()  # noqa: SIM905
)
_WHOLE = (" stand for", " used for", " used as")
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:he|she|it|they|them|him|i|we|us|our|my|you|your|this|these|those|here|above|below"
    r"|following|former|latter|such|another|itself|themselves|himself|herself|there(?! in)"
    r"|respectively|also|too)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question, what kind it is, and its short answer where the sentence has it as one."""

    question: str
    kind: str
    answer: str | None = None


def question(words: str) -> str | None:
    """Return words, the question word first, as a question; None where they cannot stand alone.

    It ends before what is only added, as after a comma.
    """
    text = " ".join(words.split())
    cut = _CUT.search(text)
    if cut:
        if cut.group() == "," and " that " in text[: cut.start()]:
            return None
        text = text[: cut.start()]
    text = text.rstrip(" .,;:-–'\"")  # noqa: RUF001
    found = text.split()
    while found and found[-1].lower() in _DANGLING and not text.endswith(_WHOLE):
        found.pop()
    if not _FEWEST - (found[:1] in (["What"], ["Who"])) <= len(found) <= _MOST:
        return None
    text = " ".join(found)
    if _POINTS_ELSEWHERE.search(text) or re.search(r"[()\[\]{}|=<>\\“”\"]", text):
        return None
    return f"{text}?"
