"""Documents: a set of documents that is open, and what can be done with it."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs

from assistant.engine import Assistant
from assistant.records.answers import AnswerRecord
from assistant.records.record import Record
from assistant.service.desk import Desk
from assistant.service.operations import OPERATIONS
from assistant.service.reading import listed
from index.files.location import StoreUrl
from index.progress import Progress
from index.reading import SHIPPED_READER
from quoth.results import Answer, Finding, Judged, Listed, Verified

_Result = TypeVar("_Result", bound=Record)


def open_documents(
    *sources: str | Path,
    index: str | Path | None = None,
    model: str | None = None,
    reader: str | None = SHIPPED_READER,
    frozen: bool = False,
    progress: Progress | None = None,
) -> "Documents":
    """Open some documents; their index is built where it is missing, and refreshed where it is stale.

    Args:
        sources: Files and folders; by default those that ``index`` records.
        index: The folder of the index, by default one in the user's cache; or a store's address.
        model: The name or path of the embedding model to build an index with.
        reader: What reads the first passages; None ranks without reading.
        frozen: Refuse to build or refresh.
        progress: Is told how far a build is: what is done, how much of it, of how much.

    Raises:
        QuothError: A source, the index, the model or the reader cannot be used.
    """
    paths = [Path(source).expanduser() for source in sources]
    place: Path | StoreUrl | None = None
    if index is not None:
        is_store = isinstance(index, str) and "://" in index
        place = StoreUrl.parse(str(index)) if is_store else Path(index).expanduser()
    assistant = Assistant.open(
        paths, place, model=model, reader=reader, frozen=frozen, progress=progress
    )
    return Documents(Desk(assistant))


class Documents:
    """Documents as they were when they were opened; nothing that is asked changes anything.

    One object serves many threads. Every method raises QuothError where what it is given cannot be
    used.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(
        self,
        question: str,
        history: Sequence[str | tuple[str, str] | Answer] = (),
        *,
        k: int = 5,
        documents: Sequence[str] = (),
        sections: Sequence[str] = (),
        where: Sequence[str] = (),
        newest: bool = False,
    ) -> Answer:
        """Answer a question by quoting.

        Args:
            question: In plain words.
            history: What was asked before, oldest first: questions, questions with their answers,
                or answers that this method gave.
            k: How many passages to give.
            documents: Ask only documents whose ids match one of these, as in a ``.gitignore``.
            sections: Ask only what stands under headings with these words.
            where: Ask only documents of which all of these hold: ``author=Holm``, ``date>=2021-05``.
            newest: Give the newest first of what answers about as well.
        """
        fields = {
            "question": question,
            "history": [_exchange(one) for one in history],
            "k": k,
            "documents": list(documents),
            "sections": list(sections),
            "where": list(where),
            "newest": newest,
        }
        return _as(Answer, self._do("ask", fields))

    def find(self, quotation: str, *, k: int = 5) -> Finding:
        """Say where a quotation stands; "…" is where words were left out."""
        return _as(Finding, self._do("find", {"quotation": quotation, "k": k}))

    def judge(self, text: str, *, claims: bool = True, k: int = 5) -> Judged:
        """Judge what a text in Markdown quotes and, unless told otherwise, claims."""
        return _as(Judged, self._do("judge", {"text": text, "claims": claims, "k": k}))

    def verify(self, answer: AnswerRecord | Mapping[str, Any]) -> Verified:
        """Say what has become of the citations of an answer, or of the record of one."""
        fields = answer.fields() if isinstance(answer, AnswerRecord) else dict(answer)
        return _as(Verified, self._do("verify", {"answer": fields}))

    def text(self, document: str) -> str:
        """Return the text of a document by its id, of which all offsets are.

        Raises:
            KeyError: There is no such document.
        """
        return self._desk.assistant.text(document)

    def __iter__(self) -> Iterator[Listed]:
        for known in self._desk.assistant.documents:
            yield listed(known)

    def __len__(self) -> int:
        return len(self._desk.assistant.documents)

    @property
    def aio(self) -> "AsyncDocuments":
        """The same for programs that wait: ``await documents.aio.ask("…")``."""
        return AsyncDocuments(self)

    def _do(self, name: str, fields: dict[str, Any]) -> Record:
        return OPERATIONS[name].do(self._desk, fields)


class AsyncDocuments:
    """What ``Documents`` does, in threads; see there."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def ask(
        self,
        question: str,
        history: Sequence[str | tuple[str, str] | Answer] = (),
        *,
        k: int = 5,
        documents: Sequence[str] = (),
        sections: Sequence[str] = (),
        where: Sequence[str] = (),
        newest: bool = False,
    ) -> Answer:
        """Answer a question by quoting."""
        return await asyncio.to_thread(
            self._documents.ask, question, history, k=k, documents=documents, sections=sections,
            where=where, newest=newest,
        )  # fmt: skip

    async def find(self, quotation: str, *, k: int = 5) -> Finding:
        """Say where a quotation stands."""
        return await asyncio.to_thread(self._documents.find, quotation, k=k)

    async def judge(self, text: str, *, claims: bool = True, k: int = 5) -> Judged:
        """Judge what a text quotes and claims."""
        return await asyncio.to_thread(self._documents.judge, text, claims=claims, k=k)

    async def verify(self, answer: AnswerRecord | Mapping[str, Any]) -> Verified:
        """Say what has become of the citations of an answer."""
        return await asyncio.to_thread(self._documents.verify, answer)


def _exchange(item: str | tuple[str, str] | Answer) -> str | dict[str, Any]:
    if isinstance(item, str):
        return item
    if isinstance(item, Answer):
        first = item.passages[:1] if item.found else []
        return {
            "question": item.question,
            "answer": first[0].highlight.text if first else None,
        }
    return {"question": item[0], "answer": item[1]}


def _as(kind: type[_Result], record: Record) -> _Result:
    """Return a record as one of a kind that declares the same fields."""
    return kind(**structs.asdict(record))
