"""Desk: one warm assistant with what stands on it, and a new one when its index is replaced."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from assistant.judging.judge import Judge
from assistant.judging.naming import Names
from assistant.quotations.finder import Finder
from assistant.records.answers import IndexName
from index.errors import QuothError
from index.files.location import StoreUrl

if TYPE_CHECKING:
    from assistant.engine import Assistant

_SELDOM = 1.0
"""Seconds between two looks at a store, each of which may take several requests."""


@dataclass(frozen=True)
class Desk:
    """An assistant, and what finds and judges quotations in its documents."""

    assistant: "Assistant"

    @cached_property
    def finder(self) -> Finder:
        """Finds quotations."""
        return Finder(self.assistant.library)

    @cached_property
    def names(self) -> Names:
        """What the documents may be called."""
        return Names.of((known.id, known.title) for known in self.assistant.documents)

    @cached_property
    def index(self) -> IndexName:
        """The name of the index."""
        return IndexName.of(self.assistant)

    def judge(self, k: int) -> Judge:
        """Return a judge who has so many passages found for a claim."""
        return Judge(self.finder, lambda claim: self.assistant.ask(claim, k=k, context=False))


class Desks:
    """Gives the desk of the index as it is now; opens one when it is first asked for.

    One desk serves a whole request, so an answer is of one index, even where another one takes its
    place meanwhile.

    Args:
        open_assistant: Opens the assistant.
        first: Opens it for the first time, where its documents are open by then.
    """

    def __init__(
        self,
        open_assistant: "Callable[[], Assistant]",
        first: "Callable[[], Assistant] | None" = None,
    ) -> None:
        self._open = open_assistant
        self._first = first or open_assistant
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._stamp: object = None
        self._looked = 0.0

    def now(self) -> Desk:
        """Return the desk; opens the index anew where another is in its place.

        A folder is looked at each time, a store once a second at most.

        Raises:
            QuothError: The sources, the index or the model cannot be used.
        """
        with self._lock:
            if self._desk is None or self._is_replaced(self._desk):
                self._desk = Desk(self._open() if self._desk else self._first())
                self._stamp = _stamp_of_opened(self._desk)
                self._looked = monotonic()
            return self._desk

    def _is_replaced(self, desk: Desk) -> bool:
        """Whether another index has taken the place of a desk's."""
        library = desk.assistant.library
        is_store = isinstance(library.directory, StoreUrl)
        if is_store and monotonic() - self._looked < _SELDOM:
            return False
        try:
            stamp = library.stamp()
        except QuothError:
            stamp = None
        # Removed, or out of reach: the index that is open stays.
        is_replaced = stamp not in {None, self._stamp}
        if not is_replaced:
            self._looked = monotonic()
        return is_replaced


def _stamp_of_opened(desk: Desk) -> object:
    """Return the stamp of a desk's index; None where another was built while it was opened."""
    library = desk.assistant.library
    try:
        stamp = library.stamp()
        # Read after the stamp: no index comes back, so the stamp is of the one that was opened.
        is_open = library.generation_now() == library.description.generation
    except QuothError:
        return None
    return stamp if is_open else None


class TextsNow:
    """The documents' texts as they are now, each read when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._library = desk.assistant.library

    def __call__(self, document: str) -> str | None:
        """Return a document's text; None where there is no such document any more."""
        if document in self._library.documents and self._library.is_intact(document):
            return self._library.text(document)
        return self._all.get(document)

    @cached_property
    def _all(self) -> dict[str, str]:
        return dict(self._library.texts_now().by_id)


def texts_of(desk: Desk, documents: Iterator[str]) -> dict[str, str]:
    """Return the texts, as they are now, of the documents that there are, by id."""
    read = TextsNow(desk)
    return {name: text for name in documents if (text := read(name)) is not None}
