import pytest
from starlette.requests import Request

from assistant.serve import guarding
from assistant.serve.guarding import Guard, body_of
from assistant.serve.replies import RefusedError

GUARD = Guard("right token")


def request(path="/ask", *, receive=None, **headers):
    given = {"host": "127.0.0.1:80", "authorization": "Bearer right token", **headers}
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in given.items() if v is not None]
    scope = {"type": "http", "method": "POST", "path": path, "headers": raw, "query_string": b""}
    return Request(scope, receive)


def code(guard, asked):
    with pytest.raises(RefusedError) as refused:
        guard.check(asked)
    return refused.value.code


class TestTheGuard:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8421", "localhost:80", "[::1]:80"])
    def test_lets_requests_pass_with_the_token_under_a_local_name(self, host):
        GUARD.check(request(host=host))

    @pytest.mark.parametrize(
        "given",
        [None, "", "Bearer", "Bearer wrong", "Basic right token", "right token", "Bearer é"],
    )
    def test_refuses_any_other_token(self, given):
        assert code(GUARD, request(authorization=given)) == "unauthorized"

    @pytest.mark.parametrize(
        "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[::", "0.0.0.0"]
    )
    def test_refuses_other_names_of_this_machine(self, host):
        assert code(GUARD, request(host=host)) == "bad_host"

    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "null", "http://127.0.0.1:81", "http://localhost:80"]
    )
    def test_refuses_pages_of_other_sites(self, origin):
        assert code(GUARD, request(origin=origin)) == "bad_origin"

    def test_needs_no_token_for_its_health_alone(self):
        GUARD.check(request("/health", authorization=None))
        for path in ("/metrics", "/openapi.json", "/mcp", "/health/", "//health"):
            assert code(GUARD, request(path, authorization=None)) == "unauthorized"

    def test_of_a_public_server_lets_every_name_pass_with_the_token(self):
        public = Guard("right token", is_public=True)
        public.check(request(host="library.example"))
        assert code(public, request(host="library.example", authorization=None)) == "unauthorized"


class TestBodies:
    async def test_are_read_whole(self):
        parts = iter([(b"one ", True), (b"two", False)])

        async def receive():
            body, more = next(parts)
            return {"type": "http.request", "body": body, "more_body": more}

        assert await body_of(request(receive=receive)) == b"one two"

    async def test_that_are_said_to_be_too_large_are_not_read(self):
        with pytest.raises(RefusedError, match="at most"):
            await body_of(request(content_length=str(10**9), receive=None))

    async def test_that_grow_too_large_are_refused(self, monkeypatch):
        monkeypatch.setattr(guarding, "MOST_BYTES", 1000)

        async def receive():
            return {"type": "http.request", "body": b"x" * 300, "more_body": True}

        with pytest.raises(RefusedError) as refused:
            await body_of(request(receive=receive))
        assert refused.value.status == 413

    async def test_that_do_not_come_are_refused(self, monkeypatch):
        import asyncio

        monkeypatch.setattr(guarding, "PATIENCE", 0.01)
        with pytest.raises(RefusedError) as refused:
            await body_of(request(receive=asyncio.Event().wait))
        assert refused.value.status == 408
