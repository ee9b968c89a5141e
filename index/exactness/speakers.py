"""Speakers: who says what, in interviews, minutes and subtitles that name them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.language import fold, word_set

_NAME = r"[A-Z][\w.'\u2019-]*(?:[ \t]+[A-Z][\w.'\u2019-]*){0,3}"
_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?"
_LABEL = re.compile(
    rf"(?:^|\n)[ \t]*(?:[-*>\u2013][ \t]+)?(?:{_TIME}[ \t]*)?(?:"
    rf"\*\*(?P<bold>{_NAME}):?\*\*:?[ \t]*(?:{_TIME})?[ \t]*"
    rf"|<v[. \t](?P<cue>[^>\n]{{1,60}})>"
    rf"|(?P<plain>{_NAME})(?:[ \t]*\([^)\n]{{1,40}}\))?[ \t]*(?:{_TIME})?:(?=\s)"
    rf"|(?P<timed>{_NAME})[ \t]*{_TIME}[ \t]*(?=\n))"
)
_HEADING = re.compile(_NAME)
_NO_SPEAKERS = word_set(
    """
    note notes correction corrections update updated warning example date time source sources see
    from to subject re tip important summary question answer q a erratum section chapter clause
    address phone email tel fax hours price prices total contact name title author editor p.s ps
    """
)
_TITLES = word_set("mr mrs ms dr prof professor sir lady lord the")
_SPEAKS = re.compile(
    r"\b(?:does|did|do|would|will|can|could|has|had|is|was|according to)"
    r"\s+(?:(?:mr|mrs|ms|dr|prof|professor|the)\.?\s+)?$"
)
_HAS_AN_OPINION = re.compile(
    r"(?:\s+\w+)?(?:'s|s')\s+\w+|\s+(?:think|say|want|believe|suggest)s?\b"
)
_LEAST = 2
"""Labels by which a text is told to name its speakers."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says at a time: ``[start, end)`` of the text, behind its label."""

    label: int
    start: int
    end: int
    speaker: str


def speeches(text: str) -> list[Speech]:
    """Return what stands behind each label of a speaker, up to the next one."""
    labels = [*_labels(text)]
    ends = [match.start() for match, _ in labels[1:]]
    return [
        Speech(match.start(), match.end(), end, name)
        for (match, name), end in zip(labels, [*ends, len(text)][: len(labels)], strict=True)
    ]


def speakers(parts: Iterable[tuple[Sequence[str], str]]) -> tuple[str, ...]:
    """Return who speaks in the parts of a document, each once; nobody where one name is all.

    Args:
        parts: Each with the title and the headings above it, the innermost last, and its text.
    """
    found: dict[str, None] = {}
    labels = 0
    for heading, text in parts:
        if above := speaker_above(heading):
            found[above] = None
        for match, name in _labels(text):
            found[name] = None
            labels += _LEAST if match["cue"] else 1
    return tuple(found) if max(labels, len(found)) >= _LEAST else ()


def speaker_above(heading: Sequence[str]) -> str:
    """Return who speaks under a heading that is a name, or as one; empty where it is none."""
    last = heading[-1] if len(heading) > 1 else ""
    return last if _HEADING.fullmatch(last) and fold(last) not in _NO_SPEAKERS else ""


def _labels(text: str) -> Iterator[tuple[re.Match[str], str]]:
    # Most texts have none, and the pattern is slow to say so.
    if ":" not in text and "<v" not in text and "**" not in text:
        return
    for match in _LABEL.finditer(text):
        name = match[str(match.lastgroup)].rstrip(".: ")
        if fold(name) not in _NO_SPEAKERS:
            yield match, name


@lru_cache(maxsize=64)
def asked_speaker(question: str, names: tuple[str, ...]) -> str:
    """Return the one of some speakers whose words a question asks for; empty where that is open."""
    folded = fold(question)
    asked = [
        name
        for name in names
        if _asks_for(name, folded, names)
        # A heading of one word is a name only where the question writes it as one.
        and (" " in name or name.capitalize() in question or name.upper() in question)
    ]
    return asked[0] if len(asked) == 1 else ""


def _asks_for(name: str, folded: str, others: Sequence[str]) -> bool:
    """Whether a folded question asks for a speaker, by a word of the name that no other has."""
    elsewhere = {word for other in others if other != name for word in fold(other).split()}
    own = [word for word in fold(name).split() if word.rstrip(".") not in _TITLES]
    if not any(re.search(rf"\b{re.escape(word)}\b", folded) for word in {*own} - elsewhere):
        return False
    found = re.search("|".join(rf"\b{re.escape(word)}\b" for word in own), folded)
    return found is not None and bool(
        _SPEAKS.search(folded, 0, found.start()) or _HAS_AN_OPINION.match(folded, found.end())
    )
