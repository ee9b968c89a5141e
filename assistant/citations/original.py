"""Original: the file that a document was read from, and how places of the document are named there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.citations.file_place import FilePlace, file_place
from index.documents import label_of, page_at
from index.readers.format import Place
from index.readers.formats import address


@dataclass(frozen=True, slots=True)
class Original:
    """A document's file.

    Args:
        document: The document's id.
        text: The document, as it was indexed.
        path: The file.
        own_id: The document's id within its source.
        origin: The file's name and the document's line in it, where it holds other documents too.
        pages: Where each page begins in the text; empty where there are none.
        page_labels: What the document calls its pages itself; empty where that is their numbers.
    """

    document: str
    text: str
    path: Path
    own_id: str
    origin: str = ""
    pages: Sequence[int] = ()
    page_labels: Sequence[str] = ()

    def label(self, page: int | None) -> str | None:
        """Return what the document calls a page; None where that is its number."""
        return label_of(page, self.page_labels)

    def page(self, offset: int) -> int | None:
        """Return the page that holds ``offset``; None where there are no pages."""
        return page_at(self.pages, offset)

    def link(self, start: int, end: int) -> str | None:
        """Return the address of ``[start, end)`` from the folder of the sources, if it has one."""
        if self.origin:
            return self.origin
        return address(self.document, self._place(start, end))

    def place(self, start: int, end: int) -> FilePlace:
        """Return where ``[start, end)`` stands in the file as it is now.

        Raises:
            InputError: The file is gone, or no longer holds the document.
        """
        return file_place(self.path, self.own_id, self._place(start, end))

    def _place(self, start: int, end: int) -> Place:
        return Place(self.text, start, end, self.page(start))
