"""Agents, by the client of the protocol's own kit."""

import asyncio
import json
import sys

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from assistant.mcp.server import instructions, server
from assistant.service.operations import OPERATIONS


@pytest.fixture
async def client(desks):
    """A client that is connected in a task of its own, which it has to be left in."""
    connected, is_left = asyncio.Future(), asyncio.Event()

    async def connect():
        told = instructions(desks.now().assistant.documents)
        async with Client(server(desks, told)) as client:
            connected.set_result(client)
            await is_left.wait()

    task = asyncio.create_task(connect())
    yield await connected
    is_left.set()
    await task


class TestTools:
    async def test_are_listed_in_order_and_say_that_they_only_read(self, client):
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == list(OPERATIONS)
        for tool in tools:
            assert tool.annotations.read_only_hint
            assert not tool.annotations.destructive_hint
            assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
            assert tool.description

    async def test_an_answer_is_text_a_record_and_links_to_what_it_quotes(self, client):
        result = await client.call_tool("ask", {"question": "Who built the mill?", "k": 1})
        text, link = result.content
        (passage,) = result.structured_content["passages"]
        assert passage["text"] in text.text
        assert "mill.txt [" in text.text
        read = await client.read_resource(link.uri)
        assert read.contents[0].text == passage["text"]

    async def test_search_and_fetch_give_their_records_as_text_too(self, client):
        result = await client.call_tool("search", {"query": "ferry captain"})
        assert json.loads(result.content[0].text) == result.structured_content
        first = result.structured_content["results"][0]
        assert {"id", "title", "url"} <= first.keys()
        fetched = await client.call_tool("fetch", {"id": first["id"]})
        assert {"id", "title", "text", "url", "metadata"} <= json.loads(
            fetched.content[0].text
        ).keys()

    async def test_what_is_found_nowhere_is_no_error(self, client):
        result = await client.call_tool("find", {"quotation": "There is no such sentence here."})
        assert not result.is_error
        assert result.structured_content["found"] is False
        judged = await client.call_tool("judge", {"text": "No quotation."})
        assert not judged.is_error

    @pytest.mark.parametrize(
        ("tool", "arguments"),
        [
            ("ask", {"question": " "}),
            ("ask", {}),
            ("ask", {"question": "Who?", "documents": ["none.txt"]}),
            ("fetch", {"id": "../../etc/passwd"}),
            ("verify", {"answer": {"passages": 3}}),
        ],
    )
    async def test_what_cannot_be_done_is_an_error_with_its_reason(self, client, tool, arguments):
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert len(result.content[0].text.splitlines()) == 1

    async def test_the_others_go_on_after_an_unknown_tool(self, client):
        with pytest.raises(MCPError, match="no tool 'delete'"):
            await client.call_tool("delete", {})
        assert not (await client.call_tool("documents", {})).is_error

    async def test_an_answer_that_was_given_can_be_verified(self, client):
        answer = await client.call_tool("ask", {"question": "Who built the mill?"})
        verified = await client.call_tool("verify", {"answer": answer.structured_content})
        assert verified.structured_content["holds"] is True


class TestResources:
    async def test_are_the_documents_in_order(self, client):
        listed = await client.list_resources()
        assert [one.uri for one in listed.resources] == [
            "quoth://document/ferry.txt",
            "quoth://document/mill.txt",
        ]
        whole = await client.read_resource("quoth://document/mill.txt")
        assert whole.contents[0].text.startswith("The Old Mill")

    @pytest.mark.parametrize(
        "uri",
        [
            "file:///etc/passwd",
            "quoth://document/../mill.txt",
            "quoth://document/%2Fetc%2Fpasswd",
            "quoth://document/mill.txt#5-100000",
            "quoth://document/mill.txt#9-3",
        ],
    )
    async def test_are_nothing_else(self, client, uri):
        with pytest.raises(MCPError):
            await client.read_resource(uri)

    async def test_of_a_list_have_a_cursor_that_the_server_gave(self, client):
        for cursor in ("-1", "x", "9" * 5000):
            with pytest.raises(MCPError, match="cursor"):
                await client.list_resources(cursor=cursor)


class TestInstructions:
    async def test_are_made_of_the_documents(self, client):
        assert "2 documents" in client.instructions
        assert "- The Old Mill (mill.txt)" in client.instructions


@pytest.mark.process
@pytest.mark.model
class TestTheProgram:
    async def test_answers_over_stdio_and_ends_with_its_client(self, article_index):
        command = ["-m", "assistant", "mcp", "--frozen", "--index", str(article_index)]
        parameters = StdioServerParameters(command=sys.executable, args=command)
        async with Client(stdio_client(parameters)) as client:
            tools = (await client.list_tools()).tools
            assert {"search", "fetch", "verify"} <= {tool.name for tool in tools}
            found = await client.call_tool("search", {"query": "gun battles in Dushanbe"})
            fetched = await client.call_tool(
                "fetch", {"id": found.structured_content["results"][0]["id"]}
            )
            assert "Dushanbe" in fetched.structured_content["text"]
            answer = await client.call_tool("ask", {"question": "Who is Malashenko?"})
            assert answer.structured_content["found"] is True
            verified = await client.call_tool("verify", {"answer": answer.structured_content})
            assert verified.structured_content["holds"] is True
