"""OpenAPI: what can be asked over HTTP, made of the operations as they are declared."""

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from assistant.records.questions import QuestionRecord
from assistant.serve.chat_completions import CompletionRequest
from assistant.service.operations import OPERATIONS
from assistant.service.results import FetchedRecord
from assistant.service.schemas import schemas_of

if TYPE_CHECKING:
    from assistant.records.record import Record

_ERRORS = {
    "400": "The request is not what it should be.",
    "401": "The token is missing or wrong.",
    "404": "What is named is not there.",
    "413": "The request is too large.",
}


def description() -> dict[str, Any]:
    """Return the description of the whole interface."""
    operations = list(OPERATIONS.values())
    records: list[type[Record]] = [each.request for each in operations]
    records += [each.result for each in operations]
    records += [CompletionRequest, FetchedRecord, QuestionRecord]
    references, schemas = schemas_of(records, "#/components/schemas/{name}")
    named = {record.__name__: part for record, part in zip(records, references, strict=True)}
    paths: dict[str, Any] = {
        f"/{each.name}": {
            "post": _operation(
                each.title,
                each.means,
                named[each.result.__name__],
                _json_body(named[each.request.__name__]),
            )
        }
        for each in operations
        if each.name != "documents"
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quoth", "version": version("quoth")},
        "security": [{"token": []}],
        "paths": paths | _other_paths(named),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _other_paths(named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the paths that are not an operation each."""
    listed = _operation("List the documents", "A page of them.", named["DocumentsRecord"])
    fetched = _operation("Fetch a document", "Its text, or its beginning.", named["FetchedRecord"])
    batch = _operation("Answer a file of questions", "A line in, a line out.", {})
    questions = {"content": {"application/x-ndjson": {"schema": named["QuestionRecord"]}}}
    completed = _json_body(named["CompletionRequest"])
    which = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    pages = [_query("after", "string"), _query("k", "integer")]
    health = _operation("Is it there", "Needs no token.", {})
    return {
        "/documents": {"get": {**listed, "parameters": pages}},
        "/documents/{id}": {"get": {**fetched, "parameters": [which]}},
        "/batch": {"post": {**batch, "requestBody": questions}},
        "/v1/chat/completions": {
            "post": _operation("Answer a conversation", "As OpenAI's does.", {}, completed)
        },
        "/health": {"get": {**health, "security": []}},
        "/metrics": {"get": _operation("Counts of requests", "As Prometheus reads it.", {})},
    }


def _operation(
    title: str, means: str, result: dict[str, Any], body: dict[str, Any] | None = None
) -> dict[str, Any]:
    done = {"description": "Done.", "content": {"application/json": {"schema": result}}}
    errors = {status: {"description": said} for status, said in _ERRORS.items()}
    operation = {"summary": title, "description": means, "responses": {"200": done, **errors}}
    return {**operation, "requestBody": body} if body else operation


def _json_body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _query(name: str, kind: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": kind}}
