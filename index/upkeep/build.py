"""Build: one making of an index, from what an older one holds and what is read and encoded anew.

Documents are taken in one after the other; whenever there are enough new ones these are split, encoded
and kept as a batch, so that memory holds no more than that, and nothing is encoded again where a build
was interrupted.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from index.documents import Document
from index.errors import SourceError
from index.files.disk import Kept, Parts
from index.model.encoding import Encoder
from index.passages.splitting import split
from index.progress import Progress
from index.sources.files import final_ids
from index.sources.scanning import Scan
from index.storage.document_entries import origin
from index.storage.file_entries import FileEntries
from index.storage.generation import (
    EncodingKey,
    NewVectors,
    Placing,
    encodable,
    passage_files,
    term_files,
    vector_files,
)
from index.storage.kept import Keeper, KeptIndex
from index.storage.layout import KeptDocument, Layout, NewDocument
from index.storage.manifest import Manifest, PassageSettings, fingerprint
from index.storage.stock import Stock
from index.storage.store import Index
from index.upkeep.batches import Batches
from index.upkeep.left_out import with_left_out
from index.upkeep.reading import Read, read
from index.upkeep.staleness import FileMatches, source_names

_BATCH = 2_500_000
"""Characters of new documents that are kept as a batch: some four thousand passages."""


class Build:
    """One build, beside an older index whose documents and vectors it may take over.

    Args:
        store: Is to hold the index.
        found: The files.
        old: The older index.
        matches: Which of the files are those of the older index.
        encoder: Encodes passages.
        progress: Is told how far the build is.
    """

    def __init__(
        self,
        store: Keeper,
        found: Scan,
        old: Index | None,
        matches: FileMatches,
        encoder: Encoder,
        progress: Progress | None,
    ) -> None:
        if old and old.manifest.model == encoder.identity:
            encoder = encoder.projecting(old.contents.projection)
        settings = (encoder.identity, PassageSettings())
        if old and (old.manifest.model, old.manifest.passages) != settings:
            old = None
        self._store = store
        self._found = found
        self._sources = source_names(found.sources)
        self._same = matches.same if old else (None,) * len(found.files)
        self._encoder = encoder
        self._progress = progress
        self._batches = Batches(store.workshop)
        self._batches.take_over(encoder)
        self._old = old
        self._stock = self._all_held()
        self._documents: list[KeptDocument | Document] = []
        self._owners: list[int] = []
        self._files: list[Read] = []
        self._waiting = 0
        """Characters of documents that are in no batch yet."""
        self._done = 0
        """Documents that have been looked at for batches."""
        self._has_added = False
        """Whether there are batches of this build."""
        self._cut: set[int] = set()
        """The number of the file of which the last batch holds a part."""
        self._encoded = 0

    def commit(self) -> KeptIndex:
        """Read, split and encode everything, and make it the index."""
        self._read()
        if self._has_added:
            self._keep_batch(is_cut=False)
        layout = Layout(self._stock.passages if self._stock else None, self._split(self._documents))
        sources = self._found.sources
        problems = (*self._found.problems, *(p for file in self._files for p in file.problems))
        if not len(layout.origins):
            names = ", ".join(map(str, sources))
            raise SourceError(f"{names}: holds nothing readable; {'; '.join(problems)}")
        entries = FileEntries.of(file.entry for file in self._files)
        owned = [
            (entries.columns["source"][owner], record.own_id)
            for owner, record in zip(self._owners, layout.records, strict=True)
        ]
        ids = final_ids(sources, owned)
        shared = self._shared_files()
        cited = [
            (
                id_,
                record.title,
                record.sha256,
                origin(shared, owner, record.file_line),
                *record.metadata,
            )
            for id_, record, owner in zip(ids, layout.records, self._owners, strict=True)
        ]
        files = self._made(self._stock, layout, Placing(ids, self._owners, shared))
        return self._store.commit(files, self._manifest(entries, problems, cited))

    def _made(
        self, old: Stock | None, layout: Layout, placing: Placing
    ) -> Iterator[Mapping[str, Parts | Kept]]:
        """Encode what is not encoded yet, and return the files of an index.

        Args:
            old: Holds the documents that are kept.
            layout: Documents and passages.
            placing: The documents' ids and files.
        """
        todo = encodable(self._stock, layout)
        new = self._encode(todo.wanted)

        # Vectors first: they take longest to write, and the rest is made meanwhile.
        def files() -> Iterator[Mapping[str, Parts | Kept]]:
            yield vector_files(self._stock, todo.origins, new, self._encoder.projection)
            yield passage_files(old, layout, placing)
            yield term_files(old, layout)

        return files()

    def _read(self) -> None:
        """Gather the documents of all files."""
        known = self._stock.files if self._stock else None  # later stocks begin with these
        for each in read(self._found, known, self._same, self._progress):
            documents: list[KeptDocument | Document] = list(each.documents)
            if self._stock and known and each.kept is not None:
                documents += [
                    KeptDocument(number, partial(each.own_id, old=known))
                    for number in self._stock.passages.documents.of_file(each.kept)
                ]
            if not documents and each.entry.path == self._sources[each.entry.source]:
                raise SourceError("; ".join(each.problems))
            self._files.append(replace(each, documents=()))
            for at, document in enumerate(documents, 1):
                self._documents.append(document)
                self._owners.append(len(self._files) - 1)
                self._waiting += len(document.text) if isinstance(document, Document) else 0
                if self._waiting >= _BATCH:
                    self._keep_batch(is_cut=at < len(documents))

    def _keep_batch(self, *, is_cut: bool) -> None:
        """Split and encode the new documents that wait, keep them as a batch, and let go of them.

        ``is_cut`` says that the last file has more of them. Of a file that is in several batches an
        interrupted build takes over the vectors alone.
        """
        at = [n for n, each in enumerate(self._documents[self._done :], self._done)
              if isinstance(each, Document)]  # fmt: skip
        self._done, self._waiting = len(self._documents), 0
        layout = Layout(None, self._split([self._documents[n] for n in at]))
        if not len(layout.origins):  # documents without words; a file may go on behind them
            self._cut = {self._owners[-1]} if is_cut else set()
            return
        owners = [self._owners[n] for n in at]
        cut = self._cut | ({owners[-1]} if is_cut else set())
        numbers = {owner: number for number, owner in enumerate(dict.fromkeys(owners))}
        entries = FileEntries.of(
            replace(entry, sha256="") if owner in cut else entry
            for owner, entry in ((owner, self._files[owner].entry) for owner in numbers)
        )
        own = [numbers[owner] for owner in owners]
        shared = {
            number: entries[number].name
            for owner, number in numbers.items()
            if not self._files[owner].holds_one
        }
        placing = Placing([record.own_id for record in layout.records], own, shared)
        self._batches.add(self._made(None, layout, placing), self._manifest(entries, (), []))
        first = len(self._stock.passages.documents) if self._stock else 0
        for number, document in enumerate(at, first):
            self._documents[document] = KeptDocument(number, str)
        self._stock = self._all_held()
        self._has_added = True
        self._cut = cut & {owners[-1]} if is_cut else set()

    def _all_held(self) -> Stock | None:
        """Return what the older index and all batches hold; more batches make it longer alone."""
        older = [self._old] if self._old else []
        return Stock.of([*older, *self._batches.kept], is_grown=self._old is not None)

    def _manifest(
        self,
        files: FileEntries,
        problems: tuple[str, ...],
        documents: Sequence[tuple[Any, ...]],
    ) -> Manifest:
        converters = sorted({*files.columns["converter"]} - {""})
        identity, settings = self._encoder.identity, PassageSettings()
        return Manifest(
            model=identity,
            passages=settings,
            sources=self._sources,
            files=files,
            skipped=with_left_out(self._found.skipped, files),
            problems=problems,
            fingerprint=fingerprint(identity, settings, documents, converters),
            filters=self._found.filters,
        )

    def _shared_files(self) -> dict[int, str]:
        """Return the names of the files that hold several documents, as unique as ids are."""
        owned = [(file.entry.source, file.entry.name) for file in self._files]
        names = final_ids(self._found.sources, owned)
        return {n: name for n, name in enumerate(names) if not self._files[n].holds_one}

    def _split(
        self, documents: Sequence[KeptDocument | Document]
    ) -> list[KeptDocument | NewDocument]:
        """Divide new documents into passages, in order."""
        counter = self._encoder.counter()
        new = [document for document in documents if isinstance(document, Document)]
        with _all_cores() as cores:
            split_ones = cores.map(lambda document: split(document, counter), new)
            return [
                each if isinstance(each, KeptDocument) else NewDocument(each, next(split_ones))
                for each in documents
            ]

    def _encode(self, wanted: Sequence[EncodingKey]) -> NewVectors:
        """Encode on all cores: each text is one alone."""
        vectors = NewVectors()
        with _all_cores() as cores:
            encoded = cores.map(lambda key: self._encoder.encode_passage(*key), wanted)
            for done, encoding in enumerate(encoded):
                self._tell(done, len(wanted))
                vectors.append(encoding)
        self._tell(len(wanted), len(wanted))
        self._encoded += len(wanted)
        return vectors

    def _tell(self, done: int, wanted: int) -> None:
        """Tell how many passages are encoded, of as many as there seem to be."""
        if self._progress:
            known = self._encoded + wanted
            seeming = known * len(self._found.files) // max(len(self._files), 1)
            self._progress("Indexing passages", self._encoded + done, seeming)


@contextmanager
def _all_cores() -> Iterator[ThreadPoolExecutor]:
    """Give a thread for each core; the models and their tokenizers let others run meanwhile."""
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield pool
    finally:  # an interrupted build does not wait for what it had yet to do
        pool.shutdown(cancel_futures=True)
