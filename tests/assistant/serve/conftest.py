import json
import threading
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest

from assistant.mcp.server import instructions
from assistant.serve.app import application
from assistant.serve.guarding import Guard
from assistant.serve.running import listening, server

TOKEN = "a token of the tests"


@dataclass
class Served:
    """A server on this machine, and what asks it."""

    port: int

    def send(self, method, path, body=None, **headers):
        """Send a request with the token; return the status and the body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {TOKEN}", **headers}
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value}
        connection.request(method, path, body and body.encode(), headers)
        reply = connection.getresponse()
        data = reply.read()
        connection.close()
        return reply.status, data

    def post(self, path, fields, **headers):
        status, data = self.send("POST", path, json.dumps(fields), **headers)
        return status, json.loads(data)

    def get(self, path, **headers):
        status, data = self.send("GET", path, **headers)
        return status, json.loads(data)


@pytest.fixture
def served(desks):
    """A server of the village."""
    told = instructions(desks.now().assistant.documents)
    with listening("127.0.0.1", 0) as listener:
        running = server(application(desks, Guard(TOKEN), told))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Served(listener.getsockname()[1])
        running.should_exit = True
        thread.join()
