"""Answer: the passages that were found, each with a citation that proves itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer that proves itself: document, place, the text around it, the document's hash.

    ``[start, end)`` counts code points of the document's text; the quote is the passage's text.
    ``prefix`` and ``suffix`` hold up to 32 characters on either side; ``sha256`` is that of the
    document's text as UTF-8.
    """

    marker: int
    document: str
    title: str
    section: str | None
    paragraph: int
    page: int | None
    start: int
    end: int
    prefix: str
    suffix: str
    sha256: str
    intact: bool = True
    """False where the document was found changed since it was indexed."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """The sentence that answers, inside its passage; offsets are the document's."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal's part in a score: ``value`` as measured, ``part`` as it counted."""

    signal: str
    value: float
    part: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a passage ranks where it does: each signal's part and the words it shares."""

    reasons: tuple[Reason, ...]
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """One ranked passage of an answer; ``also`` are the citations of identical passages."""

    rank: int
    score: float
    text: str
    highlight: Highlight
    citation: Citation
    explanation: Explanation
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked passages, and whether the first one answers.

    ``confidence`` is the probability that it does, in [0, 1]; ``found`` compares it with the one
    shipped threshold.
    """

    found: bool
    confidence: float
    passages: tuple[CitedPassage, ...]
