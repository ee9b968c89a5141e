"""Source: a document as the chat shows it, and what each place of it is to a reader."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Self

from assistant.answering import Citation, CitedPassage, Highlight
from assistant.citation_state import Finding, State
from assistant.tui.places import Place
from assistant.tui.wording import place

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.passage_table import Heading


@dataclass(frozen=True)
class Source:
    """A document's text as it is, its headings, and the place in it that is cited."""

    text: str
    headings: Sequence["Heading"]
    citation: Citation
    highlight: Highlight

    @classmethod
    def at(cls, assistant: "Assistant", at: Place) -> Self:
        """Return the source at a place that no passage cites; its heading is what is marked."""
        text, heading = assistant.text(at.document), at.heading
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
        highlight = Highlight(start, end, text[start:end])
        return cls(text, assistant.outline(at.document), citation, highlight)

    @property
    def where(self) -> str:
        """The number of the passage that cites this place, if one does, and its section."""
        marker = f"[{self.citation.marker}] " if self.citation.marker else ""
        return marker + place(self.citation)

    @classmethod
    def of(
        cls, assistant: "Assistant", passage: CitedPassage, finding: Finding | None
    ) -> "Source | None":
        """Return the source of a passage, at what has become of its quote; None if it is gone."""
        if finding and not finding.place:
            return None
        citation, highlight = passage.citation, passage.highlight
        if finding and finding.place and finding.state is State.CHANGED:
            start, end = finding.place
            citation = replace(citation, start=start, end=end)
            highlight = Highlight(start, start, "")
        document = citation.document
        return cls(assistant.text(document), assistant.outline(document), citation, highlight)

    def kind_at(self, offset: int) -> str:
        """Return what a character is to a reader: sentence, passage, heading or text."""
        if self.highlight.start <= offset < self.highlight.end:
            return "sentence"
        if self.citation.start <= offset < self.citation.end:
            return "passage"
        return "heading" if self._heading_at(offset) else "text"

    def is_cited(self, start: int, end: int) -> bool:
        """Return whether a line, even an empty one, stands in the cited passage."""
        return start < self.citation.end and max(end, start + 1) > self.citation.start

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Divide a line where what it is to a reader may change."""
        heading = self._heading_at(start)
        borders = {
            self.citation.start,
            self.citation.end,
            self.highlight.start,
            self.highlight.end,
            heading.end if heading else end,
        }
        cuts = sorted({start, end, *(cut for cut in borders if start < cut < end)})
        return list(pairwise(cuts))

    def _heading_at(self, offset: int) -> "Heading | None":
        at = bisect_right(self.headings, offset, key=lambda heading: heading.start) - 1
        return self.headings[at] if at >= 0 and offset < self.headings[at].end else None
