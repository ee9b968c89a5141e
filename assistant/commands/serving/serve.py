"""``quoth serve``: the documents over HTTP, for programs on this machine."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from assistant.commands.options import assistant_on, open_library
from assistant.commands.serving.mcp import opened
from assistant.console.counting import counted
from assistant.console.messages import say
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.service.desk import Desks

TOKEN = "QUOTH_TOKEN"  # noqa: S105 - the name of a variable
_LOCAL, _EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only with --public
_SHORTEST_TOKEN = 16


def run(options: argparse.Namespace) -> int:
    """Answer requests until a signal ends it.

    Raises:
        QuothError: The sources, the index, the model, the port or the token cannot be used.
    """
    if options.daemon:
        return _in_background(options)
    from assistant.mcp.server import instructions
    from assistant.serve.app import application
    from assistant.serve.guarding import Guard
    from assistant.serve.running import listening, server
    from assistant.service.desk import Desks

    token = _token(is_public=options.public)
    library = open_library(options)
    documents = tuple(library.documents.values())
    host = _EVERYWHERE if options.public else _LOCAL
    with listening(host, options.port) as listener:
        desks = Desks(partial(opened, options), partial(assistant_on, library, options))
        desks.now()
        if options.public:
            count = counted(len(documents), "document")
            say(f"everybody who reaches this machine and has the token can read {count}")
        if sys.stderr is not None:
            sys.stderr.write(f"http://{_LOCAL}:{listener.getsockname()[1]} token={token}\n")
            sys.stderr.flush()
        app = application(desks, Guard(token, options.public), instructions(documents))
        with _answering_commands(options, desks):
            server(app).run(sockets=[listener])
    return 0


@contextmanager
def _answering_commands(options: argparse.Namespace, desks: "Desks") -> Iterator[None]:
    """Answer commands of the same options meanwhile, where no other process does."""
    from assistant.commands.warm.place import place_of

    place = place_of(options)
    if place is None:
        yield
        return
    from assistant.commands.warm.listening import Listener, Warm

    listener = Listener(place, Warm(desks, options.model).reply)
    with suppress(OSError):  # commands go on to answer by themselves
        listener.begin()
    try:
        yield
    finally:
        listener.end()


def _in_background(options: argparse.Namespace) -> int:
    """Build or refresh the index, and leave a process that answers commands."""
    from assistant.commands.warm.starting import start_and_wait

    if options.public or options.port:
        raise InputError("--daemon answers commands alone; leave --public and --port out")
    open_library(options)
    number = start_and_wait(options, options.idle)
    if not options.quiet:
        if number is None:
            say("a process is warm already")
        else:
            say(
                f"ask and find are answered at once by process {number}; end it with: kill {number}"
            )
    return 0


def _token(*, is_public: bool) -> str:
    """Return the token that is given, or else a new one; a public server has to be given one."""
    from assistant.serve.guarding import new_token

    given = os.environ.get(TOKEN, "")
    if is_public and not given:
        raise InputError(f"--public needs a token that you chose; give it as {TOKEN}")
    if given and (len(given) < _SHORTEST_TOKEN or not given.isascii() or not given.isprintable()):
        least = f"at least {_SHORTEST_TOKEN} printable ASCII characters"
        raise InputError(f"{TOKEN}: is no good token; it needs {least}, and no spaces")
    if any(map(str.isspace, given)):
        raise InputError(f"{TOKEN}: is no good token; leave out the spaces")
    return given or new_token()
