"""Reading: passages for a query, the text of a document, the list of all."""

from msgspec import UNSET

from assistant.questions import check_question
from assistant.records.indexes import AboutRecord
from assistant.service.desk import Desk
from assistant.service.faults import MissingError
from assistant.service.places import place_id, read_place, uri
from assistant.service.requests import DocumentsRequest, FetchRequest, SearchRequest
from assistant.service.results import (
    DocumentsRecord,
    FetchedRecord,
    FoundRecord,
    ListedRecord,
    MetadataRecord,
    SearchRecord,
)
from index.documents import IndexedDocument, page_at

_AROUND = 10_000
"""Characters that are given on either side of a passage, and twice that of a document at most."""


def search(desk: Desk, request: SearchRequest) -> SearchRecord:
    """Return the passages that are found for a query, best first, whether or not they answer it."""
    check_question(request.query)
    turn = desk.assistant.ask(request.query, k=request.k, context=False)
    results = []
    for passage in turn.answer.passages:
        cited = passage.citation
        span = (cited.start, cited.end)
        title = " › ".join(filter(None, (cited.title, cited.section)))  # noqa: RUF001
        results.append(
            FoundRecord(
                id=place_id(cited.document, span),
                title=title,
                url=uri(cited.document, span),
                text=passage.text,
                document=cited.document,
                page=cited.page,
            )
        )
    return SearchRecord(results=results)


def fetched(desk: Desk, document: str, span: tuple[int, int] | None) -> FetchedRecord:
    """Return a document, or what stands around a stretch of it; both up to 20,000 characters.

    Raises:
        MissingError: There is no such document, or no such stretch of it.
    """
    known = _document(desk, document)
    text = desk.assistant.text(document)
    start, end = span or (0, len(text))
    if not 0 <= start <= end <= len(text):
        raise MissingError(f"{document}: has {len(text):,} characters, and no [{start}, {end})")
    if span:
        start, end = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    end = min(end, start + 2 * _AROUND + (span[1] - span[0] if span else 0))
    is_whole = (start, end) == (0, len(text))
    return FetchedRecord(
        id=place_id(document, span) if span else document,
        title=known.title,
        url=uri(document, span),
        text=text[start:end],
        metadata=MetadataRecord(
            document=document,
            start=start,
            end=end,
            page=page_at(known.pages, start),
            sha256=known.sha256,
            is_whole=is_whole,
            about=AboutRecord.of(known.metadata),
        ),
    )


def _document(desk: Desk, name: str) -> IndexedDocument:
    try:
        return desk.assistant.library.documents[name]
    except KeyError:
        raise MissingError(f"no document {name[:200]!r}; documents lists those there are") from None


def fetch(desk: Desk, request: FetchRequest) -> FetchedRecord:
    """Return a document or what stands around a passage, by its id; MissingError where there is none."""
    if request.id in desk.assistant.library.documents:
        return fetched(desk, request.id, None)
    return fetched(desk, *read_place(request.id))


def documents(desk: Desk, request: DocumentsRequest) -> DocumentsRecord:
    """Return a page of the list of documents; MissingError where there is none to begin after."""
    documents = desk.assistant.documents
    first = 0
    if request.after:
        names = [known.id for known in documents]
        if request.after not in names:
            raise MissingError(f"no document {request.after[:200]!r} to begin after")
        first = names.index(request.after) + 1
    page = documents[first : first + request.k]
    is_last = first + request.k >= len(documents)
    return DocumentsRecord(
        count=len(documents),
        documents=[listed(known) for known in page],
        next=UNSET if is_last else page[-1].id,
    )


def listed(known: IndexedDocument) -> ListedRecord:
    """Return a document as lists have it."""
    return ListedRecord(
        id=known.id,
        title=known.title,
        url=uri(known.id),
        passages=known.passages,
        pages=len(known.pages) or None,
        sha256=known.sha256,
        about=AboutRecord.of(known.metadata),
    )
