"""Evidence at its place: each quote looked up in its document."""

from collections.abc import Callable
from dataclasses import dataclass

from eval.questions.eval_set import EvalQuestion, Evidence

_SHOWN_QUOTE = 60
"""Characters of a quote in a message."""


@dataclass(frozen=True, slots=True)
class LocatedQuote:
    """Evidence at its place: ``[start, end)`` of the document's text is the quote."""

    document: str
    start: int
    end: int


def locate(question: EvalQuestion, text: Callable[[str], str]) -> tuple[LocatedQuote, ...]:
    """Find the quotes of a question's evidence in the documents.

    Args:
        question: Its evidence may be empty.
        text: Gives the text of a document by its id, or raises ``KeyError``.

    Raises:
        InputError: A document is unknown, or a quote is not in it exactly once.
    """
    return tuple(_locate(question, evidence, text) for evidence in question.evidence)


def _locate(question: EvalQuestion, evidence: Evidence, text: Callable[[str], str]) -> LocatedQuote:
    place, quote, prefix = question.place, evidence.quote, evidence.prefix
    try:
        starts = _occurrences(text(evidence.document), prefix + quote)
    except KeyError:
        raise place.error(
            f"the evidence names the document {evidence.document!r}, which is not among the sources"
        ) from None
    named = f"the quote {_shortened(quote)!r}"
    if not starts:
        after = f" after the prefix {_shortened(prefix)!r}" if prefix else ""
        raise place.error(f"{named} is not in {evidence.document!r}{after}")
    if len(starts) > 1:
        remedy = "lengthen its" if prefix else "give it a"
        raise place.error(
            f'{named} is in {evidence.document!r} {len(starts)} times; {remedy} "prefix", '
            "the text right before it"
        )
    start = starts[0] + len(prefix)
    return LocatedQuote(evidence.document, start, start + len(quote))


def _occurrences(text: str, part: str) -> list[int]:
    starts: list[int] = []
    at = text.find(part)
    while at >= 0:
        starts.append(at)
        at = text.find(part, at + 1)
    return starts


def _shortened(quote: str) -> str:
    return quote if len(quote) <= _SHOWN_QUOTE else quote[: _SHOWN_QUOTE - 1] + "…"


def folded(text: str) -> str:
    """Return a text as it is compared: without regard to case and white space."""
    return " ".join(text.casefold().split())
