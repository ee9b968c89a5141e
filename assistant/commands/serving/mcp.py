"""``quoth mcp``: the documents for agents, over the Model Context Protocol on stdin and stdout."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from assistant.commands.options import open_library, open_with
from assistant.console.messages import ignore, progress_bar, say

if TYPE_CHECKING:
    from assistant.engine import Assistant


def run(options: argparse.Namespace) -> int:
    """Serve one client until it leaves.

    Raises:
        QuothError: The sources or the index cannot be used.
    """
    import anyio

    from assistant.mcp.server import instructions, serve_stdio
    from assistant.service.desk import Desks

    told = instructions(tuple(open_library(options).documents.values()))
    anyio.run(serve_stdio, Desks(partial(opened, options)), told)
    return 0


def opened(options: argparse.Namespace) -> "Assistant":
    """Open the assistant that the options describe, for other programs to ask."""
    with progress_bar(quiet=True) as progress:
        return open_with(options, progress, ignore if options.quiet else say)
