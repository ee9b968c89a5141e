"""Unmarkable: sentences that name or ask what others say, and so are never an answer."""

import re
from collections.abc import Sequence
from enum import Enum

from index.documents import Span
from index.exactness.asking import asks
from index.exactness.speakers import speeches
from index.exactness.standing import announces, is_obsolete
from index.language import word_set, words


class Veto(Enum):
    """Why a sentence is not to be marked where another one can be."""

    QUESTION = "a question"
    HEADING = "a heading"
    NUMBER = "the number of a clause"
    SPEAKER = "the name of who speaks"
    CONTENTS = "a line of a table of contents"
    ANNOUNCEMENT = "announces what follows, or that something changed"
    ENVELOPE = "who wrote a mail to whom, and when, which is not asked for"


_IS_OLD = re.compile(
    r"^\W*(?:it|this)\b.*\b(?:superseded|replaced|withdrawn|out of date)\b", re.IGNORECASE
)
_SHORT = 12
_HEADING = re.compile(r"#{1,6}\s[^\n]*$")
_BOLD = re.compile(r"(\*\*|__)[^*_\n]+\1:?$")
_LEADERS = re.compile(r"(?:\.[ \u00a0]?){5,}|\u2026{2,}|(?:\u00b7[ ]?){4,}|_{5,}")
_PAGED = re.compile(
    r"(?:(?:\.[ \u00a0]?){5,}|\u2026{2,}|(?:\u00b7[ ]?){4,})\s*(?:\d{1,4}|[ivxlc]{1,7})\b"
)
_NUMBER = re.compile(r"\W{0,2}(?:\d{1,4}(?:\.\d{1,4})*|[A-Za-z]|[ivxIVX]{1,5})[.):\]]{1,2}$")
_ENVELOPE = re.compile(r"(?:(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To): [^\n]*(?:\n|$))+")
_OF_ENVELOPES = word_set("""
    write writes wrote written writing send sends sent sending sender mail mails mailed email emails e
    message messages letter letters reply replies replied answer answered addressed address addresses
    recipient recipients receive receives received copy copied date dated from cc subject forwarded
    """)
"""Words with which a question asks who wrote to whom, and when."""
_CHANGE = word_set("""
    wrong incorrect correction correct corrected error mistake superseded outdated obsolete replaced
    amended amendment changed change version notice following
    """)


def vetoes(
    question: str, heading: Sequence[str], text: str, sentences: Sequence[Span]
) -> list[Veto | None]:
    """Return for each sentence of a passage why it is not to be marked; None where it may be.

    Args:
        question: What is asked.
        heading: The title and the headings above the passage.
        text: The passage.
        sentences: Offsets into ``text``, in order.
    """
    asked = words(question)
    labels = [words(label) for label in heading if label]
    found = [_veto(text[a:b], asked, labels) for a, b in sentences]
    for speech in speeches(text):
        for i, (start, end) in enumerate(sentences):
            if speech.label <= start and end <= speech.start:
                found[i] = Veto.SPEAKER
    if not _OF_ENVELOPES & {*asked}:
        for i, (start, end) in enumerate(sentences):
            if is_envelope(text[start:end]):
                found[i] = Veto.ENVELOPE
    if not _CHANGE & {*asked}:
        is_old = is_obsolete(text)
        for i, (start, end) in enumerate(sentences):
            is_last = i == len(sentences) - 1
            said = text[start:end]
            if (
                not found[i]
                and not is_last
                and (said.endswith(":") or announces(said) or (is_old and _IS_OLD.search(said)))
            ):
                found[i] = Veto.ANNOUNCEMENT
    return found


def may_be_vetoed(sentence: str) -> bool:
    """Whether a sentence may be one that is not to be marked; cheap."""
    return (
        sentence[-1:] != "."
        or len(sentence) < _SHORT
        or "|" in sentence
        or ".." in sentence
        or announces(sentence)
    )


def is_envelope(sentence: str) -> bool:
    """Whether a sentence is who wrote a mail to whom, and when, as its header says."""
    return _ENVELOPE.fullmatch(sentence) is not None


def with_numbers(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Return sentences, each with the number of a clause that stands before it as one of its own."""
    found: list[Span] = []
    for i, (start, end) in enumerate(sentences):
        before = sentences[i - 1] if i else None
        is_numbered = before and _NUMBER.match(text[slice(*before)])
        found.append((before[0] if before and is_numbered else start, end))
    return found


def _veto(said: str, asked: Sequence[str], labels: Sequence[Sequence[str]]) -> Veto | None:
    if _is_of_contents(said):
        return Veto.CONTENTS
    if _NUMBER.match(said):
        return Veto.NUMBER
    if _HEADING.match(said) or _BOLD.match(said):
        return Veto.HEADING
    is_whole = said[-1:] in ".!"
    read = [] if is_whole else words(said)
    if asks(said) or (read and read == asked):
        return Veto.QUESTION
    return Veto.HEADING if read and read in labels else None


def _is_of_contents(said: str) -> bool:
    if not any(sign in said for sign in ("..", ". .", "\u2026", "\u00b7", "__")):
        return False
    is_line = _LEADERS.search(said) is not None and not any(map(str.isalpha, said))
    return is_line or _PAGED.search(said) is not None
