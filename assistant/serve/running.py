"""Running: the server on its port, until it is asked to end."""

import os
import socket

import uvicorn

from assistant.serve.guarding import PATIENCE, Guarded
from index.errors import InputError

_MOST_AT_ONCE = 100
"""Connections; more are told to come again."""
_GRACE = 5
"""Seconds that requests have to be answered in, once the server is asked to end."""


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any free one.

    Raises:
        InputError: The port cannot be used.
    """
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        message = f"port {port} of {host} cannot be used ({why})"
        raise InputError(f"{message}; name another with --port") from None


def server(app: Guarded) -> uvicorn.Server:
    """Return what answers requests until a signal ends it; those that have begun are finished."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=PATIENCE,
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
        ws="none",
    )
    return uvicorn.Server(config)
