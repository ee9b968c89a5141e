"""Builds an index of sources, or refreshes one: only what changed is encoded again.

An index depends on its sources and settings alone, never on the order of its history.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.blocks import StoredRows
from index.bundled_model import DEFAULT_MODEL
from index.contents import Contents
from index.dense import DenseIndex
from index.documents import Document, file_sha256
from index.encoding import Encoder, Encoding
from index.errors import IndexDamagedError, IndexForeignError, IndexStaleError, SourceError
from index.glob_patterns import EVERYTHING, Filters
from index.late_interaction import TokenVectors
from index.lexical import LexicalIndex, searchable
from index.manifest import FileEntry, Manifest, PassageSettings, fingerprint
from index.passage_table import PassageTable
from index.passages import Passage, split
from index.readers import FileContents
from index.scanning import Scan, SourceFile, scan
from index.sources import final_ids, read_files
from index.staleness import converter_of, is_unchanged, source_names
from index.store import Index, Store

_Key = tuple[str, tuple[tuple[int, int], ...]]
"""A passage's text and the places of its sentences in it: all that its encoding depends on."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def refresh(  # noqa: PLR0913 - the front door to building
    store: Store,
    sources: Sequence[Path],
    load_encoder: Callable[[str], Encoder],
    *,
    filters: Filters | None = None,
    model: str | None = None,
    frozen: bool = False,
    rebuild: bool = False,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Index:
    """Return the index of ``sources`` as they are now, building what is missing.

    Args:
        store: Where the index lives.
        sources: Files and folders.
        load_encoder: Returns the encoder of a model by name.
        filters: Which files to read from now on; by default what the index records.
        model: Build with this model; by default the index's own, or the default one.
        frozen: Refuse instead of building.
        rebuild: Replace an index that is damaged, foreign, or of a model that is another by now.
        progress: Is told about passages that are being encoded.
        say: Is told, in one line, that the index is built or refreshed.

    Raises:
        IndexStaleError: The index is missing or not current, and ``frozen``.
        QuothError: A source, the index or the model cannot be used.
    """

    def is_up_to_date(index: Index, found: Scan) -> bool:
        is_foreign = rebuild and _is_of_another_model(index, load_encoder)
        return not is_foreign and is_unchanged(index.manifest, found, model, thorough=rebuild)

    old, found = _look(store, sources, filters, rebuild=rebuild)
    if old and is_up_to_date(old, found):
        if rebuild:
            store.tidy()
        return old
    if frozen:
        raise _not_allowed(store, old)
    with store.writing():
        # another builder may have been here first
        old, found = _look(store, sources, filters, rebuild=rebuild)
        if old and is_up_to_date(old, found):
            return old
        say(f"{'refreshing' if old else 'building'} the index of {', '.join(map(str, sources))}")
        encoder = load_encoder(model or (old.manifest.model.name if old else DEFAULT_MODEL))
        return _Build(found, old, encoder, progress).commit(store)


def _look(
    store: Store, sources: Sequence[Path], filters: Filters | None, *, rebuild: bool
) -> tuple[Index | None, Scan]:
    """Return the index as it is, and what its sources hold by the filters that are in force."""
    index = _load(store, rebuild=rebuild)
    recorded = index.manifest.filters if index else _recorded(store)
    return index, scan(sources, filters or recorded)


def _is_of_another_model(index: Index, load_encoder: Callable[[str], Encoder]) -> bool:
    """Whether the model of that name is another one by now."""
    built_with = index.manifest.model
    return load_encoder(built_with.name).identity != built_with


def _not_allowed(store: Store, old: Index | None) -> IndexStaleError:
    state = "does not match its sources" if old else "does not exist"
    return IndexStaleError(f"{store.directory}: the index {state}; run: quoth index")


def _load(store: Store, *, rebuild: bool) -> Index | None:
    if not store.exists():
        return None
    try:
        return store.check() if rebuild else store.load()
    except (IndexDamagedError, IndexForeignError):
        if not rebuild:
            raise
        return None


def _recorded(store: Store) -> Filters:
    """Return the filters of an index that is not whole, where its manifest is."""
    try:
        return store.manifest().filters if store.exists() else EVERYTHING
    except (IndexDamagedError, IndexForeignError):
        return EVERYTHING


@dataclass
class _Build:
    """One build: gathers documents, passages and vectors file by file."""

    found: Scan
    old: Index | None
    encoder: Encoder
    progress: Progress | None
    files: list[FileEntry] = field(default_factory=list)
    problems: list[str] = field(init=False)
    documents: list[tuple[Document, int]] = field(default_factory=list)
    passages: list[list[Passage]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems = list(self.found.problems)
        if self.old and self.old.manifest.model == self.encoder.identity:
            self.encoder = self.encoder.projecting(self.old.contents.projection)

    def commit(self, store: Store) -> Index:
        """Read, split and encode everything, and make it the index."""
        counter = self.encoder.counter()
        for file, read in self._read():
            self.files.append(_entry(file, read))
            for document in read.documents if read else ():
                self.documents.append((document, len(self.files) - 1))
                self.passages.append(split(document, counter))
        contents = self._contents()
        settings = PassageSettings()
        identity = self.encoder.identity
        manifest = Manifest(
            model=identity,
            passages=settings,
            sources=source_names(self.found.sources),
            files=tuple(self.files),
            skipped=self.found.skipped,
            problems=tuple(self.problems),
            fingerprint=fingerprint(
                identity, settings, contents.passages.documents, self._converters()
            ),
            filters=self.found.filters,
        )
        return store.commit(contents, manifest)

    def _read(self) -> Iterator[tuple[SourceFile, FileContents | None]]:
        files = self.found.files
        with closing(read_files(files, self.found.sources, self.problems)) as read:
            for done, (file, contents) in enumerate(zip(files, read, strict=True), 1):
                if self.progress:
                    self.progress("Reading documents", done, len(files))
                yield file, contents

    def _converters(self) -> list[str]:
        return sorted({file.converter for file in self.files} - {""})

    def _contents(self) -> Contents:
        owned = [(self.files[file].source, document.id) for document, file in self.documents]
        ids = final_ids(self.found.sources, owned)
        table = PassageTable.build(
            [
                (replace(document, id=final), document.id, file)
                for (document, file), final in zip(self.documents, ids, strict=True)
            ],
            self.passages,
        )
        if not len(table):
            names = ", ".join(map(str, self.found.sources))
            raise SourceError(f"{names}: holds nothing readable; {'; '.join(self.problems)}")
        encodings = self._encode(table)
        return Contents(
            passages=table,
            dense=DenseIndex.build(np.stack([encoding.passage for encoding in encodings])),
            sentence_codes=StoredRows(
                np.concatenate([encoding.sentences for encoding in encodings])
            ),
            tokens=_token_vectors(encodings),
            projection=self.encoder.projection,
            lexical=LexicalIndex.build(
                searchable(passage, table.text(number))
                for passage, number in zip(table, table.rows[:, 0].tolist(), strict=True)
            ),
        )

    def _encode(self, table: PassageTable) -> list[Encoding]:
        """Encode what the old index does not hold, on all cores: each text is one alone."""
        known = self._known()
        keys = [_encoding_key(passage) for passage in table]
        new = list(dict.fromkeys(key for key in keys if key not in known))
        pool = ThreadPoolExecutor(os.cpu_count())
        try:
            encoded = pool.map(lambda key: self.encoder.encode_passage(*key), new)
            for done, (key, encoding) in enumerate(zip(new, encoded, strict=True)):
                if self.progress:
                    self.progress("Indexing passages", done, len(new))
                known[key] = encoding
        finally:  # an interrupted build does not wait for what it had yet to encode
            pool.shutdown(cancel_futures=True)
        if self.progress:
            self.progress("Indexing passages", len(new), len(new))
        return [known[key] for key in keys]

    def _known(self) -> "dict[_Key, Encoding]":
        """Return the encodings that the old index holds, by what was encoded."""
        if not self.old or self.old.manifest.model != self.encoder.identity:
            return {}
        contents = self.old.contents
        vectors = contents.dense.vectors()
        table, tokens = contents.passages, contents.tokens
        known: dict[_Key, Encoding] = {}
        for row, passage in enumerate(table):
            held = tokens.of(row)
            known[_encoding_key(passage)] = Encoding(
                vectors[row],
                contents.sentence_codes[table.sentence_rows(row)],
                tokens.codes[held],
                tokens.sentences[held],
            )
        return known


def _entry(file: SourceFile, contents: FileContents | None) -> FileEntry:
    path = os.path.abspath(file.path)  # noqa: PTH100
    sha256 = contents.sha256 if contents else file_sha256(file.path)
    return FileEntry(
        path, file.source, file.name, file.size, file.mtime_ns, sha256, converter_of(file)
    )


def _token_vectors(encodings: Sequence[Encoding]) -> TokenVectors:
    return TokenVectors(
        StoredRows(np.concatenate([encoding.tokens for encoding in encodings])),
        StoredRows(np.concatenate([encoding.token_sentences for encoding in encodings])),
        np.cumsum([0, *(len(encoding.tokens) for encoding in encodings)], dtype=np.int64),
    )


def _encoding_key(passage: Passage) -> _Key:
    at = passage.start
    return passage.text, tuple((start - at, end - at) for start, end in passage.sentences)
