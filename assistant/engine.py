"""Assistant: the only place where a question becomes an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from assistant.answering import Answer, Certainty, CitedDocument, quote
from assistant.citations.original import Original
from assistant.citations.pointing import original_of
from assistant.confidence import certainty_of, confidence
from assistant.console.messages import ignore
from assistant.conversation import DialogueAct, History, Query, Turn
from assistant.questions import checked
from assistant.replying import Replying, continued
from assistant.searching import Continued, Searching
from assistant.understanding.dialogue_acts import asking, dialogue_act
from assistant.understanding.names import names
from index.documents import Heading, IndexedDocument
from index.exactness.letter import missing_figures
from index.files.location import StoreUrl
from index.language import words
from index.library import FileChanges, Library, Selection
from index.passages.passage import Passage, searchable
from index.progress import Progress, Say
from index.reading import SHIPPED_READER
from index.search.restriction import EVERYTHING, Restriction
from index.search.scored_passage import ScoredPassage

_LOOKED_AT = 5
"""First passages in which a number that is asked for may stand in another form."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question, what was searched for it, and all passages that it was asked of, ranked.

    ``continued`` is what it asks for more of, where it does no more than that.
    """

    question: str
    query: Query
    ranking: Sequence[ScoredPassage]
    within: Restriction = EVERYTHING
    continued: Continued | None = None


class Assistant:
    """Answers questions about documents by quoting them.

    ``ask`` is ``retrieve`` and ``compose`` in a row. Both leave the assistant as it was, so one
    assistant serves many conversations and threads.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._searching = Searching(library)
        self._replying = Replying(library)

    @classmethod
    def open(
        cls,
        sources: Sequence[Path] = (),
        index: Path | StoreUrl | None = None,
        *,
        model: str | None = None,
        reader: str | None = SHIPPED_READER,
        frozen: bool = False,
        progress: Progress | None = None,
        warn: Say | None = None,
    ) -> Self:
        """Open an assistant on documents; builds or refreshes their index where needed.

        Args:
            sources: Files and folders; by default those that the index records, or the article
                in ``seeds/``.
            index: The folder of the index, or a store; by default a folder in the user's cache.
            model: The embedding model to build with; an index that exists keeps its own.
            reader: The name, or the path, of what reads the first passages; None ranks without
                reading.
            frozen: Refuse to build or refresh.
            progress: Is told how far a build is.
            warn: Is told, in one line each, what was passed over or cannot be.

        Raises:
            QuothError: A source, the index, the model or the reader cannot be used.
        """
        say = warn or ignore
        library = Library.open(sources, index, say=say)
        library = library.ready(model=model, frozen=frozen, progress=progress, say=say)
        return cls.on(library, reader=reader, warn=say)

    @classmethod
    def on(
        cls, library: Library, *, reader: str | None = SHIPPED_READER, warn: Say | None = None
    ) -> Self:
        """Return an assistant on a library that is open and current.

        Args:
            library: Its model is loaded if it is not yet.
            reader: The name, or the path, of what reads the first passages; None ranks without
                reading.
            warn: Is told, in one line each, what cannot be.

        Raises:
            QuothError: The model or the reader cannot be used.
        """
        say = warn or ignore
        library.load_model()
        library = library.following(say)
        return cls(library.reading_with(reader, say) if reader else library)

    @property
    def documents(self) -> tuple[IndexedDocument, ...]:
        """The documents, in order."""
        return tuple(self._library.documents.values())

    @property
    def library(self) -> Library:
        """The documents and the index that it answers from."""
        return self._library

    @property
    def sources(self) -> tuple[str, ...]:
        """The files and folders that were indexed, as absolute paths."""
        return self._library.description.sources

    @property
    def fingerprint(self) -> str:
        """The hash of what answers depend on: contents and settings."""
        return self._library.description.fingerprint

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._library.description.model

    @property
    def reader(self) -> str | None:
        """The name of what reads the first passages; None where nothing does."""
        return self._library.reader.name if self._library.reader else None

    def has_model(self, name: str) -> bool:
        """Whether a name or path is that of the embedding model."""
        return self._library.has_model(name)

    def changes(self) -> FileChanges:
        """Return which files differ by now from what was indexed; costs a look at each."""
        return self._library.changes()

    def text(self, document: str) -> str:
        """Return the indexed text of a document by its id.

        Raises:
            KeyError: There is no such document.
        """
        return self._library.text(document)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """Return the passages of a document by its id, in order.

        Raises:
            KeyError: There is no such document.
        """
        return self._library.passages(document)

    def outline(self, document: str) -> tuple[Heading, ...]:
        """Return the headings of a document by its id.

        Raises:
            KeyError: There is no such document.
        """
        return self._library.documents[document].headings

    def original(self, document: str) -> Original:
        """Return the file of a document, by its id, and how places of it are named there.

        Raises:
            KeyError: There is no such document.
        """
        return original_of(self._library.documents[document], self.text(document))

    def select(self, within: Restriction) -> Selection:
        """Return the passages that a restriction leaves; InputError where it leaves none."""
        return self._library.select(within)

    def retrieve(
        self,
        question: str,
        history: History = (),
        *,
        context: bool = True,
        within: Restriction = EVERYTHING,
    ) -> Retrieved:
        """Rank passages for a question, read in the light of ``history`` if ``context``.

        Then a dialogue act is one too: it is answered as a person would, and nothing is searched,
        or more of what was found before is ranked.

        Raises:
            InputError: The question is blank or too long, or nothing is within the restriction.
        """
        checked(question)
        asked = asking(history) if context else ()
        act = dialogue_act(question) if context else None
        if act and not act.continues:
            begins = self._replying.openings(within) if act is DialogueAct.OVERVIEW else ()
            return Retrieved(question, Query(question, act=act), begins, within)
        more = self._searching.go_on(act, question, asked, within) if act else None
        found = more or self._searching.search(question, asked, within)
        return Retrieved(question, found.query, found.ranking, within, found.continued)

    def query(self, question: str, history: History, within: Restriction = EVERYTHING) -> Query:
        """Return what is searched for a question in the light of ``history``; see ``retrieve``."""
        if dialogue_act(question):
            return self.retrieve(question, history, within=within).query
        return self._searching.query(checked(question), asking(history))

    def compose(self, retrieved: Retrieved, *, k: int = 5) -> Turn:
        """Quote the first ``k`` passages, each cited, and judge whether the first one answers.

        Where more is asked for, the first are those that come behind what was given before.
        """
        start = retrieved.continued.start(k) if retrieved.continued else 0
        probability = self._probability(retrieved, retrieved.ranking[start : start + 1])
        certainty = certainty_of(probability)
        answers = certainty is not Certainty.NO
        passages = tuple(
            quote(scored, rank, self._cited(scored.passage.document), self._cited, answers=answers)
            for rank, scored in enumerate(retrieved.ranking[start : start + k], 1)
        )
        answer = Answer(certainty, probability, passages, self._unmentioned(retrieved))
        said = self._said(retrieved, start, len(passages))
        return Turn(retrieved.question, retrieved.query, answer, retrieved.within, said)

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

    def _probability(self, retrieved: Retrieved, first: Sequence[ScoredPassage]) -> float:
        """Return how probable it is that the first passage answers what it was ranked for."""
        is_asked = retrieved.continued or not retrieved.query.act
        if not (first and is_asked) or self._is_heading(first[0]):
            return 0.0
        asked = retrieved.continued.asked if retrieved.continued else retrieved.question
        return confidence(asked, first[0])

    def _said(self, retrieved: Retrieved, start: int, count: int) -> str:
        act, more = retrieved.query.act, retrieved.continued
        if act and more:
            return continued(act, more.question, start, count, is_around=more.is_around)
        return self._replying.said(act, retrieved.within, count) if act else ""

    def _unmentioned(self, retrieved: Retrieved) -> tuple[str, ...]:
        """Return the names and numbers in a question that nothing it is asked of holds, once.

        A number that stands in the first passages in another form is held.
        """
        if retrieved.query.act:
            return ()
        read = {correction.typed for correction in retrieved.query.corrections}
        asked = [name.word for name in names(retrieved.question) if name.is_sure]
        first = "\n".join(searchable(best.passage) for best in retrieved.ranking[:_LOOKED_AT])
        for figure in missing_figures(retrieved.question, first):
            asked += [word for word in words(figure) if word[0].isdigit()]
        return tuple(
            word
            for word in dict.fromkeys(asked)
            if word not in read and not self._library.mentions(word, retrieved.within)
        )

    def _is_heading(self, scored: ScoredPassage) -> bool:
        """Whether what is marked is a heading under which nothing lies; it answers nothing."""
        start, end = scored.sentence
        headings = self._library.documents[scored.passage.document].headings
        return any(each.start <= start and end <= each.end for each in headings)

    def _cited(self, document: str) -> CitedDocument:
        known = self._library.documents[document]
        intact = self._library.is_intact(document)
        return CitedDocument(
            self.text(document), known.sha256, intact, known.origin, known.pages,
            known.page_labels, known.metadata, known.cells,
        )  # fmt: skip
