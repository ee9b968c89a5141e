"""The server for agents: a tool for each operation, a resource for each document."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from assistant.console.counting import counted
from assistant.console.remedies import explained
from assistant.mcp.contents import contents
from assistant.questions import FAILURES
from assistant.service.desk import Desks
from assistant.service.operations import OPERATIONS
from assistant.service.places import SCHEME, read_uri, uri
from assistant.service.schemas import schema_of
from index.documents import IndexedDocument
from index.errors import InputError, QuothError

if TYPE_CHECKING:
    from starlette.applications import Starlette

_A_PAGE = 100
"""Resources of a page of their list."""
_NAMED = 10
"""Documents that the instructions name."""

_Context = Any
_T = TypeVar("_T")


def instructions(documents: Sequence[IndexedDocument]) -> str:
    """Return what a language model is told of these documents before it asks anything."""
    titles = [f"- {known.title} ({known.id})" for known in documents[:_NAMED]]
    more = len(documents) - len(titles)
    titles += [f"- and {more:,} more; list them with documents"] if more else []
    return "\n".join(
        [
            (
                f"Quoth answers questions about {counted(len(documents), 'document')} by quoting, word for "
                "word; it never makes anything up."
            ),
            *titles,
            (
                "Use ask for a question. Where found is false the documents do not say: tell so. Quote "
                "passages verbatim, name their documents, and check your quotations with find, or your "
                "whole answer with judge, before you give it. Use search and fetch to read on."
            ),
        ]
    )


def server(desks: Desks, told: str) -> Server[dict[str, Any]]:
    """Return a server that answers from the documents; it reads nothing else, and writes nothing.

    Args:
        desks: Gives what answers.
        told: What clients are told of the documents.
    """
    return Server(
        "quoth",
        title="Quoth",
        version=version("quoth"),
        description="Answers questions about documents by quoting them, and checks quotations.",
        instructions=told,
        on_list_tools=_list_tools,
        on_call_tool=_Tools(desks).call,
        on_list_resources=_Resources(desks).page,
        on_list_resource_templates=_list_templates,
        on_read_resource=_Resources(desks).read,
    )


def http_app(desks: Desks, told: str) -> "Starlette":
    """Return the server as a web application with the path ``/mcp``, for whoever guards it."""
    unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return server(desks, told).streamable_http_app(transport_security=unguarded)


async def serve_stdio(desks: Desks, told: str) -> None:
    """Serve one client on stdin and stdout until it leaves."""
    served = server(desks, told)
    async with stdio_server() as (incoming, outgoing):
        await served.run(incoming, outgoing, served.create_initialization_options())


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)


async def _list_tools(_: _Context, __: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(
        tools=[
            Tool(
                name=each.name,
                title=each.title,
                description=each.means,
                input_schema=schema_of(each.request),
                output_schema=schema_of(each.result),
                annotations=ToolAnnotations(
                    title=each.title,
                    read_only_hint=True,
                    destructive_hint=False,
                    idempotent_hint=True,
                    open_world_hint=False,
                ),
            )
            for each in OPERATIONS.values()
        ]
    )


class _Tools:
    """Calls of tools, each in a thread of its own."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def call(self, _: _Context, params: CallToolRequestParams) -> CallToolResult:
        operation = OPERATIONS.get(params.name)
        if operation is None:
            known = ", ".join(OPERATIONS)
            raise MCPError(INVALID_PARAMS, f"no tool {params.name[:100]!r}; there are {known}")
        try:
            result = await _in_thread(
                lambda: operation.do(self._desks.now(), params.arguments or {})
            )
        except QuothError as error:
            return _failed(explained(error))
        except FAILURES as error:
            return _failed(f"the request failed ({type(error).__name__}: {error})")
        return CallToolResult(content=contents(result), structured_content=result.fields())


def _failed(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=message)], is_error=True)


async def _list_templates(
    _: _Context, __: PaginatedRequestParams | None
) -> ListResourceTemplatesResult:
    templates = [
        ResourceTemplate(
            name="document",
            title="A document",
            uri_template=f"{SCHEME}://document/{{+id}}",
            mime_type="text/plain",
        ),
        ResourceTemplate(
            name="passage",
            title="A stretch of a document, in characters from start to end",
            uri_template=f"{SCHEME}://document/{{+id}}#{{start}}-{{end}}",
            mime_type="text/plain",
        ),
    ]
    return ListResourceTemplatesResult(resource_templates=templates)


class _Resources:
    """The documents as resources, in their order."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def page(self, _: _Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
        desk = await _in_thread(self._desks.now)
        cursor = params.cursor if params and params.cursor else "0"
        documents = desk.assistant.documents
        if not (
            cursor.isascii() and cursor.isdecimal() and len(cursor) <= len(str(len(documents)))
        ):
            raise MCPError(INVALID_PARAMS, "the cursor is none that this server gave")
        first = int(cursor)
        last = first + _A_PAGE
        return ListResourcesResult(
            resources=[
                Resource(
                    uri=uri(known.id), name=known.id, title=known.title, mime_type="text/plain"
                )
                for known in documents[first:last]
            ],
            next_cursor=str(last) if last < len(documents) else None,
        )

    async def read(self, _: _Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        try:
            text = await _in_thread(lambda: self._text(params.uri))
        except InputError as error:
            raise MCPError(INVALID_PARAMS, str(error)) from None
        content = TextResourceContents(uri=params.uri, mime_type="text/plain", text=text)
        return ReadResourceResult(contents=[content])

    def _text(self, named: str) -> str:
        document, span = read_uri(named)
        assistant = self._desks.now().assistant
        if document not in assistant.library.documents:
            raise InputError(f"no document {document[:200]!r}")
        text = assistant.text(document)
        start, end = span or (0, len(text))
        if not 0 <= start <= end <= len(text):
            raise InputError(f"{document}: has {len(text):,} characters, and no [{start}, {end})")
        return text[start:end]
