"""Library: documents and the index in which they are searched, the one noun that callers hold."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from index.documents import IndexedDocument
from index.errors import IndexUnwritableError, QuothError, Remedy
from index.files.glob_patterns import Filters
from index.files.location import StoreUrl, default_sources
from index.following import ToldWord
from index.following.carrier import Carrier
from index.model.loading import Encoders, Load
from index.model.models import full_name
from index.passages.passage import Passage
from index.place import Selection
from index.progress import Progress, Say, ignore
from index.reading.loading import load_reader
from index.reading.reader import PassageReader
from index.search.candidates import best_by_words
from index.search.ranking import Ranking
from index.search.restriction import EVERYTHING, Restriction
from index.search.retriever import Retriever
from index.search.selection import select
from index.search.wording import Wording, is_mentioned
from index.sources.files import Collection, read_collection
from index.sources.scanning import Scan, Skipped
from index.storage.description import Description
from index.storage.kept import Keeper
from index.storage.snapshot import Snapshot
from index.storage.store import default_directory
from index.upkeep.intactness import Freshness
from index.upkeep.keepers import cluster_at, keeper_of
from index.upkeep.notices import FolderNotices
from index.upkeep.reading import Texts, read_texts
from index.upkeep.refreshing import refresh
from index.upkeep.staleness import check_sources, source_names
from index.upkeep.state import FileChanges, State, changes

__all__ = ["Description", "FileChanges", "Library", "Ranking", "Scan", "Selection", "Skipped"]


class Library:
    """Documents and their index, as it was when it was first looked at.

    ``Library.open([folder]).ready().search("Who?")`` ranks passages. Opening reads nothing: the
    index is read when something is asked of it, its model when something is searched, each once.
    Only ``refresh`` writes, and returns another library; so one serves many threads. ``stamp()``
    changes with every build. What is asked of an index raises IndexDamagedError where it is missing
    or not what was written, and IndexForeignError where it is of another format.
    """

    def __init__(self, store: Keeper, named: Sequence[Path], encoders: Encoders) -> None:
        self.directory = store.directory
        self.stamp, self.generation_now = store.stamp, store.generation
        self.reader: PassageReader | None = None
        self._store, self._named, self._encoders = store, named, encoders
        self._carrier: Carrier | None = None
        self._snapshot = Snapshot(store)
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        sources: Sequence[Path] = (),
        directory: Path | StoreUrl | None = None,
        *,
        load: Load | None = None,
        say: Say = ignore,
    ) -> Self:
        """Return the library of some sources; nothing is read yet, and nothing built.

        Args:
            sources: Files and folders; by default those that the index records, or ``seeds/``.
            directory: The folder of the index, or a store; by default a folder in the user's cache.
            load: What loads a model; by default ``Encoder.load``.
            say: Is told, in one line, what takes longer than it should.
        """
        sources = sources if directory or sources else default_sources()
        directory = directory or default_directory(sources)
        return cls(keeper_of(directory), tuple(sources), Encoders(load, say))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The files and folders that it is of, as absolute paths."""
        return source_names(self._paths)

    @property
    def model(self) -> str:
        """The name of the index's embedding model."""
        return self._snapshot.manifest.model.name

    @property
    def description(self) -> Description:
        """What the index is made of."""
        return self._snapshot.description

    def exists(self) -> bool:
        """Whether there is an index, whole or not."""
        return self._store.exists()

    def has_model(self, name: str) -> bool:
        """Whether a name or path is that of the index's embedding model."""
        return self.model == full_name(name)

    def check_sources(self) -> None:
        """Raise IndexForeignError where the index is one of other sources."""
        check_sources(self._snapshot.manifest, self._paths, self.directory)

    def ready(
        self,
        *,
        model: str | None = None,
        frozen: bool = False,
        searching: bool = True,
        progress: Progress | None = None,
        say: Say = ignore,
    ) -> Self:
        """Return the library current and, if it is for ``searching``, with its model loaded.

        Unlike ``refresh`` it lets an index keep its model, takes one that cannot be written as it
        was, and says what was not read. QuothError where sources, index or model cannot be used.
        """
        if self.exists():
            self.check_sources()
            if model and not self.has_model(model):
                say(QuothError(f"the index keeps its model {self.model}", Remedy.CHANGE_MODEL))
            model = None
        try:
            library = self.refresh(model=model, frozen=frozen, progress=progress, say=say)
        except IndexUnwritableError as error:
            if not self.exists():
                raise
            say(error.meanwhile())
            library = self
        for message in library.description.unread():
            say(message)
        if searching:
            library.load_model()
        return library

    def load_model(self) -> None:
        """Load the index's model, as the first search would; ModelError where there is none."""
        _ = self._retriever

    def refresh(
        self,
        *,
        model: str | None = None,
        filters: Filters | None = None,
        frozen: bool = False,
        rebuild: bool = False,
        cluster: str | None = None,
        progress: Progress | None = None,
        say: Say = ignore,
    ) -> Self:
        """Return the library with an index of its sources as they are now; builds what is missing.

        QuothError where a source, the index, the model or the cluster cannot be used.

        Args:
            model: Build with this model; by default the index's own, or the default one.
            filters: Which files to read from now on; by default what the index records.
            frozen: Refuse instead of building, by IndexStaleError.
            rebuild: Prove every byte, and replace an index that is damaged, or of others.
            cluster: The address of a Ray cluster that makes what is new, where that is much.
            progress: Is told how far the build is.
            say: Is told, in one line, that the index is built or refreshed.
        """
        if self.exists() and not rebuild:
            self.check_sources()
        index = refresh(
            self._store,
            self._paths,
            self._encoders.named,
            manifest=self._snapshot.known_manifest,
            model=full_name(model) if model else None,
            filters=filters,
            frozen=frozen,
            rebuild=rebuild,
            cluster=cluster_at(cluster, self._encoders.load),
            progress=progress,
            say=say,
        )
        return self._with(Snapshot(self._store, index), self.reader, self._carrier)

    def reading_with(self, name: str, say: Say = ignore) -> Self:
        """Return the library with a reader of its first passages; ModelError where there is none."""
        return self._with(self._snapshot, load_reader(name, say), self._carrier)

    def following(self, say: Say = ignore) -> Self:
        """Return the library with a carrier of words; ModelError where its weights are no good."""
        return self._with(self._snapshot, self.reader, Carrier(say))

    def state(self, *, thorough: bool = False) -> State:
        """Return how it stands beside its sources, ``thorough`` of each byte; QuothError as ``ready``."""
        contents = self._snapshot.contents
        if thorough:
            contents.prove()
        self.check_sources()
        return State.of(self._snapshot.manifest, self._paths, is_thorough=thorough)

    def changes(self) -> FileChanges:
        """Return which files differ by now from what was indexed; costs a look at each."""
        return changes(self._snapshot.manifest)

    def notices(self) -> FolderNotices:
        """Return what waits for changes in the sources."""
        return FolderNotices()

    def search(
        self,
        question: str,
        carried: Sequence[ToldWord] = (),
        within: Restriction = EVERYTHING,
        answers: Sequence[str] = (),
        among: Sequence[int] = (),
    ) -> Ranking:
        """Return the passages within a restriction, ranked; see ``Retriever.rank``."""
        with self._lock:
            return self._retriever.rank(question, carried, within, answers, among)

    def told(self, question: str, texts: Sequence[str]) -> list[list[ToldWord]]:
        """Return the words that a question may need, of each text, the latest first."""
        return self._carrier.read(question, texts) if self._carrier else [[] for _ in texts]

    def select(self, within: Restriction) -> Selection:
        """Return the passages that a restriction leaves; InputError where it leaves none."""
        return self._retriever.select(within)

    def passages_within(self, within: Restriction) -> Iterator[Passage]:
        """Give the passages that a restriction leaves, also copies; no model; InputError for none."""
        contents = self._snapshot.contents
        return map(contents.passage, select(contents, within).chosen.tolist())

    def mentions(self, word: str, within: Restriction = EVERYTHING) -> bool:
        """Whether a passage within a restriction holds a word, one that it is part of, or a root."""
        return is_mentioned(word, self._snapshot.contents, self.select(within))

    def language(self, question: str) -> str:
        """Return the code of the language of a question: English, or one of the documents'."""
        return Wording.of(question, self._snapshot.contents).language

    @property
    def documents(self) -> Mapping[str, IndexedDocument]:
        """The documents by their ids, in order."""
        return self._snapshot.documents

    def text(self, document: str) -> str:
        """Return the indexed text of a document by its id; KeyError where there is none."""
        return self._snapshot.contents.passages.text(self._snapshot.documents.number(document))

    def best_by_words(self, text: str, most: int) -> list[Passage]:
        """Return the passages that share the most telling words with a text; needs no model."""
        return best_by_words(self._snapshot.contents, text, most)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document by its id, in order; KeyError for no id."""
        table = self._snapshot.contents.passages
        entry = table.documents[self._snapshot.documents.number(document)]
        return tuple(map(table.__getitem__, range(entry.first, entry.last)))

    def is_intact(self, document: str) -> bool:
        """Whether a document, by its id, is in its file as it was indexed; KeyError for no id."""
        entries = self._snapshot.contents.passages.documents
        return self._freshness.is_intact(entries[self._snapshot.documents.number(document)])

    def texts_now(self) -> Texts:
        """Read the documents as they are now, converting none that a whole index knows; or SourceError."""
        return read_texts(self._paths, self._snapshot.with_proven_texts())

    def documents_now(self) -> Collection:
        """Read the documents as they are now, without an index; raises as ``texts_now``."""
        return read_collection(self._paths)

    def _with(
        self, snapshot: Snapshot, reader: PassageReader | None, carrier: Carrier | None
    ) -> Self:
        library = type(self)(self._store, tuple(map(Path, self.sources)), self._encoders)
        library._snapshot, library.reader, library._carrier = snapshot, reader, carrier  # noqa: SLF001
        return library

    @cached_property
    def _paths(self) -> Sequence[Path]:
        """The sources as they were named."""
        if self._named or not self.exists():
            return self._named or default_sources()
        return tuple(map(Path, self._snapshot.manifest.sources))

    @cached_property
    def _freshness(self) -> Freshness:
        return Freshness(self._snapshot.manifest.files)

    @cached_property
    def _retriever(self) -> Retriever:
        contents = self._snapshot.contents.prepared()
        encoder = self._encoders.identified(self._snapshot.manifest.model)
        return Retriever(contents, encoder.projecting(contents.projection), self.reader)
