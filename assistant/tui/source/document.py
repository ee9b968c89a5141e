"""Source: a document as the chat shows it, and what each place of it is to a reader."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from assistant.answering import Certainty, Citation, CitedPassage, Highlight
from assistant.citations.anchoring import Anchoring, State
from assistant.rendering.marking import Mark, Span, marks
from assistant.tui.source.places import Place
from assistant.tui.wording import place

if TYPE_CHECKING:
    from assistant.answerer import Answerer
    from assistant.citations.file_place import FilePlace
    from index.documents import Heading

Found = tuple[CitedPassage, Anchoring | None]
"""A passage and what has become of its citation; None where that is intact."""


@dataclass(frozen=True)
class Source:
    """A document's text as it is, its headings, and the place in it that is cited.

    ``marks`` are what of it stands out; ``others`` are the other citations of the same turn in this
    document, ``pages`` where each of its pages begins.
    """

    assistant: "Answerer"
    text: str
    headings: Sequence["Heading"]
    citation: Citation
    highlight: Highlight
    marks: Sequence[Span]
    others: Sequence[Citation] = ()
    pages: Sequence[int] = ()

    @classmethod
    def at(cls, assistant: "Answerer", at: Place) -> Self:
        """Return the source at a place that no passage cites; its heading is what is marked."""
        heading = at.heading
        start, end = (heading.start, heading.end) if heading else (0, 0)
        section = heading.label if heading else None
        citation = Citation(
            marker=0,
            document=at.document,
            title=at.title,
            section=section,
            paragraph=None,
            page=None,
            start=start,
            end=end,
            prefix="",
            suffix="",
            sha256="",
        )
        return cls.alone(assistant, citation)

    @classmethod
    def alone(cls, assistant: "Answerer", citation: Citation) -> Self:
        """Return the source of a citation that no answer has; all of it is marked."""
        document, start, end = citation.document, citation.start, citation.end
        text, pages = assistant.text(document), assistant.original(document).pages
        highlight, stand_out = Highlight(start, end, text[start:end]), [(start, end, Mark.SENTENCE)]
        headings = assistant.outline(document)
        return cls(assistant, text, headings, citation, highlight, stand_out, pages=pages)

    @property
    def where(self) -> str:
        """The number of the passage that cites this place, if one does, and its section."""
        marker = f"[{self.citation.marker}] " if self.citation.marker else ""
        return marker + place(self.citation)

    @classmethod
    def of(
        cls,
        assistant: "Answerer",
        passage: CitedPassage,
        certainty: Certainty,
        finding: Anchoring | None,
        beside: Iterable[Found] = (),
    ) -> "Source | None":
        """Return the source of a passage, at what has become of its quote; None if it is gone.

        ``certainty`` is that of its answer, ``beside`` are the passages of the same turn.
        """
        citation, highlight = _now(passage, finding), passage.highlight
        if not citation:
            return None
        stand_out = marks(passage, certainty)
        if finding and finding.state is State.CHANGED:
            highlight, stand_out = Highlight(citation.start, citation.start, ""), []
        document = citation.document
        cited = (_now(*other) for other in beside if other[0] is not passage)
        others = tuple(other for other in cited if other and other.document == document)
        text, headings = assistant.text(document), assistant.outline(document)
        pages = assistant.original(document).pages
        return cls(assistant, text, headings, citation, highlight, stand_out, others, pages)

    def file_place(self) -> "FilePlace":
        """Return the file and where in it the sentence that answers stands.

        Raises:
            InputError: The file is gone, or no longer holds the document.
        """
        at = self.highlight if self.highlight.text else self.citation
        return self.assistant.original(self.citation.document).place(at.start, at.end)

    def kind_at(self, offset: int) -> str:
        """Return what a character is to a reader: a mark, passage, other, heading or text."""
        for start, end, mark in self.marks:
            if start <= offset < end and mark is not Mark.NONE:
                return mark
        if self.citation.start <= offset < self.citation.end:
            return "passage"
        if any(other.start <= offset < other.end for other in self.others):
            return "other"
        return "heading" if self._heading_at(offset) else "text"

    def mark(self, start: int, end: int) -> tuple[str, str]:
        """Return the character in the margin of a line, even of an empty one, and its kind.

        A bar stands beside the cited passage, a thin one beside the others, below their numbers.
        """
        if _reaches(self.citation, start, end):
            return "▌", "mark"
        for other in self.others:
            if _reaches(other, start, end):
                has_number = start <= other.start and other.marker in range(10)
                return str(other.marker) if has_number else "▏", "other-mark"
        return " ", "text"

    def parts(self, start: int, end: int, cuts: Iterable[int] = ()) -> list[tuple[int, int]]:
        """Divide a line where what it is to a reader may change, and at ``cuts``."""
        heading = self._heading_at(start)
        borders = {heading.end if heading else end, *cuts}
        for first, last, _ in self.marks:
            borders |= {first, last}
        for cited in (self.citation, *self.others):
            borders |= {cited.start, cited.end}
        inside = (border for border in borders if start < border < end)
        return list(pairwise(sorted({start, end, *inside})))

    def _heading_at(self, offset: int) -> "Heading | None":
        at = bisect_right(self.headings, offset, key=lambda heading: heading.start) - 1
        return self.headings[at] if at >= 0 and offset < self.headings[at].end else None


def _now(passage: CitedPassage, finding: Anchoring | None) -> Citation | None:
    """Return the citation of a passage where its quote, or what is left of it, stands now."""
    if not finding:
        return passage.citation
    if not finding.span:
        return None
    if finding.state is not State.CHANGED:
        return passage.citation
    start, end = finding.span
    return replace(passage.citation, start=start, end=end)


def _reaches(citation: Citation, start: int, end: int) -> bool:
    return start < citation.end and max(end, start + 1) > citation.start
