"""The application: a path for each operation, and what else is asked over HTTP."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from io import BytesIO
from typing import TypeVar

import anyio
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.asking import Asking
from assistant.mcp.server import http_app
from assistant.serve.chat_completions import asked, completion, completion_request, events, models
from assistant.serve.guarding import Guard, Guarded, body_of
from assistant.serve.metrics import Metrics
from assistant.serve.openapi import description
from assistant.serve.replies import (
    RefusedError,
    error_reply,
    object_reply,
    record_reply,
    refusal,
)
from assistant.service import answering, reading
from assistant.service.desk import Desk, Desks
from assistant.service.line_answerer import LineAnswerer
from assistant.service.operations import OPERATIONS
from index.files.json_lines import JsonLineError, bounded_lines, dump, numbered_lines, parse_object

_NDJSON = "application/x-ndjson"
_Endpoint = Callable[[Request], Awaitable[Response]]
_T = TypeVar("_T")


def application(desks: Desks, guard: Guard, told: str) -> Guarded:
    """Return the application that answers from the documents.

    Args:
        desks: Gives what answers.
        guard: Lets requests pass.
        told: What agents are told of the documents.
    """
    served = _Served(desks)
    agents = http_app(desks, told)
    routes = [
        *(
            Route(
                f"/{name}", served.counted(name, partial(served.operation, name)), methods=["POST"]
            )
            for name in OPERATIONS
            if name != "documents"
        ),
        Route("/batch", served.counted("batch", served.batch), methods=["POST"]),
        Route("/documents", served.counted("documents", served.documents)),
        Route("/documents/{id:path}", served.counted("documents", served.document)),
        Route("/v1/models", served.counted("models", _models)),
        Route(
            "/v1/chat/completions",
            served.counted("chat_completions", served.completions),
            methods=["POST"],
        ),
        Route("/health", _health),
        Route("/metrics", served.metrics_text),
        Route("/openapi.json", _openapi),
        *agents.routes,
    ]
    app = Starlette(
        routes=routes,
        lifespan=agents.router.lifespan_context,
        exception_handlers={404: _no_path, 405: _no_method},
    )
    return Guarded(app, guard)


class _Served:
    """What is answered from the documents, and counted."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._metrics = Metrics()

    def counted(self, name: str, endpoint: _Endpoint) -> _Endpoint:
        """Return an endpoint whose requests are counted, and whose errors are replies."""

        async def answered(request: Request) -> Response:
            began = time.perf_counter()
            try:
                reply = await endpoint(request)
            except Exception as error:  # noqa: BLE001 - one request must not end the others
                reply = error_reply(error)
            self._metrics.add(name, reply.status_code, time.perf_counter() - began)
            return reply

        return answered

    async def operation(self, name: str, request: Request) -> Response:
        fields = _object(await body_of(request))
        result = await _in_thread(lambda: OPERATIONS[name].do(self._desks.now(), fields))
        return record_reply(result)

    async def documents(self, request: Request) -> Response:
        fields: dict[str, object] = dict(request.query_params)
        if str(fields.get("k", "")).isdecimal():
            fields["k"] = int(str(fields["k"])[:9])
        operation = OPERATIONS["documents"]
        return record_reply(await _in_thread(lambda: operation.do(self._desks.now(), fields)))

    async def document(self, request: Request) -> Response:
        name = request.path_params["id"]
        return record_reply(
            await _in_thread(lambda: reading.fetched(self._desks.now(), name, None))
        )

    async def batch(self, request: Request) -> Response:
        data = await body_of(request)
        desk = await _in_thread(self._desks.now)
        return StreamingResponse(_streamed(_answers(desk, data)), media_type=_NDJSON)

    async def completions(self, request: Request) -> Response:
        wanted = completion_request(_object(await body_of(request)))
        answer = await _in_thread(lambda: answering.ask(self._desks.now(), asked(wanted)))
        if wanted.stream:
            return StreamingResponse(events(answer), media_type="text/event-stream")
        return object_reply(completion(answer))

    async def metrics_text(self, _: Request) -> Response:
        desk = await _in_thread(self._desks.now)
        return PlainTextResponse(self._metrics.text(len(desk.assistant.documents)))


def _answers(desk: Desk, data: bytes) -> Iterator[str]:
    """Give a line for each line of questions, in order."""
    answerer = LineAnswerer(desk.assistant, Asking())
    for number, line in numbered_lines(bounded_lines(BytesIO(data))):
        yield f"{dump(answerer.answer(number, line).fields())}\n"


async def _streamed(lines: Iterator[str]) -> AsyncIterator[str]:
    async for line in iterate_in_threadpool(lines):
        yield line


def _object(data: bytes) -> dict[str, object]:
    try:
        return parse_object(data)
    except JsonLineError as error:
        raise RefusedError(400, "bad_json", f"the body: {error}") from None


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)


async def _health(_: Request) -> Response:
    return object_reply({"status": "ok"})


async def _models(_: Request) -> Response:
    return object_reply(models())


async def _openapi(_: Request) -> Response:
    return object_reply(description())


async def _no_path(request: Request, _: Exception) -> Response:
    return refusal(404, "not_found", f"no path {request.url.path[:200]}; see /openapi.json")


async def _no_method(request: Request, _: Exception) -> Response:
    return refusal(405, "bad_method", f"{request.method} is not understood here; see /openapi.json")
