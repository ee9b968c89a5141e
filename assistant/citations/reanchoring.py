"""Reanchoring: a turn of another day against the documents as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering import CONTEXT, Citation, CitedPassage, Highlight
from assistant.citations.state import Finding, Quoted, State, find
from assistant.conversation import Turn

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.documents import Heading

Findings = Mapping[Citation, Finding]
"""What has become of citations; one that is missing is intact."""


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A turn whose moved citations point to where their quotes are now."""

    turn: Turn
    findings: Findings


def reanchor(turn: Turn, assistant: "Assistant") -> Reanchored:
    """Find each citation of a turn again, and point those that moved to their new place.

    Questions, quotes and scores stay as they were. The documents as they are now are those that
    the assistant answers from.
    """
    work = _Reanchoring(turn, assistant)
    passages = tuple(work.passage(passage) for passage in turn.answer.passages)
    now = replace(turn, answer=replace(turn.answer, passages=passages))
    return Reanchored(now, work.findings)


class _Reanchoring:
    """The work on one turn, and what it found."""

    def __init__(self, turn: Turn, assistant: "Assistant") -> None:
        self.findings: dict[Citation, Finding] = {}
        self._assistant = assistant
        cited = {c.document for p in turn.answer.passages for c in (p.citation, *p.also)}
        self._hashes = {
            document.id: document.sha256 for document in assistant.documents if document.id in cited
        }
        self._texts = {name: assistant.text(name) for name in self._hashes}

    def passage(self, passage: CitedPassage) -> CitedPassage:
        """Return a passage with its citations and its highlight where they are now."""
        highlight = passage.highlight
        citation = self._citation(passage.citation, passage.text, highlight)
        step = citation.start - passage.citation.start
        return replace(
            passage,
            citation=citation,
            highlight=replace(highlight, start=highlight.start + step, end=highlight.end + step),
            also=tuple(self._citation(twin, passage.text, None) for twin in passage.also),
        )

    def _citation(self, citation: Citation, text: str, highlight: Highlight | None) -> Citation:
        finding = find(_quoted(citation, text, highlight), self._texts)
        if finding.state is State.MOVED and finding.place:
            citation = self._moved(citation, *finding.place)
        if finding.state is not State.INTACT:
            self.findings[citation] = finding
        return citation

    def _moved(self, citation: Citation, start: int, end: int) -> Citation:
        """Return a citation at its new place; nobody counts its paragraph anew."""
        text = self._texts[citation.document]
        original = self._assistant.original(citation.document)
        headings = self._assistant.outline(citation.document)
        return replace(
            citation,
            section=_section(citation.title, start, headings),
            paragraph=None,
            page=original.page(start),
            start=start,
            end=end,
            prefix=text[max(start - CONTEXT, 0) : start],
            suffix=text[end : end + CONTEXT],
            sha256=self._hashes[citation.document],
            link=original.link(start, end),
            intact=True,
        )


def _section(title: str, start: int, headings: "Sequence[Heading]") -> str | None:
    """Return the headings over a place, without one that only repeats the title."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > start:
            break
        path = [*(above for above in path if above.level < heading.level), heading]
    labels = [heading.label for heading in path]
    return " › ".join(labels[labels[:1] == [title] :]) or None  # noqa: RUF001


def _quoted(citation: Citation, text: str, highlight: Highlight | None) -> Quoted:
    return Quoted(
        marker=citation.marker,
        document=citation.document,
        start=citation.start,
        end=citation.end,
        text=text,
        prefix=citation.prefix,
        suffix=citation.suffix,
        highlight=highlight,
    )
