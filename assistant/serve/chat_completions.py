"""Chat completions: answers for chat front ends that speak no other protocol than OpenAI's."""

import hashlib
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta, ValidationError, convert

from assistant.records.answers import AnswerRecord
from assistant.records.questions import ExchangeRecord
from assistant.records.record import Record
from assistant.service.faults import RequestError
from assistant.service.requests import AskRequest
from assistant.service.wording import answer_text
from index.files.json_lines import dump

MODEL = "quoth"


class TextPart(Record, frozen=True, kw_only=True):
    """A part of a message; those without text are passed over."""

    type: str
    text: str = ""


class Message(Record, frozen=True, kw_only=True):
    """What one side said."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None

    def text(self) -> str:
        """Return its text."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text")


class CompletionRequest(Record, frozen=True, kw_only=True):
    """A conversation whose last question is to be answered; other fields are passed over."""

    messages: Annotated[list[Message], Meta(min_length=1, max_length=1000)]
    model: str = MODEL
    stream: bool = False


def completion_request(fields: dict[str, Any]) -> CompletionRequest:
    """Return the request that JSON tells of.

    Raises:
        RequestError: It is none, or its last message is no question.
    """
    try:
        request = convert(fields, CompletionRequest)
    except ValidationError as error:
        raise RequestError(f"chat completions: {error}") from None
    if request.messages[-1].role != "user":
        raise RequestError("chat completions: the last message is not the user's")
    return request


def asked(request: CompletionRequest) -> AskRequest:
    """Return what a conversation asks: its last message, in the light of those before."""
    history: list[str | ExchangeRecord] = []
    for message in request.messages[:-1]:
        if message.role == "user":
            history.append(ExchangeRecord(question=message.text()))
        elif message.role == "assistant" and history and isinstance(history[-1], ExchangeRecord):
            history[-1] = ExchangeRecord(question=history[-1].question, answer=message.text())
    return AskRequest(question=request.messages[-1].text(), history=history)


def completion(answer: AnswerRecord) -> dict[str, Any]:
    """Return an answer as one completion; its record stands beside the message."""
    message = {"role": "assistant", "content": answer_text(answer)}
    return {
        **_about(answer, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        "quoth": answer.fields(),
    }


def events(answer: AnswerRecord) -> Iterator[str]:
    """Give an answer as the events of a stream, a paragraph each."""
    about = _about(answer, "chat.completion.chunk")
    paragraphs = answer_text(answer).split("\n\n")
    deltas: list[dict[str, str]] = [{"role": "assistant", "content": ""}]
    deltas += [
        {"content": text + "\n\n" * (number < len(paragraphs))}
        for number, text in enumerate(paragraphs, 1)
    ]
    for delta in deltas:
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        yield f"data: {dump({**about, 'choices': [choice]})}\n\n"
    last = {"index": 0, "delta": {}, "finish_reason": "stop"}
    yield f"data: {dump({**about, 'choices': [last]})}\n\n"
    yield "data: [DONE]\n\n"


def models() -> dict[str, Any]:
    """Return the list of models, of which there is one."""
    one = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
    return {"object": "list", "data": [one]}


def _about(answer: AnswerRecord, kind: str) -> dict[str, Any]:
    """Return what every completion says of itself; the same answer has the same id."""
    digest = hashlib.sha256(dump(answer.fields()).encode()).hexdigest()
    return {"id": f"chatcmpl-{digest[:24]}", "object": kind, "created": 0, "model": MODEL}
