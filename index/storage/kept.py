"""Kept: what building and asking expect of an index, wherever it is kept."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

import numpy as np

from index.errors import IndexDamagedError, IndexForeignError
from index.files.arrays import Rows
from index.files.disk import Kept, Parts
from index.files.location import StoreUrl
from index.passages.passage import Passage
from index.place import Mask, Place, Scored, Selection, WeightedTerms
from index.signals.bm25 import Lexicon
from index.storage.document_entries import DocumentEntry
from index.storage.manifest import Manifest
from index.vectors import Vectors

if TYPE_CHECKING:
    from index.storage.store import Index  # which stands on this


class KeptDocuments(Protocol):
    """The documents of an index, in order."""

    @property
    def ids(self) -> Sequence[str]:
        """Their ids."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int) -> DocumentEntry: ...

    def of_file(self, file: int) -> range:
        """Return the numbers of the documents of a file, by its number in the manifest."""


class KeptPassages(Protocol):
    """The passages of an index and what they are passages of."""

    @property
    def documents(self) -> KeptDocuments:
        """The documents."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int) -> Passage: ...

    @property
    def sections(self) -> Sequence[tuple[str, ...]]:
        """The paths of headings that they lie under, each once."""

    def choose(self, documents: Mask | None, sections: Mask | None) -> Selection:
        """Return those of some documents that lie under some sections; see ``Place``."""

    def copies(self, row: int) -> Sequence[int]:
        """Return the other passages that have the same text."""

    def text(self, number: int) -> str:
        """Return the text of a document, by its number."""

    def prove(self) -> None:
        """Check every byte of documents and their texts.

        Raises:
            IndexDamagedError: One is not what was written.
        """


class PassagesAndWords(ABC):
    """What a place answers alike from its passages and its words, however these are kept."""

    passages: KeptPassages
    lexical: Lexicon

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.passages)

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the documents, in order."""
        return self.passages.documents.ids

    @property
    def sections(self) -> Sequence[tuple[str, ...]]:
        """The paths of headings that passages lie under, each once."""
        return self.passages.sections

    def choose(self, documents: Mask | None = None, sections: Mask | None = None) -> Selection:
        """Return the passages of some documents that lie under some sections; see ``Place``."""
        return self.passages.choose(documents, sections)

    def passage(self, row: int) -> Passage:
        """Return a passage."""
        return self.passages[row]

    def copies(self, row: int, within: Selection) -> Sequence[int]:
        """Return the other passages that have the same text."""
        return [copy for copy in self.passages.copies(row) if copy in within]

    def best_by_words(self, terms: WeightedTerms, within: Selection, least: int) -> Scored:
        """Return all passages with a BM25 score above 0, and their scores."""
        del least
        scores = self._word_scores(tuple(terms))
        rows = np.flatnonzero((scores > 0) & within.headed)
        return Scored(rows, scores[rows])

    def word_scores(self, terms: WeightedTerms, rows: Rows) -> Vectors:
        """Return the BM25 scores of passages, (rows,)."""
        return self._word_scores(tuple(terms))[rows]

    @cached_property
    def _word_scores(self) -> Callable[[tuple[tuple[str, float], ...]], Vectors]:
        """Returns the scores of all passages; a query asks for them once more of its candidates."""
        return lru_cache(maxsize=1)(self.lexical.scores)

    def frequencies(self, terms: Iterable[str]) -> list[int]:
        """Return how many passages hold each term."""
        return [self.lexical.frequency(term) for term in terms]

    def holds(self, term: str, row: int) -> bool:
        """Whether a passage holds a term."""
        return self.lexical.holds(term, row)

    def has_word(self, word: str) -> bool:
        """Whether any passage holds a folded word of letters as it is spelled."""
        return self.lexical.has_word(word)

    def nearest_word(self, word: str, most: int) -> str | None:
        """Return the word that the fewest edits make of a folded one, at most so many."""
        return self.lexical.nearest_word(word, most)


class KeptContents(Place, Protocol):
    """Everything that an index holds, read as far as it is asked for."""

    @property
    def passages(self) -> KeptPassages:
        """Its passages and documents."""

    @property
    def projection(self) -> Vectors:
        """What makes the model's token vectors into those that are stored."""

    def prepared(self) -> Self:
        """Return it, and begin to prove what every question reads while the caller goes on."""

    def prove(self) -> None:
        """Check every byte.

        Raises:
            IndexDamagedError: One is not what was written.
        """


class KeptIndex(Protocol):
    """An index as it was when it was opened."""

    @property
    def manifest(self) -> Manifest:
        """What it is made of."""

    @property
    def contents(self) -> KeptContents:
        """What it holds."""

    @property
    def size(self) -> int:
        """How many bytes it has."""

    def whole(self) -> "Index":
        """Return it as a folder holds it, for a build to take from, for as long as one is written.

        Raises:
            IndexDamagedError: Some of it is not what was written.
        """


class Keeper(Protocol):
    """Keeps one index; see ``Store``, which keeps it in a folder."""

    @property
    def directory(self) -> Path | StoreUrl:
        """Where it is."""

    @property
    def workshop(self) -> Path:
        """The folder in which a build keeps what it has encoded until it becomes the index.

        It outlasts a build that is interrupted, and ends with the next one that is not.
        """

    def exists(self) -> bool:
        """Whether there is an index, whole or not."""

    def stamp(self) -> object:
        """Return what changes with every build; None where that cannot be told."""

    def manifest(self) -> Manifest:
        """Read the manifest; raises as ``Store.manifest``."""

    def generation(self) -> str | None:
        """Return the name of the present generation; None where there is no readable manifest."""

    def load(self, manifest: Manifest | None = None) -> KeptIndex:
        """Open the index; raises as ``Store.load``."""

    def check(self, manifest: Manifest | None = None) -> KeptIndex:
        """Open the index and read every byte; raises as ``Store.load``."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the place for one build; raises as ``Store.writing``."""

    def commit(self, files: Iterable[Mapping[str, Parts | Kept]], manifest: Manifest) -> KeptIndex:
        """Make the files of a generation the index; raises as ``Store.commit``."""

    def tidy(self) -> None:
        """Remove what killed builds left, where there is anything and it can be removed."""


_Kept_co = TypeVar("_Kept_co", bound=KeptIndex, covariant=True)


class Opener(ABC, Generic[_Kept_co]):
    """What every ``Keeper`` does alike."""

    @abstractmethod
    def manifest(self) -> Manifest:
        """Read the manifest; see ``Keeper``."""

    @abstractmethod
    def load(self, manifest: Manifest | None = None) -> _Kept_co:
        """Open the index; see ``Keeper``."""

    def generation(self) -> str | None:
        """Return the name of the present generation; None where there is no readable manifest."""
        try:
            return self.manifest().generation
        except (IndexDamagedError, IndexForeignError):
            return None

    def check(self, manifest: Manifest | None = None) -> _Kept_co:
        """Open the index and read every byte; raises as ``load``."""
        index = self.load(manifest)
        index.contents.prove()
        return index
