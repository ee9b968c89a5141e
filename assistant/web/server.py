"""ChatServer: the page of the chat and its connections, behind an address that nobody guesses."""

import asyncio
import secrets
from pathlib import Path

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

_PAGE = Path(__file__).parent / "page"
_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src ws://{host}:*; frame-ancestors 'none'"
)
"""What the page may load: its own files. A browser refuses everything else."""
_PATIENCE = 5
"""Seconds that a chat has to end by itself."""


class ChatServer(Server):
    """Serves the chat below a secret path.

    Whoever knows the path can read the documents. Other users of the machine do not know it, and
    other pages in the browser, which can reach any local port, do not either.

    Args:
        command: The shell command that begins a chat.
        host: The address to listen at.
    """

    def __init__(self, command: str, host: str) -> None:
        super().__init__(command, host=host, title="Quoth", templates_path=_PAGE)
        self._path = f"/{secrets.token_urlsafe(16)}"
        self._connections: set[web.WebSocketResponse] = set()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{self.public_url}{self._path}/"

    def tell_port(self, port: int) -> None:
        """Let the page connect to the port that the server has got."""
        self.public_url = f"http://{self.host}:{port}"

    async def application(self) -> web.Application:
        """Return what answers requests."""
        served = await self._make_app()
        served.router.add_static("/page", self.templates_path)
        served.on_response_prepare.append(self._restrict)
        application = web.Application()
        application.add_subapp(self._path, served)
        return application

    async def _restrict(self, _: web.Request, response: web.StreamResponse) -> None:
        response.headers["Content-Security-Policy"] = _POLICY.format(host=self.host)
        response.headers["Referrer-Policy"] = "no-referrer"

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; the caller tells the address."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - the name is theirs
        """End every chat, and wait until it has ended."""
        for connection in tuple(self._connections):
            await connection.close()

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        self._connections.add(websocket)
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            self._connections.discard(websocket)
            await _end(app_service)


async def _end(app_service: AppService) -> None:
    """Ask a chat to end, and see to it that it does."""
    process = app_service._process  # noqa: SLF001 - nothing else tells when it has ended
    if process is None:
        return
    await app_service.send_meta({"type": "quit"})
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()
