"""Operations: what programs can do, each declared once: its request, its result, what it means."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import ValidationError, convert

from assistant.records.answers import AnswerRecord
from assistant.records.findings import FindingRecord
from assistant.records.record import Record
from assistant.service import answering, reading
from assistant.service.desk import Desk
from assistant.service.faults import RequestError
from assistant.service.requests import (
    AskRequest,
    DocumentsRequest,
    FetchRequest,
    FindRequest,
    JudgeRequest,
    SearchRequest,
    VerifyRequest,
)
from assistant.service.results import (
    DocumentsRecord,
    FetchedRecord,
    JudgedRecord,
    SearchRecord,
    VerifiedRecord,
)

_Request = TypeVar("_Request", bound=Record)


class Operation(NamedTuple, Generic[_Request]):
    """Something that programs can do.

    ``means`` says to a language model when to do it.
    """

    name: str
    title: str
    means: str
    request: type[_Request]
    result: type[Record]
    run: Callable[[Desk, _Request], Record]

    def do(self, desk: Desk, fields: Any) -> Record:
        """Return what comes of a request.

        Raises:
            RequestError: It is not what it should be.
            InputError: It cannot be answered.
        """
        try:
            request = convert(fields, self.request)
        except ValidationError as error:
            raise RequestError(f"{self.name}: {error}") from None
        return self.run(desk, request)


OPERATIONS: Mapping[str, Operation[Any]] = {
    each.name: each
    for each in (
        Operation(
            "ask",
            "Ask the documents",
            "Answers a question by quoting the documents: ranked passages, the sentence that answers "
            "marked, each with a citation that proves itself. Where `found` is false the documents "
            "do not say; never answer from the passages then. Cite what you use.",
            AskRequest,
            AnswerRecord,
            answering.ask,
        ),
        Operation(
            "search",
            "Search the documents",
            "Finds passages for a query, best first. Use fetch with the id of one to read around it.",
            SearchRequest,
            SearchRecord,
            reading.search,
        ),
        Operation(
            "fetch",
            "Fetch a document or a passage",
            "Gives the text of a document, or of what stands around a passage, by an id that search "
            "or documents gave.",
            FetchRequest,
            FetchedRecord,
            reading.fetch,
        ),
        Operation(
            "find",
            "Find a quotation",
            "Says where a quotation stands in the documents: exactly, set otherwise, with words left "
            "out, or nearly, with each difference. Check every quotation before you give it.",
            FindRequest,
            FindingRecord,
            answering.find,
        ),
        Operation(
            "judge",
            "Judge a text",
            "Judges each quotation of a text (verbatim, near, stitched, misattributed, not found) and "
            "each sentence that cites a document. Judge your answer before you give it.",
            JudgeRequest,
            JudgedRecord,
            answering.judge,
        ),
        Operation(
            "verify",
            "Verify an answer",
            "Says what has become of each citation of an answer that ask gave earlier: intact, moved, "
            "changed or gone.",
            VerifyRequest,
            VerifiedRecord,
            answering.verify,
        ),
        Operation(
            "documents",
            "List the documents",
            "Lists the documents in order, a page at a time.",
            DocumentsRequest,
            DocumentsRecord,
            reading.documents,
        ),
    )
}
"""By their names, in the order in which they are shown."""
