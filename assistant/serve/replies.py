"""Replies: records and errors as HTTP sends them."""

from starlette.responses import Response

from assistant.console.remedies import explained
from assistant.questions import QuestionError
from assistant.records.record import Record
from assistant.service.faults import MissingError
from index.errors import InputError, QuothError
from index.files.json_lines import dump

JSON = "application/json"


class RefusedError(Exception):
    """A request that is refused before it is looked at.

    Args:
        status: The HTTP status.
        code: What programs know the reason by.
        message: The reason, in one line.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def record_reply(record: Record) -> Response:
    """Return a record as commands print it: a line of ASCII."""
    return Response(f"{dump(record.fields())}\n", media_type=JSON)


def object_reply(fields: object, status: int = 200) -> Response:
    """Return any JSON."""
    return Response(f"{dump(fields)}\n", status, media_type=JSON)


def refusal(status: int, code: str, message: str) -> Response:
    """Return an error with its status, its code and its reason."""
    reply = object_reply({"error": {"code": code, "message": message}}, status)
    if status == 401:  # noqa: PLR2004 - unauthorized
        reply.headers["WWW-Authenticate"] = "Bearer"
    return reply


def error_reply(error: Exception) -> Response:
    """Return what is said of a request that failed."""
    if isinstance(error, RefusedError):
        return refusal(error.status, error.code, str(error))
    if isinstance(error, MissingError):
        return refusal(404, "not_found", str(error))
    if isinstance(error, QuestionError):
        return refusal(400, error.code, str(error))
    if isinstance(error, InputError):
        return refusal(400, "bad_request", explained(error))
    if isinstance(error, QuothError):
        return refusal(503, "unavailable", explained(error))
    return refusal(500, "internal", f"the request failed ({type(error).__name__})")
