"""Making: the files of an index, or of a batch, made of documents; on this machine or another."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from index.documents import Document
from index.files.disk import Kept, Parts
from index.model.encoding import Encoder
from index.storage.generation import (
    NewVectors,
    Placing,
    encodable,
    passage_files,
    term_files,
    vector_files,
)
from index.storage.layout import KeptDocument, Layout, NewDocument
from index.storage.stock import Stock

Tell = Callable[[int, int], None]
"""Called with how many passages are encoded, and how many are to be."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """New documents that become a batch together.

    Args:
        documents: They, in order.
        owners: The number of each one's file among the files of the batch.
        shared: The names of those of these files that hold several documents, by their numbers.
    """

    documents: Sequence[Document]
    owners: Sequence[int]
    shared: Mapping[int, str]


class Maker:
    """Splits and encodes documents, on some threads of this machine.

    Args:
        encoder: Encodes passages.
        threads: How many; by default one for each core.
    """

    def __init__(self, encoder: Encoder, threads: int | None = None) -> None:
        self._encoder = encoder
        self._threads = threads or os.cpu_count()

    def split(
        self, documents: Sequence[KeptDocument | Document]
    ) -> list[KeptDocument | NewDocument]:
        """Divide new documents into passages, in order."""
        from index.passages.splitting import split

        counter = self._encoder.counter()
        new = [document for document in documents if isinstance(document, Document)]
        with self._cores() as cores:
            split_ones = cores.map(lambda document: split(document, counter), new)
            return [
                each if isinstance(each, KeptDocument) else NewDocument(each, next(split_ones))
                for each in documents
            ]

    def files(
        self,
        layout: Layout,
        placing: Placing,
        tell: Tell,
        *,
        old: Stock | None = None,
        known: Stock | None = None,
    ) -> Iterator[Mapping[str, Parts | Kept]]:
        """Encode what is not encoded yet, and return the files of an index.

        Args:
            layout: Documents and passages.
            placing: The documents' ids and files.
            tell: Is told how far it is.
            old: Holds the documents that are kept.
            known: Holds vectors that need not be made again.
        """
        todo = encodable(known, layout)
        new = NewVectors()
        with self._cores() as cores:  # each text is one alone
            encoded = cores.map(lambda key: self._encoder.encode_passage(*key), todo.wanted)
            for done, encoding in enumerate(encoded):
                tell(done, len(todo.wanted))
                new.append(encoding)
        tell(len(todo.wanted), len(todo.wanted))

        # Vectors first: they take longest to write, and the rest is made meanwhile.
        def made() -> Iterator[Mapping[str, Parts | Kept]]:
            yield vector_files(known, todo.origins, new, self._encoder.projection)
            yield passage_files(old, layout, placing)
            yield term_files(old, layout)

        return made()

    def batch(
        self, bundle: Bundle, tell: Tell, known: Stock | None = None
    ) -> Iterator[Mapping[str, Parts | Kept]] | None:
        """Return the files of a batch, see ``files``; None where documents have no passages."""
        layout = Layout(None, self.split(bundle.documents))
        if not len(layout.origins):
            return None
        own_ids = [record.own_id for record in layout.records]
        placing = Placing(own_ids, bundle.owners, bundle.shared)
        return self.files(layout, placing, tell, known=known)

    @contextmanager
    def _cores(self) -> Iterator[ThreadPoolExecutor]:
        """Give a thread for each core; the models and their tokenizers let others run meanwhile."""
        pool = ThreadPoolExecutor(self._threads)
        try:
            yield pool
        finally:  # an interrupted build does not wait for what it had yet to do
            pool.shutdown(cancel_futures=True)
