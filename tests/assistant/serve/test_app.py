import json
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from assistant.service.operations import OPERATIONS
from tests.assistant.serve.conftest import TOKEN


class TestOperations:
    def test_give_the_records_that_commands_print(self, served, desks):
        fields = {"question": "Who built the mill?", "k": 1}
        status, data = served.send("POST", "/ask", json.dumps(fields))
        record = OPERATIONS["ask"].do(desks.now(), fields).fields()
        assert (status, json.loads(data)) == (200, record)
        assert data.isascii()
        assert data.endswith(b"}\n")

    def test_find_and_judge_quotations(self, served):
        assert served.post("/find", {"quotation": "built by Jonas Hale"})[1]["match"] == "exact"
        judged = served.post("/judge", {"text": "It was “built by Jonas Hull in 1911”."})[1]
        assert judged["judgements"][0]["verdict"] == "near"

    def test_list_and_give_documents(self, served):
        status, listed = served.get("/documents?k=1")
        assert (status, listed["count"], listed["next"]) == (200, 2, "ferry.txt")
        assert served.get("/documents?after=ferry.txt")[1]["documents"][0]["id"] == "mill.txt"
        assert served.get("/documents/mill.txt")[1]["text"].startswith("The Old Mill")

    def test_answer_a_file_of_questions_line_by_line(self, served):
        body = '{"id": "a", "question": "Who built the mill?"}\n\n{"id": "a", "question": "Why?"}'
        status, data = served.send("POST", "/batch", body)
        records = [json.loads(line) for line in data.splitlines()]
        assert status == 200
        assert [record["schema"] for record in records] == [
            "quoth.answer/1",
            "quoth.error/1",
            "quoth.error/1",
        ]
        assert [record["id"] for record in records] == ["a", None, "a"]

    def test_are_described(self, served):
        status, described = served.get("/openapi.json")
        assert status == 200
        assert {"/ask", "/batch", "/find", "/judge", "/documents/{id}"} <= described["paths"].keys()
        schema = described["paths"]["/find"]["post"]["requestBody"]["content"]["application/json"]
        name = schema["schema"]["$ref"].rpartition("/")[2]
        assert "quotation" in described["components"]["schemas"][name]["properties"]

    def test_are_counted(self, served):
        served.post("/find", {"quotation": "the mill"})
        served.post("/find", {})
        _, data = served.send("GET", "/metrics")
        text = data.decode()
        assert 'quoth_requests_total{operation="find",status="200"} 1\n' in text
        assert 'quoth_requests_total{operation="find",status="400"} 1\n' in text
        assert "quoth_documents 2\n" in text

    def test_answer_from_the_index_that_took_the_place_of_another(self, served, village):
        assert served.post("/find", {"quotation": "a yellow submarine"})[1]["found"] is False
        village.write(sea="There lived a yellow submarine.")
        village.refresh()
        assert served.post("/find", {"quotation": "a yellow submarine"})[1]["found"] is True


class TestChatCompletions:
    ASKED = (
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Who built the mill?"},
    )

    def test_quote_the_documents(self, served):
        status, reply = served.post(
            "/v1/chat/completions", {"model": "any", "messages": self.ASKED}
        )
        message = reply["choices"][0]["message"]
        assert (status, message["role"]) == (200, "assistant")
        assert reply["quoth"]["passages"][0]["text"] in message["content"]

    def test_can_be_streamed(self, served):
        whole = served.post("/v1/chat/completions", {"messages": self.ASKED})[1]
        body = json.dumps({"messages": self.ASKED, "stream": True})
        _, data = served.send("POST", "/v1/chat/completions", body)
        *events, done = data.decode().strip().split("\n\n")
        deltas = [
            json.loads(event.removeprefix("data: "))["choices"][0]["delta"] for event in events
        ]
        said = "".join(delta.get("content", "") for delta in deltas)
        assert (said, done) == (whole["choices"][0]["message"]["content"], "data: [DONE]")

    def test_take_texts_in_parts_and_earlier_messages(self, served):
        parts = [{"type": "text", "text": "Who was the captain?"}]
        messages = [*self.ASKED, {"role": "assistant", "content": "Hale."}]
        messages.append({"role": "user", "content": parts})
        reply = served.post("/v1/chat/completions", {"messages": messages})[1]
        assert reply["quoth"]["question"] == "Who was the captain?"

    @pytest.mark.parametrize(
        "messages", [[], [{"role": "assistant", "content": "Hale."}], [{"role": "user"}], "Who?"]
    )
    def test_need_a_question(self, served, messages):
        assert served.post("/v1/chat/completions", {"messages": messages})[0] == 400


class TestBadRequests:
    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "code"),
        [
            ("POST", "/ask", "", 400, "bad_json"),
            ("POST", "/ask", "{", 400, "bad_json"),
            ("POST", "/ask", "[" * 100_000, 400, "bad_json"),
            ("POST", "/ask", '{"question": NaN}', 400, "bad_json"),
            ("POST", "/ask", "[]", 400, "bad_json"),
            ("POST", "/ask", "{}", 400, "bad_request"),
            ("POST", "/ask", '{"question": " "}', 400, "empty_question"),
            ("POST", "/ask", '{"question": "a", "documents": ["none"]}', 400, "bad_request"),
            ("POST", "/find", '{"quotation": "…"}', 400, "bad_request"),
            ("POST", "/fetch", '{"id": "../mill.txt"}', 404, "not_found"),
            ("GET", "/documents/..%2F..%2Fetc%2Fpasswd", None, 404, "not_found"),
            ("GET", "/documents//etc/passwd", None, 404, "not_found"),
            ("GET", "/documents/mill", None, 404, "not_found"),
            ("GET", "/documents?k=0", None, 400, "bad_request"),
            ("GET", "/documents?after=none", None, 404, "not_found"),
            ("GET", "/nothing", None, 404, "not_found"),
            ("DELETE", "/ask", None, 405, "bad_method"),
        ],
    )
    def test_get_an_error_and_the_others_go_on(self, served, method, path, body, status, code):
        given, data = served.send(method, path, body)
        error = json.loads(data)["error"]
        assert (given, error["code"]) == (status, code)
        assert len(error["message"].splitlines()) == 1
        assert served.get("/documents")[0] == 200

    def test_without_a_token_get_nothing(self, served):
        for path in ("/documents", "/metrics", "/openapi.json", "/mcp"):
            status, error = served.get(path, Authorization=None)
            assert (status, error["error"]["code"]) == (401, "unauthorized")
        assert served.get("/health", Authorization=None) == (200, {"status": "ok"})

    def test_that_are_no_http_or_stop_half_way_leave_the_others_alone(self, served):
        for sent in (b"\x00\xff\r\n\r\n", b"POST /ask HTTP/1.1\r\nHost: 127.0.0.1\r\n"):
            with socket.create_connection(("127.0.0.1", served.port)) as connection:
                connection.sendall(sent)
                assert served.get("/documents")[0] == 200


class TestACrowdOfClients:
    def test_is_answered_without_an_error_and_each_its_own_question(self, served):
        quotations = {"built by Jonas Hale": "mill.txt", "the river twice a day": "ferry.txt"}

        def ask(number):
            quotation, document = list(quotations.items())[number % 2]
            status, found = served.post("/find", {"quotation": quotation})
            _, answer = served.post("/ask", {"question": f"Who was it, number {number}?", "k": 1})
            return (
                status,
                found["places"][0]["citation"]["document"] == document,
                answer["question"].endswith(f" {number}?"),
            )

        with ThreadPoolExecutor(8) as clients:
            assert set(clients.map(ask, range(80))) == {(200, True, True)}


class TestAgents:
    async def test_list_search_fetch_and_verify_over_http(self, served):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with httpx2.AsyncClient(headers=headers) as http:
            url = f"http://127.0.0.1:{served.port}/mcp"
            async with Client(streamable_http_client(url, http_client=http)) as client:
                assert "search" in {tool.name for tool in (await client.list_tools()).tools}
                found = await client.call_tool("search", {"query": "the ferry's captain"})
                first = found.structured_content["results"][0]
                fetched = await client.call_tool("fetch", {"id": first["id"]})
                assert "Edith Crane" in fetched.structured_content["text"]
                answer = await client.call_tool("ask", {"question": "Who built the mill?"})
                verified = await client.call_tool("verify", {"answer": answer.structured_content})
                assert verified.structured_content["holds"] is True
