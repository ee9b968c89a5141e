"""Requests: what programs may ask for, each declared once, for every protocol."""

from typing import Annotated, Any

from msgspec import Meta, field

from assistant.records.questions import ExchangeRecord
from assistant.records.record import Record

LONGEST_TEXT = 200_000
"""Characters of a text that is judged."""

K = Annotated[int, Meta(ge=1, le=100, description="how many to give at most")]
Patterns = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=4096)]], Meta(max_length=1000)
]


class AskRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question."""

    question: Annotated[str, Meta(min_length=1, max_length=10_000, description="in plain words")]
    history: Annotated[
        list[str | ExchangeRecord],
        Meta(max_length=1000, description="earlier questions, oldest first, with their answers"),
    ] = field(default_factory=list)
    k: K = 5
    context: Annotated[
        bool, Meta(description="false searches the question alone, whatever came before")
    ] = True
    documents: Annotated[
        Patterns, Meta(description="ask only documents whose ids match, as in a .gitignore")
    ] = field(default_factory=list)
    sections: Annotated[
        Patterns, Meta(description="ask only what stands under headings with these words")
    ] = field(default_factory=list)
    where: Annotated[
        Patterns,
        Meta(
            description="ask only documents of which all of these hold, as in author=Holm or date>=2021-05; "
            "fields are author, date, language, recipient, sender, tag, title"
        ),
    ] = field(default_factory=list)
    newest: Annotated[
        bool, Meta(description="true puts the newest first of what answers about as well")
    ] = False


class SearchRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A query whose passages are wanted."""

    query: Annotated[str, Meta(min_length=1, max_length=10_000, description="words or a question")]
    k: K = 10


class FetchRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document or a passage that is wanted whole."""

    id: Annotated[
        str, Meta(min_length=1, max_length=4096, description="an id that search or documents gave")
    ]


class FindRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quotation."""

    quotation: Annotated[
        str,
        Meta(min_length=1, max_length=10_000, description='the words; "…" where some are left out'),
    ]
    k: K = 5


class JudgeRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text that quotes the documents."""

    text: Annotated[
        str, Meta(min_length=1, max_length=LONGEST_TEXT, description="Markdown or plain text")
    ]
    claims: Annotated[
        bool, Meta(description="judge sentences that cite a document without quoting it, too")
    ] = True
    k: K = 5


class VerifyRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer of an earlier day."""

    answer: Annotated[dict[str, Any], Meta(description="a record that ask gave")]


class DocumentsRequest(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of the list of documents."""

    after: Annotated[
        str, Meta(max_length=4096, description="begin after this document; empty begins anew")
    ] = ""
    k: Annotated[int, Meta(ge=1, le=1000, description="how many to give at most")] = 100
