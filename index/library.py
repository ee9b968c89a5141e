"""Library: documents and the index in which they are searched, the one noun that callers hold."""

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from index.documents import IndexedDocument
from index.errors import IndexDamagedError, IndexForeignError
from index.files.glob_patterns import Filters
from index.files.location import default_sources
from index.model.loading import Encoders, Load
from index.model.models import full_name
from index.passages.splitting import Passage
from index.progress import Progress, Say, ignore
from index.search.restriction import EVERYTHING, Restriction
from index.search.retriever import Ranking, Retriever
from index.search.selection import Selection
from index.sources.scanning import Scan, Skipped
from index.storage.catalogue import Catalogue
from index.storage.description import Description
from index.storage.manifest import Manifest
from index.storage.store import Index, Store, default_directory
from index.upkeep.comparison import check_sources, source_names
from index.upkeep.freshness import Freshness
from index.upkeep.notices import FolderNotices
from index.upkeep.reading import Texts, read_texts
from index.upkeep.refreshing import refresh
from index.upkeep.state import FileChanges, State, changes

__all__ = ["Description", "FileChanges", "Library", "Scan", "Selection", "Skipped", "State"]


class Library:
    """Documents and their index, as it was when it was first looked at.

    ``Library.open([folder]).refresh().search("Who?")`` ranks passages. Opening reads nothing:
    the index is read when something is asked of it, and its model when something is searched,
    each once. Nothing but ``refresh`` writes, and that returns another library; so one library
    serves many conversations and threads.

    What is asked of an index raises IndexDamagedError where it is missing or not what was
    written, and IndexForeignError where it is of another format.
    """

    def __init__(
        self, store: Store, named: tuple[Path, ...], encoders: Encoders, index: Index | None = None
    ) -> None:
        self._store = store
        self._named = named
        self._encoders = encoders
        self._read = index
        self._manifest_read = index.manifest if index else None
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        sources: Sequence[Path] = (),
        directory: Path | None = None,
        *,
        load: Load | None = None,
        say: Say = ignore,
    ) -> Self:
        """Return the library of some sources; nothing is read yet, and nothing built.

        Args:
            sources: Files and folders; by default those that the index records, or the article
                in ``seeds/``.
            directory: The folder of the index; by default one in the user's cache.
            load: What loads a model; by default ``Encoder.load``.
            say: Is told, in one line, what takes longer than it should.
        """
        if directory is None:
            sources = tuple(sources) or default_sources()
            directory = default_directory(sources)
        return cls(Store(directory), tuple(sources), Encoders(load, say))

    def exists(self) -> bool:
        """Whether there is an index, whole or not."""
        return self._store.exists()

    def check_sources(self) -> None:
        """Refuse an index that is one of other sources.

        Raises:
            IndexForeignError: It is; the message names both.
        """
        check_sources(self._manifest, self._paths, self.directory)

    def refresh(
        self,
        *,
        model: str | None = None,
        filters: Filters | None = None,
        frozen: bool = False,
        rebuild: bool = False,
        progress: Progress | None = None,
        say: Say = ignore,
    ) -> Self:
        """Return the library with an index of its sources as they are now; builds what is missing.

        Args:
            model: Build with this model; by default the index's own, or the default one.
            filters: Which files to read from now on; by default what the index records.
            frozen: Refuse instead of building.
            rebuild: Look through every byte, and replace an index that is damaged, or of other
                sources, another format or another form of its model.
            progress: Is told how far the build is.
            say: Is told, in one line, that the index is built or refreshed.

        Raises:
            IndexForeignError: The index is one of other sources, and not to be rebuilt.
            IndexStaleError: The index is missing or not current, and ``frozen``.
            QuothError: A source, the index or the model cannot be used.
        """
        if self.exists() and not rebuild:
            self.check_sources()
        index = refresh(
            self._store,
            self._paths,
            self._encoders.named,
            manifest=self._manifest_read,
            model=full_name(model) if model else None,
            filters=filters,
            frozen=frozen,
            rebuild=rebuild,
            progress=progress,
            say=say,
        )
        return type(self)(
            self._store, tuple(map(Path, index.manifest.sources)), self._encoders, index
        )

    def state(self, *, thorough: bool = False) -> State:
        """Return how the index stands beside what its sources hold now.

        Args:
            thorough: Look through every byte of the index, and of each file.

        Raises:
            SourceError: A source is missing, or holds nothing to read.
            IndexForeignError: The index is one of other sources.
        """
        index = self._index
        if thorough:
            index.contents.prove()
        self.check_sources()
        return State.of(index.manifest, self._paths, is_thorough=thorough)

    def changes(self) -> FileChanges:
        """Return which files differ by now from what was indexed; costs a look at each."""
        return changes(self._manifest)

    def notices(self) -> FolderNotices:
        """Return what waits for changes in the sources; it follows one state after another."""
        return FolderNotices()

    def texts_now(self) -> Texts:
        """Read the documents as they are now; a file that the index knows is not converted again.

        An index that is not whole is not used.

        Raises:
            SourceError: A source cannot be read, or two documents have one id.
        """
        return read_texts(self._paths, self._whole_index())

    def prepare(self) -> None:
        """Load the model, so that the first search does not wait for it.

        Raises:
            ModelError: The model is not here, or is not what it should be.
            IndexForeignError: It is not the one that the index was built with.
        """
        _ = self._retriever

    def search(
        self, question: str, carried: Sequence[str] = (), within: Restriction = EVERYTHING
    ) -> Ranking:
        """Return the passages within a restriction, ranked for a question, which is not blank.

        Args:
            question: What is searched.
            carried: Words from earlier in a conversation, which count less than the question's.
            within: Where to search.

        Raises:
            InputError: No passage is within it.
        """
        with self._lock:
            return self._retriever.rank(question, carried, within)

    def select(self, within: Restriction) -> Selection:
        """Return the passages that a restriction leaves; InputError where it leaves none."""
        return self._retriever.select(within)

    def mentions(self, word: str, within: Restriction = EVERYTHING) -> bool:
        """Whether a passage within a restriction holds a word, one that it is a part of, or a root.

        Raises:
            InputError: No passage is within it.
        """
        return self._index.contents.lexical.mentions(word, self.select(within).mask)

    @property
    def documents(self) -> Mapping[str, IndexedDocument]:
        """The documents by their ids, in order."""
        return self._catalogue

    def text(self, document: str) -> str:
        """Return the indexed text of a document by its id.

        Raises:
            KeyError: There is no such document.
        """
        return self._index.contents.passages.text(self._catalogue.number(document))

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages of all documents, in order."""
        return self._index.contents.passages

    def is_intact(self, document: str) -> bool:
        """Whether a document, by its id, is in its file still as it was indexed.

        Raises:
            KeyError: There is no such document.
        """
        entries = self._index.contents.passages.documents
        return self._freshness.is_intact(entries[self._catalogue.number(document)])

    @property
    def directory(self) -> Path:
        """The folder of the index."""
        return self._store.directory

    @property
    def sources(self) -> tuple[str, ...]:
        """The files and folders that are indexed, as absolute paths."""
        return source_names(self._paths)

    @property
    def model(self) -> str:
        """The name of the index's embedding model."""
        return self._manifest.model.name

    def has_model(self, name: str) -> bool:
        """Whether a name or path is that of the model."""
        return self.model == full_name(name)

    @cached_property
    def description(self) -> Description:
        """What the index is made of."""
        index, table = self._index, self._index.contents.passages
        return Description.of(index.manifest, len(table.documents), len(table), index.size)

    @cached_property
    def _paths(self) -> tuple[Path, ...]:
        """The sources as they were named."""
        if self._named:
            return self._named
        return tuple(map(Path, self._manifest.sources)) if self.exists() else default_sources()

    @property
    def _manifest(self) -> Manifest:
        if self._manifest_read is None:
            self._manifest_read = self._store.manifest()
        return self._manifest_read

    @property
    def _index(self) -> Index:
        if self._read is None:
            self._read = self._store.load(self._manifest)
            self._manifest_read = self._read.manifest
        return self._read

    def _whole_index(self) -> Index | None:
        try:
            self._index.contents.passages.prove()
        except (IndexDamagedError, IndexForeignError):
            return None
        return self._index

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(self._index.contents.passages.documents, self._index.manifest.files)

    @cached_property
    def _freshness(self) -> Freshness:
        return Freshness(self._index.manifest.files)

    @cached_property
    def _retriever(self) -> Retriever:
        contents = self._index.contents
        encoder = self._encoders.identified(self._manifest.model)
        return Retriever(contents, encoder.projecting(contents.projection))
