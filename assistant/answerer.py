"""Answerer: what conversations and evaluations ask of an assistant, and so of all stand-ins."""

from typing import TYPE_CHECKING, Protocol

from index.search.restriction import EVERYTHING, Restriction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.citations.original import Original
    from assistant.conversation import History, Turn
    from assistant.engine import Retrieved
    from index.documents import Heading, IndexedDocument
    from index.library import FileChanges, Library, Selection
    from index.passages.passage import Passage


class Answering(Protocol):
    """Finds passages for a question, and composes them to an answer."""

    @property
    def model(self) -> str:
        """The name of the embedding model."""

    @property
    def reader(self) -> str | None:
        """The name of what reads the first passages; None where nothing does."""

    @property
    def fingerprint(self) -> str:
        """The hash of what answers depend on."""

    @property
    def documents(self) -> "Sequence[IndexedDocument]":
        """The documents, in order."""

    def text(self, document: str) -> str:
        """Return the text of a document by its id; KeyError where there is none."""

    def passages(self, document: str) -> "tuple[Passage, ...]":
        """Return the passages of a document by its id, in order; KeyError where there is none."""

    def retrieve(
        self,
        question: str,
        history: "History" = (),
        *,
        context: bool = True,
        within: Restriction = EVERYTHING,
    ) -> "Retrieved":
        """Rank passages for a question; InputError where it, or the restriction, is not to be had."""

    def compose(self, retrieved: "Retrieved", *, k: int = 5) -> "Turn":
        """Quote the first ``k`` passages, and judge whether the first one answers."""


class Answerer(Answering, Protocol):
    """Also knows its documents as a person sees them: what a conversation needs."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The files and folders that it answers from, as absolute paths."""

    @property
    def library(self) -> "Library":
        """The documents and the index that it answers from."""

    def outline(self, document: str) -> "tuple[Heading, ...]":
        """Return the headings of a document by its id; KeyError where there is none."""

    def original(self, document: str) -> "Original":
        """Return the file of a document, by its id; KeyError where there is none."""

    def changes(self) -> "FileChanges":
        """Return which files differ by now from those that it answers from."""

    def select(self, within: Restriction) -> "Selection":
        """Return the passages that a restriction leaves; InputError where it leaves none."""
