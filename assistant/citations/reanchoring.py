"""Reanchoring: a turn of another day against the documents as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from assistant.answering import CONTEXT, Citation, CitedPassage, Highlight
from assistant.citations.anchoring import Anchoring, Claim, State, anchor
from assistant.citations.pointing import section_at
from assistant.conversation import Turn
from index.documents import Span

if TYPE_CHECKING:
    from assistant.citations.original import Original
    from index.documents import Heading

Anchorings = Mapping[Citation, Anchoring]
"""What has become of citations; one that is missing is intact."""


class Hashed(Protocol):
    """A document by its id, and the hash of its text."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def sha256(self) -> str:
        """The hash of its text."""


class Documents(Protocol):
    """The documents as they are now, as an assistant has them."""

    @property
    def documents(self) -> Sequence[Hashed]:
        """All of them."""

    def text(self, document: str) -> str:
        """Return the text of a document by its id."""

    def outline(self, document: str) -> "Sequence[Heading]":
        """Return the headings of a document by its id."""

    def original(self, document: str) -> "Original":
        """Return the file of a document by its id."""


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A turn whose moved citations point to where their quotes are now."""

    turn: Turn
    anchorings: Anchorings


def reanchor(turn: Turn, documents: Documents) -> Reanchored:
    """Find each citation of a turn again, and point those that moved to their new place.

    Questions, quotes and scores stay as they were.
    """
    work = _Reanchoring(turn, documents)
    passages = tuple(work.passage(passage) for passage in turn.answer.passages)
    now = replace(turn, answer=replace(turn.answer, passages=passages))
    return Reanchored(now, work.anchorings)


class _Reanchoring:
    """The work on one turn, and what it found."""

    def __init__(self, turn: Turn, documents: Documents) -> None:
        self.anchorings: dict[Citation, Anchoring] = {}
        self._documents = documents
        cited = {c.document for p in turn.answer.passages for c in (p.citation, *p.also)}
        self._hashes = {
            document.id: document.sha256 for document in documents.documents if document.id in cited
        }
        self._texts = {name: documents.text(name) for name in self._hashes}

    def passage(self, passage: CitedPassage) -> CitedPassage:
        """Return a passage with its citations and its highlight where they are now."""
        highlight = passage.highlight
        start = passage.citation.start
        inside = highlight.start - start, highlight.end - start
        citation = self._citation(passage.citation, passage.text, inside, highlight)
        step = citation.start - passage.citation.start
        return replace(
            passage,
            citation=citation,
            highlight=highlight.moved(step),
            preformatted=tuple((start + step, end + step) for start, end in passage.preformatted),
            also=tuple(self._citation(copy, passage.text, inside) for copy in passage.also),
        )

    def _citation(
        self, citation: Citation, text: str, inside: Span, highlight: Highlight | None = None
    ) -> Citation:
        """Return a citation as it is now; ``inside`` its text a sentence is marked."""
        anchoring = anchor(_claim(citation, text, highlight), self._texts)
        if anchoring.state is State.MOVED and anchoring.span:
            citation = self._moved(citation, *anchoring.span, inside)
        if anchoring.state is not State.INTACT:
            self.anchorings[citation] = anchoring
        return citation

    def _moved(self, citation: Citation, start: int, end: int, inside: Span) -> Citation:
        """Return a citation at its new place; nobody counts its paragraph anew."""
        text = self._texts[citation.document]
        original = self._documents.original(citation.document)
        headings = self._documents.outline(citation.document)
        marked_page = original.page(start + inside[0])
        return replace(
            citation,
            section=section_at(citation.title, start, headings),
            paragraph=None,
            page=original.page(start),
            start=start,
            end=end,
            prefix=text[max(start - CONTEXT, 0) : start],
            suffix=text[end : end + CONTEXT],
            sha256=self._hashes[citation.document],
            link=original.link(start + inside[0], start + inside[1]),
            intact=True,
            marked_page=marked_page,
            page_label=original.label(marked_page),
        )


def _claim(citation: Citation, text: str, highlight: Highlight | None) -> Claim:
    return Claim(
        marker=citation.marker,
        document=citation.document,
        start=citation.start,
        end=citation.end,
        text=text,
        prefix=citation.prefix,
        suffix=citation.suffix,
        highlight=highlight,
    )
