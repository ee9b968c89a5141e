"""Result: what one question came to, as it is measured, compared, reported and stored."""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from assistant.records.record import Record

RANKING = ("nDCG@10", "Success@1", "R@3", "R@5", "RR")
"""Measures of a ranking; RR looks at the first ten ranks."""
DIGITS = 6
"""Decimals that are kept: finer ones differ between processors."""

Share = Annotated[float, Meta(ge=0, le=1)]
Certainty = Literal["sure", "unsure", "no"]
"""How certain an answer is, as its record says it."""


class FirstPassage(Record, frozen=True):
    """Where the first passage of an answer stands, and its highlight; offsets are the document's.

    ``answer`` are the words of the highlight that answer, None where there are none; ``text`` is None
    where only the place is known.
    """

    document: str
    start: int
    end: int
    highlight: tuple[int, int]
    answer: tuple[int, int] | None = None
    text: str | None = None

    def parts(self) -> tuple[str, tuple[str, str, str], str]:
        """Return the text before the highlight, the highlight, and the text after it.

        The highlight is what stands before the words that answer, these, and what stands after them.
        """
        text, (start, end) = self.text or "", self.highlight
        first, last = self.answer or (end, end)
        start, first, last, end = (offset - self.start for offset in (start, first, last, end))
        return text[:start], (text[start:first], text[first:last], text[last:end]), text[end:]


class Answered(Record, frozen=True, kw_only=True):
    """What came of asking one question; its fields are those of a line of a baseline.

    Args:
        id: Unique within its set.
        answerable: Whether anything answers it; None where that is not known.
        rank: Of the first that is relevant; None where none is ranked.
        values: Each of ``RANKING``; empty where there was nothing to rank.
        sentence_right: None where there is neither an answer nor a quote to tell by.
        answer_f1: How well the words that answer, in the first passage, fit the labelled answers;
            0 where that passage is wrong or has none, None where nothing is labelled or answerable.
        found: Whether the assistant says that the documents answer it.
        certainty: Whether it says so without a word of doubt; ``no`` exactly where not ``found``.
        confidence: How probable it is to the assistant. All three None where a tool does not say.
        citations_valid: The share of its answer's citations that hold; None where it cites nothing.
        first: The first passage of its answer, if it has one.
        names_only: Whether the mark in it is a heading, the header row of a table or a line of a
            table of contents; None where nothing is marked, or that is not known.
        carried_f1: How well the words that were carried over fit those of its rewrite that stand in
            its history alone; None where it has no history or no rewrite.
    """

    id: str
    answerable: bool | None
    rank: int | None
    values: Mapping[str, Share]
    sentence_right: bool | None
    answer_f1: Share | None
    found: bool | None
    certainty: Certainty | None
    confidence: Share | None
    citations_valid: Share | None
    first: FirstPassage | None
    names_only: bool | None = None
    carried_f1: Share | None = None

    @property
    def is_first_right(self) -> bool:
        """Whether its first passage is relevant."""
        return self.rank == 1

    @property
    def is_sure(self) -> bool:
        """Whether it is answered without a word of doubt."""
        return self.certainty == "sure"


class Result(Answered, frozen=True, kw_only=True):
    """What came of one question, and what its labels say; its fields are those of a report.

    Args:
        question: What was asked.
        file: Where its labels were read.
        line: Where in that file, counted from 1.
        tags: The slices it belongs to.
        documents: Ids of the documents that answer it.
        carried: The words that were taken over from its history.
        unplaced: Quotes of its evidence that lie in no passage.
        failure: Why there is no answer, which counts against it; else None.
    """

    question: str
    file: str
    line: int
    tags: tuple[str, ...]
    documents: tuple[str, ...]
    carried: tuple[str, ...]
    unplaced: tuple[str, ...]
    failure: str | None
