"""``quoth mcp``: the documents for agents, over the Model Context Protocol on stdin and stdout."""

import argparse
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from assistant.commands.options import assistant_on, open_library, open_with
from assistant.console.messages import ignore, progress_bar, say
from index.errors import QuothError

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from assistant.service.desk import Desks


def run(options: argparse.Namespace) -> int:
    """Serve one client until it leaves.

    Raises:
        QuothError: The sources or the index cannot be used.
    """
    from assistant.service.desk import Desks

    library = open_library(options)
    desks = Desks(partial(opened, options), partial(assistant_on, library, options))
    # What answers is opened while the protocol is loaded: clients wait for both.
    threading.Thread(target=_warm, args=[desks], daemon=True).start()
    import anyio

    from assistant.mcp.server import instructions, serve_stdio

    anyio.run(serve_stdio, desks, instructions(tuple(library.documents.values())))
    return 0


def _warm(desks: "Desks") -> None:
    """Open what answers before it is asked; why it cannot be, the first answer says."""
    with suppress(QuothError):
        desks.now()


def opened(options: argparse.Namespace) -> "Assistant":
    """Open the assistant that the options describe, for other programs to ask."""
    with progress_bar(quiet=True) as progress:
        return open_with(options, progress, ignore if options.quiet else say)
