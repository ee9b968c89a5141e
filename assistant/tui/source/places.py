"""Places: where a reader can go in the documents without a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.tui.wording import short

if TYPE_CHECKING:
    from assistant.answerer import Answerer
    from index.documents import Heading


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a document; the document as a whole where there is no heading.

    ``words`` and ``note`` name it, safe to show.
    """

    words: str
    note: str
    document: str
    title: str
    heading: "Heading | None" = None


def places(assistant: "Answerer") -> Iterator[Place]:
    """Yield all documents, then the sections of each, in the order of the documents."""
    documents = [(document, short(document.title)) for document in assistant.documents]
    for document, title in documents:
        yield Place(title, short(document.id), document.id, document.title)
    for document, title in documents:
        for heading in assistant.outline(document.id):
            yield Place(short(heading.label), title, document.id, document.title, heading)
