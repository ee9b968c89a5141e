"""Agents by the client of another kit, FastMCP's: ``make frameworks`` installs it and asks it."""

import sys

import pytest

from tests.assistant.serve.conftest import TOKEN

fastmcp = pytest.importorskip("fastmcp")
try:
    from fastmcp.client.transports import StdioTransport, StreamableHttpTransport
except ImportError:
    pytest.skip("the part of FastMCP that asks is not installed", allow_module_level=True)


async def assert_lists_searches_fetches_and_verifies(transport, question, known):
    async with fastmcp.Client(transport) as client:
        names = {tool.name for tool in await client.list_tools()}
        assert {"search", "fetch", "ask", "verify"} <= names
        found = await client.call_tool("search", {"query": question})
        first = found.structured_content["results"][0]
        fetched = await client.call_tool("fetch", {"id": first["id"]})
        assert known in fetched.structured_content["text"]
        answer = await client.call_tool("ask", {"question": question})
        verified = await client.call_tool("verify", {"answer": answer.structured_content})
        assert verified.structured_content["holds"] is True


async def test_over_http(served):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    transport = StreamableHttpTransport(f"http://127.0.0.1:{served.port}/mcp", headers=headers)
    await assert_lists_searches_fetches_and_verifies(
        transport, "Who was the ferry's captain?", "Edith Crane"
    )


async def test_over_stdio(article_index):
    command = ["-m", "assistant", "mcp", "--frozen", "--index", str(article_index)]
    await assert_lists_searches_fetches_and_verifies(
        StdioTransport(sys.executable, command), "Who is Malashenko?", "Malashenko"
    )
