"""Assistant: the only place where a question becomes an answer."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Self

from assistant.answering import Answer, CitedDocument, quote
from assistant.citations.original import Original
from assistant.confidence import THRESHOLD, confidence
from assistant.console.messages import ignore
from assistant.conversation import History, Query, Turn
from assistant.questions import checked
from assistant.understanding.names import names
from assistant.understanding.rewriting import rewrite
from index.errors import IndexUnwritableError, Message, QuothError, Remedy
from index.files.location import default_sources
from index.language import words
from index.model.encoding import Encoder
from index.model.models import full_name
from index.search.restriction import EVERYTHING, Restriction
from index.search.retriever import Ranking, Retriever
from index.search.selection import Selection
from index.storage.passage_table import Heading
from index.storage.store import Index, Store, default_directory
from index.upkeep.changes import FileChanges, changes
from index.upkeep.comparison import check_sources
from index.upkeep.freshness import Freshness
from index.upkeep.reading import Progress
from index.upkeep.refreshing import refresh

_REMEMBERED = 50
"""Latest answers that a follow-up does not ask for again."""

Warn = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What there is to know of a document without its text; ``pages`` is 0 where it has none."""

    id: str
    title: str
    sha256: str
    path: Path
    passages: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question, what was searched for it, and all passages that it was asked of, ranked."""

    question: str
    query: Query
    ranking: Ranking
    within: Restriction = EVERYTHING


class Assistant:
    """Answers questions about documents by quoting them.

    ``ask`` is ``retrieve`` and ``compose`` in a row. Both leave the assistant as it was, so one
    assistant serves many conversations and threads.
    """

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._table = index.contents.passages
        self._retriever = Retriever(index.contents, encoder)
        self._freshness = Freshness(index.manifest.files)
        self._numbers = {name: n for n, name in enumerate(self._table.documents.ids)}
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        sources: Sequence[Path] = (),
        index: Path | None = None,
        *,
        model: str | None = None,
        frozen: bool = False,
        progress: Progress | None = None,
        warn: Warn | None = None,
    ) -> Self:
        """Open an assistant on documents; builds or refreshes their index where needed.

        Args:
            sources: Files and folders; by default those that the index records, or the article
                in ``seeds/``.
            index: The folder of the index; by default one in the user's cache.
            model: The embedding model to build with; an index that exists keeps its own.
            frozen: Refuse to build or refresh.
            progress: Is told how far a build is.
            warn: Is told, in one line each, what was passed over or cannot be.

        Raises:
            QuothError: A source, the index or the model cannot be used.
        """
        say = warn or ignore
        load = lru_cache(maxsize=1)(lambda name: Encoder.load(name, say=say))
        model = full_name(model) if model else None
        found = locate(sources, index)
        if found.store.exists():
            manifest = found.store.manifest()
            check_sources(manifest, found.sources, found.store.directory)
            if model not in {None, manifest.model.name} and warn:
                kept = f"the index keeps its model {manifest.model.name}"
                warn(QuothError(kept, Remedy.CHANGE_MODEL))
            model = manifest.model.name
        current = _refreshed(found, load, model=model, frozen=frozen, progress=progress, say=say)
        if warn:
            for problem in current.manifest.problems:
                warn(problem)
        identity = current.manifest.model
        was_loaded = load.cache_info().currsize
        encoder = load(identity.name) if was_loaded else None
        if encoder is None or encoder.identity != identity:
            encoder = Encoder.load(identity.name, wanted=identity, say=say)
        return cls(current, encoder.projecting(current.contents.projection))

    @property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents, in order."""
        files = self._index.manifest.files
        return tuple(
            DocumentInfo(
                entry.id,
                entry.title,
                entry.sha256,
                Path(files[entry.file].path),
                entry.last - entry.first,
                len(entry.pages),
            )
            for entry in self._table.documents
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The files and folders that were indexed, as absolute paths."""
        return self._index.manifest.sources

    @property
    def fingerprint(self) -> str:
        """The hash of what answers depend on: contents and settings."""
        return self._index.manifest.fingerprint

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._index.manifest.model.name

    def changes(self) -> FileChanges:
        """Return which files differ by now from what was indexed; costs a look at each."""
        return changes(self._index.manifest)

    def text(self, document: str) -> str:
        """Return the indexed text of a document by its id.

        Raises:
            KeyError: There is no such document.
        """
        return self._table.text(self._numbers[document])

    def outline(self, document: str) -> tuple[Heading, ...]:
        """Return the headings of a document by its id.

        Raises:
            KeyError: There is no such document.
        """
        return self._table.documents[self._numbers[document]].headings

    def original(self, document: str) -> Original:
        """Return the file of a document, by its id, and how places of it are named there.

        Raises:
            KeyError: There is no such document.
        """
        entry = self._table.documents[self._numbers[document]]
        path = Path(self._index.manifest.files[entry.file].path)
        text = self.text(document)
        return Original(entry.id, text, path, entry.own_id, entry.origin, entry.pages)

    def select(self, within: Restriction) -> Selection:
        """Return the passages that a restriction leaves; InputError where it leaves none."""
        return self._retriever.select(within)

    def retrieve(
        self,
        question: str,
        history: History = (),
        *,
        context: bool = True,
        within: Restriction = EVERYTHING,
    ) -> Retrieved:
        """Rank passages for a question, read in the light of ``history`` if ``context``.

        Raises:
            InputError: The question is blank or too long, or nothing is within the restriction.
        """
        query = rewrite(checked(question), history) if context else Query(checked(question))
        with self._lock:
            ranking = self._retriever.rank(question, query.carried, within)
            if query.carried and (said := [e.answer for e in history[-_REMEMBERED:] if e.answer]):
                ranking = ranking.after(said)
        return Retrieved(question, replace(query, corrections=ranking.corrections), ranking, within)

    def compose(self, retrieved: Retrieved, *, k: int = 5) -> Turn:
        """Quote the first ``k`` passages, each cited, and judge whether the first one answers."""
        passages = tuple(
            quote(scored, rank, self._cited(scored.passage.document), self._cited)
            for rank, scored in enumerate(retrieved.ranking[:k], 1)
        )
        probability = confidence(retrieved.question, retrieved.ranking[0])
        unmentioned = self._unmentioned(retrieved)
        answer = Answer(probability >= THRESHOLD, probability, passages, unmentioned)
        return Turn(retrieved.question, retrieved.query, answer, retrieved.within)

    def ask(
        self,
        question: str,
        history: History = (),
        *,
        k: int = 5,
        context: bool = True,
        within: Restriction = EVERYTHING,
    ) -> Turn:
        """Return the answer to a question as a turn; see ``retrieve`` and ``compose``."""
        return self.compose(self.retrieve(question, history, context=context, within=within), k=k)

    def _unmentioned(self, retrieved: Retrieved) -> tuple[str, ...]:
        """Return the names and numbers in a question that nothing it is asked of holds, once."""
        mask = self.select(retrieved.within).mask
        mentions = partial(self._index.contents.lexical.mentions, among=mask)
        read = {correction.typed for correction in retrieved.query.corrections}
        asked = [name.word for name in names(retrieved.question) if name.is_sure]
        asked += [word for word in words(retrieved.question) if word[0].isdigit()]
        return tuple(w for w in dict.fromkeys(asked) if w not in read and not mentions(w))

    def _cited(self, document: str) -> CitedDocument:
        number = self._numbers[document]
        entry = self._table.documents[number]
        intact = self._freshness.is_intact(entry)
        return CitedDocument(self._table.text(number), entry.sha256, intact, entry.origin)


@dataclass(frozen=True, slots=True)
class Located:
    """An index directory and the sources that it is, or will be, an index of."""

    store: Store
    sources: tuple[Path, ...]


def _refreshed(
    found: Located,
    load: Callable[[str], Encoder],
    *,
    model: str | None,
    frozen: bool,
    progress: Progress | None,
    say: Warn,
) -> Index:
    """Return the index as its sources are now, or as it was where it cannot be written."""
    try:
        return refresh(
            found.store, found.sources, load, model=model, frozen=frozen, progress=progress, say=say
        )
    except IndexUnwritableError as error:
        if not found.store.exists():
            raise
        say(IndexUnwritableError(str(error), Remedy.FREE_SPACE_MEANWHILE))
        return found.store.load()


def locate(sources: Sequence[Path], index: Path | None) -> Located:
    """Return where the index of these sources lives, by what is given of both.

    Raises:
        QuothError: The index that is named cannot be read.
    """
    if index is None:
        found = tuple(sources) or default_sources()
        return Located(Store(default_directory(found)), found)
    store = Store(index)
    if not sources and store.exists():
        return Located(store, tuple(map(Path, store.manifest().sources)))
    return Located(store, tuple(sources) or default_sources())
