"""Places: where a reader can go in the documents without a question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.passage_table import Heading


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a document; the document as a whole where there is no heading."""

    document: str
    title: str
    heading: "Heading | None" = None


def places(assistant: "Assistant") -> Iterator[Place]:
    """Yield all documents, then the sections of each, in the order of the documents."""
    documents = assistant.documents
    for document in documents:
        yield Place(document.id, document.title)
    for document in documents:
        for heading in assistant.outline(document.id):
            yield Place(document.id, document.title, heading)
