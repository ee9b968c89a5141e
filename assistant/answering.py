"""Answer: the passages that were found, each with a citation that proves itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from index.cells import Run, cells_at
from index.documents import Span, label_of, page_at, tables_within, trim
from index.metadata import UNKNOWN, Metadata
from index.readers.format import Place
from index.readers.formats import address, said

if TYPE_CHECKING:
    from index.passages.passage import Passage
    from index.search.scored_passage import ScoredPassage

CONTEXT = 32
"""Characters of text around a quote, by which it is found again in a changed document."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer that proves itself: document, place, the text around it, the document's hash.

    ``[start, end)`` counts code points of the document's text; the quote is the passage's text.
    ``prefix`` and ``suffix`` hold up to 32 characters on either side; ``sha256`` is that of the
    document's text as UTF-8; ``paragraph`` is None where nobody counted it.
    """

    marker: int
    document: str
    title: str
    section: str | None
    paragraph: int | None
    page: int | None
    start: int
    end: int
    prefix: str
    suffix: str
    sha256: str
    link: str | None = None
    """The address of the marked sentence in the original, from the folder of the sources; None where
    there is none."""
    intact: bool = True
    """False where the document was found changed since it was indexed."""
    marked_page: int | None = None
    """The page on which the marked sentence starts; None where there are none, or none is marked."""
    page_label: str | None = None
    """What the document itself calls that page; None where that is its number."""
    metadata: Metadata = UNKNOWN
    """What the document says of itself besides its title."""
    cells: str | None = None
    """The cells of the marked row in its sheet, such as ``B7:D7``; None where it is in none."""

    @property
    def shown_page(self) -> int | None:
        """The page to look at: that of the marked sentence, or else of the passage."""
        return self.page if self.marked_page is None else self.marked_page


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document, by its offsets: those that answer, or the header of a table."""

    start: int
    end: int
    text: str

    def moved(self, step: int) -> "Words":
        """Return them so many characters further on."""
        return replace(self, start=self.start + step, end=self.end + step)


@dataclass(frozen=True, slots=True)
class Highlight:
    """The sentence that answers, inside its passage; offsets are the document's.

    ``answer`` are the words in it that answer, None where none were found; ``header`` is the header
    of its table, where it is a row of one.
    """

    start: int
    end: int
    text: str
    answer: Words | None = None
    header: Words | None = None

    def moved(self, step: int) -> "Highlight":
        """Return it so many characters further on, its words with it."""
        return replace(
            self,
            start=self.start + step,
            end=self.end + step,
            answer=self.answer and self.answer.moved(step),
            header=self.header and self.header.moved(step),
        )


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
    """One ranked passage of an answer.

    ``also`` are the citations of identical passages; ``read`` is the probability, by reading, that
    the passage answers, None where it was not read. ``preformatted`` is where in it, by offsets of
    the document, lines and indentation say something.
    """

    rank: int
    score: float
    text: str
    highlight: Highlight
    citation: Citation
    explanation: Explanation
    also: tuple[Citation, ...] = ()
    read: float | None = None
    preformatted: tuple[Span, ...] = ()


class Certainty(StrEnum):
    """What an answer's confidence means."""

    SURE = "sure"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked passages, and whether the first one answers.

    ``confidence`` is the probability that it does, in [0, 1]; ``certainty`` compares it with the
    shipped operating points. ``unmentioned`` are the names and numbers of the question that no document
    holds, of those that it was asked of.
    """

    certainty: Certainty
    confidence: float
    passages: tuple[CitedPassage, ...]
    unmentioned: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is an answer at all."""
        return self.certainty is not Certainty.NO

    @property
    def is_sure(self) -> bool:
        """Whether it may be said without a word of doubt."""
        return self.certainty is Certainty.SURE


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """What a citation needs of its document; ``intact`` is False where the file has changed.

    ``origin`` is the file and the line that hold it, where the file holds others too; ``pages`` is
    where each of its pages begins, ``page_labels`` what it calls them where that is not their number,
    ``metadata`` what it says of itself, ``cells`` where in their sheets its rows stand.
    """

    text: str
    sha256: str
    intact: bool
    origin: str = ""
    pages: Sequence[int] = ()
    page_labels: Sequence[str] = ()
    metadata: Metadata = UNKNOWN
    cells: Sequence[Run] = ()


def quote(
    scored: "ScoredPassage",
    rank: int,
    document: CitedDocument,
    find: Callable[[str], CitedDocument],
    *,
    answers: bool,
) -> CitedPassage:
    """Return a scored passage as a part of an answer.

    Args:
        scored: The passage.
        rank: Its place, from 1; also the marker of its citation.
        document: The document that holds it.
        find: Returns the document of an identical passage by its id.
        answers: Whether there is an answer; where there is none, no words are.
    """
    passage = scored.passage
    inside = scored.sentence[0] - passage.start, scored.sentence[1] - passage.start
    return CitedPassage(
        rank=rank,
        score=scored.score,
        text=passage.text,
        highlight=_highlight(scored, document.text, answers=answers),
        citation=_cite(passage, rank, document, inside),
        explanation=_explain(scored),
        also=tuple(_cite(copy, rank, find(copy.document), inside) for copy in scored.also),
        read=scored.read,
        preformatted=passage.preformatted,
    )


def _highlight(scored: "ScoredPassage", text: str, *, answers: bool) -> Highlight:
    start, end = _marked(scored, text)
    words = None
    if scored.answer and answers:
        first, last = max(scored.answer[0], start), min(scored.answer[1], end)
        words = Words(first, last, text[first:last])
    tables = tables_within(scored.passage.tables, start, end)
    header = Words(*tables[0].header, text[slice(*tables[0].header)]) if tables else None
    return Highlight(start, end, text[start:end], words, header)


def _marked(scored: "ScoredPassage", text: str) -> Span:
    """Return the sentence that is marked; of one that goes on in the next subtitle, what answers."""
    start, end = scored.sentence
    stretches = [(start + a, start + b) for a, b in said(text[start:end], scored.passage.document)]
    if len(stretches) == 1:
        return scored.sentence
    first, last = scored.answer or scored.sentence
    most = max(stretches, key=lambda each: min(each[1], last) - max(each[0], first))
    return trim(text, *most)


def _cite(passage: "Passage", marker: int, document: CitedDocument, inside: Span) -> Citation:
    """Return the citation of a passage in which a sentence is marked, ``inside`` its text."""
    start, end = passage.start, passage.end
    first, last = start + inside[0], start + inside[1]
    page = page_at(document.pages, first)
    place = Place(document.text, first, last, page)
    return Citation(
        marker=marker,
        document=passage.document,
        title=passage.title,
        section=passage.section_path or None,
        paragraph=passage.paragraph,
        page=passage.page,
        start=start,
        end=end,
        prefix=document.text[max(start - CONTEXT, 0) : start],
        suffix=document.text[end : end + CONTEXT],
        sha256=document.sha256,
        link=document.origin or address(passage.document, place),
        intact=document.intact,
        marked_page=page,
        page_label=label_of(page, document.page_labels),
        metadata=document.metadata,
        cells=cells_at(document.cells, document.text, first),
    )


def _explain(scored: "ScoredPassage") -> Explanation:
    reasons = tuple(
        Reason(said.signal, round(said.value, 6), round(said.part, 6))
        for said in scored.contributions
    )
    return Explanation(reasons, scored.shared)
