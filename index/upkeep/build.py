"""Build: one making of an index, from what an older one holds and what is read and encoded anew.

Documents are taken in one after the other; whenever there are enough new ones these are split, encoded
and kept as a batch, so that memory holds no more than that, and nothing is encoded again where a build
was interrupted.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from index.documents import Document
from index.errors import SourceError
from index.model.encoding import Encoder
from index.progress import Progress
from index.sources.files import final_ids
from index.sources.scanning import Scan
from index.storage.document_entries import origin
from index.storage.file_entries import FileEntries
from index.storage.generation import Placing
from index.storage.kept import Keeper, KeptIndex
from index.storage.layout import KeptDocument, Layout
from index.storage.manifest import Manifest, PassageSettings, fingerprint
from index.storage.stock import Stock
from index.upkeep.batches import Batches
from index.upkeep.cluster import Cluster
from index.upkeep.left_out import with_left_out
from index.upkeep.making import Bundle, Maker
from index.upkeep.reading import Read, read
from index.upkeep.staleness import FileMatches, source_names

_BATCH = 2_500_000
"""Characters of new documents that are kept as a batch: some four thousand passages."""


class Build:
    """One build, beside an older index whose documents and vectors it may take over.

    Args:
        store: Is to hold the index.
        found: The files.
        kept: The older index.
        matches: Which of the files are those of the older index.
        encoder: Encodes passages.
        progress: Is told how far the build is.
        cluster: Makes batches, where there is one.
    """

    def __init__(
        self,
        store: Keeper,
        found: Scan,
        kept: KeptIndex | None,
        matches: FileMatches,
        encoder: Encoder,
        progress: Progress | None,
        cluster: Cluster | None = None,
    ) -> None:
        old = kept.whole() if kept else None
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
        self._maker = Maker(encoder)
        self._cluster = cluster
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
        self._has_batches = False
        """Whether there are batches of this build."""
        self._handed: deque[tuple[list[int], Bundle, Manifest]] = deque()
        """What becomes a batch: the numbers of its documents, they, and its manifest."""
        self._cut: set[int] = set()
        """The number of the file of which the last batch holds a part."""
        self._encoded = 0

    def commit(self) -> KeptIndex:
        """Read, split and encode everything, and make it the index."""
        self._read()
        if self._has_batches:
            self._hand_on(is_cut=False)
        while self._handed:
            self._keep_batch()
        held = self._stock.passages if self._stock else None
        layout = Layout(held, self._maker.split(self._documents))
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
        placing = Placing(ids, self._owners, shared)
        files = self._maker.files(layout, placing, self._tell, old=self._stock, known=self._stock)
        return self._store.commit(files, self._manifest(entries, problems, cited))

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
                    self._hand_on(is_cut=at < len(documents))

    def _hand_on(self, *, is_cut: bool) -> None:
        """Let a batch be made of the new documents that wait, here or by the machines of a cluster.

        ``is_cut`` says that the last file has more of them. Of a file that is in several batches an
        interrupted build takes over the vectors alone.
        """
        at = [n for n, each in enumerate(self._documents[self._done :], self._done)
              if isinstance(each, Document)]  # fmt: skip
        self._done, self._waiting = len(self._documents), 0
        if not at:
            return
        owners = [self._owners[n] for n in at]
        cut = self._cut | ({owners[-1]} if is_cut else set())
        self._cut = {owners[-1]} if is_cut else set()
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
        documents = [each for n in at if isinstance(each := self._documents[n], Document)]
        bundle = Bundle(documents, own, shared)
        self._has_batches = True
        self._handed.append((at, bundle, self._manifest(entries, (), [])))
        if self._cluster:
            self._cluster.give(bundle, self._encoder)
        while len(self._handed) > (self._cluster.most if self._cluster else 0):
            self._keep_batch()

    def _keep_batch(self) -> None:
        """Keep the oldest batch that was handed on, and let go of its documents."""
        at, bundle, manifest = self._handed.popleft()
        made = (
            self._cluster.take()
            if self._cluster
            else self._maker.batch(bundle, self._tell, self._stock)
        )
        if made is None:  # documents without words; a file may go on behind them
            return
        self._batches.add(made, manifest)
        before = self._stock.passages if self._stock else None
        for number, document in enumerate(at, len(before.documents) if before else 0):
            self._documents[document] = KeptDocument(number, str)
        self._stock = self._all_held()
        if self._cluster and self._stock:
            made_there = len(self._stock.passages) - (len(before) if before else 0)
            self._tell(made_there, made_there)

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

    def _tell(self, done: int, wanted: int) -> None:
        """Tell how many passages are encoded, of as many as there seem to be."""
        if self._progress:
            known = self._encoded + wanted
            seeming = known * len(self._found.files) // max(len(self._files), 1)
            self._progress("Indexing passages", self._encoded + done, seeming)
        if done == wanted:
            self._encoded += wanted
