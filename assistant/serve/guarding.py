"""Guarding: who may ask, from where, and how much may be sent."""

import asyncio
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.serve.replies import RefusedError, error_reply

MOST_BYTES = 16 * 2**20
"""Of the body of a request."""
PATIENCE = 30
"""Seconds within which the body of a request has to be there."""
_OPEN = frozenset({"/health"})
"""Paths that need no token."""
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Guard:
    """What a request has to carry.

    Args:
        token: The bearer token.
        is_public: Whether requests may come under any name of the host; a page that a browser shows
            can make its own name lead to this machine.
    """

    token: str
    is_public: bool = False

    def check(self, request: Request) -> None:
        """Let a request pass.

        Raises:
            RefusedError: It comes under another name, from another site, or without the token.
        """
        host = request.headers.get("host", "")
        if not self.is_public and _hostname(host) not in _LOCAL:
            raise RefusedError(403, "bad_host", "ask under the name 127.0.0.1 or localhost")
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise RefusedError(403, "bad_origin", "pages of other sites may not ask")
        if request.url.path in _OPEN:
            return
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        is_right = hmac.compare_digest(given.strip().encode(), self.token.encode())
        if scheme.lower() != "bearer" or not is_right:
            message = "send the token that the server said: Authorization: Bearer TOKEN"
            raise RefusedError(401, "unauthorized", message)


class Guarded:
    """An application that only requests reach which a guard lets pass."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one that is refused is not read."""
        if scope["type"] == "http":
            try:
                self._guard.check(Request(scope))
            except RefusedError as error:
                await error_reply(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def body_of(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        RefusedError: It is too large, or too slow.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MOST_BYTES:
        raise _too_large()
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                size += len(part)
                if size > MOST_BYTES:
                    raise _too_large()
                parts.append(part)
    except TimeoutError:
        raise RefusedError(408, "too_slow", "the body of the request was too slow") from None
    return b"".join(parts)


def _too_large() -> RefusedError:
    return RefusedError(413, "too_large", f"send at most {MOST_BYTES:,} bytes")


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
