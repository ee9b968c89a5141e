"""Assistant: the only place where a question becomes an answer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from assistant.conversation import History, Turn
from index.documents import Document

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


class Assistant:
    """Answers questions about documents by quoting them.

    ``ask`` is ``retrieve`` and ``compose`` in a row; both leave the assistant as it was.
    """

    @classmethod
    def open(
        cls,
        sources: Sequence[Path] = (),
        index: Path | None = None,
        *,
        progress: Progress | None = None,
    ) -> Self:
        """Open an assistant on documents; builds or refreshes their index where needed."""
        raise NotImplementedError

    @property
    def documents(self) -> Sequence[Document]:
        """The documents, in order."""
        raise NotImplementedError

    def text(self, document: str) -> str:
        """Return the text of a document by its id."""
        raise NotImplementedError

    def ask(self, question: str, history: History = (), *, k: int = 5, context: bool = True) -> Turn:
        """Return the answer to a question as a turn."""
        raise NotImplementedError
