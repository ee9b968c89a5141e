"""Build: one making of an index, from what an older one holds and what is read and encoded anew."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from index.documents import Document
from index.errors import SourceError
from index.files.disk import Parts
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
    encodable,
    passage_files,
    term_files,
    vector_files,
)
from index.storage.kept import Keeper, KeptIndex
from index.storage.layout import KeptDocument, Layout, NewDocument
from index.storage.manifest import Manifest, PassageSettings, fingerprint
from index.storage.store import Index
from index.upkeep.left_out import with_left_out
from index.upkeep.reading import Read, read
from index.upkeep.staleness import FileMatches, source_names


class Build:
    """One build, beside an older index whose documents and vectors it may take over."""

    def __init__(
        self,
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
        self._found = found
        self._sources = source_names(found.sources)
        self._old = old
        self._same = matches.same
        self._encoder = encoder
        self._progress = progress
        self._documents: list[KeptDocument | Document] = []
        self._owners: list[int] = []
        self._files: list[Read] = []

    def commit(self, store: Keeper) -> KeptIndex:
        """Read, split and encode everything, and make it the index."""
        self._read()
        contents = self._old.contents if self._old else None
        layout = Layout(contents.passages if contents else None, self._split())
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
        todo = encodable(contents, layout)
        new = self._encode(todo.wanted)

        # Vectors first: they take longest to write, and the rest is made meanwhile.
        def files() -> Iterator[Mapping[str, Parts]]:
            yield vector_files(contents, todo.origins, new, self._encoder.projection)
            yield passage_files(contents, layout, ids, self._owners, shared)
            yield term_files(contents, layout)

        return store.commit(files(), self._manifest(entries, problems, cited))

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

    def _read(self) -> None:
        """Gather the documents of all files."""
        files = self._old.manifest.files if self._old else None
        for each in read(self._found, files, self._same, self._progress):
            self._files.append(each)
            documents: list[KeptDocument | Document] = list(each.documents)
            if self._old and each.kept is not None:
                entries = self._old.contents.passages.documents
                documents += [
                    KeptDocument(number, partial(each.own_id, old=self._old.manifest.files))
                    for number in entries.of_file(each.kept)
                ]
            if not documents and each.entry.path == self._sources[each.entry.source]:
                raise SourceError("; ".join(each.problems))
            self._documents += documents
            self._owners += [len(self._files) - 1] * len(documents)

    def _split(self) -> list[KeptDocument | NewDocument]:
        """Divide new documents into passages, in order."""
        counter = self._encoder.counter()
        new = [document for document in self._documents if isinstance(document, Document)]
        with _all_cores() as cores:
            split_ones = cores.map(lambda document: split(document, counter), new)
            return [
                each if isinstance(each, KeptDocument) else NewDocument(each, next(split_ones))
                for each in self._documents
            ]

    def _encode(self, wanted: Sequence[EncodingKey]) -> NewVectors:
        """Encode on all cores: each text is one alone."""
        vectors = NewVectors()
        with _all_cores() as cores:
            encoded = cores.map(lambda key: self._encoder.encode_passage(*key), wanted)
            for done, encoding in enumerate(encoded):
                if self._progress:
                    self._progress("Indexing passages", done, len(wanted))
                vectors.append(encoding)
        if self._progress:
            self._progress("Indexing passages", len(wanted), len(wanted))
        return vectors


@contextmanager
def _all_cores() -> Iterator[ThreadPoolExecutor]:
    """Give a thread for each core; the models and their tokenizers let others run meanwhile."""
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield pool
    finally:  # an interrupted build does not wait for what it had yet to do
        pool.shutdown(cancel_futures=True)
