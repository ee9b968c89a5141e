"""Layout: how plain answers are laid out, and how this stdout wants them."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.citations.addresses import url
from assistant.console.links import follows_links

if TYPE_CHECKING:
    from assistant.answerer import Answerer
    from assistant.answering import Citation

_NARROWEST = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """How plain text is laid out.

    Args:
        width: Columns of a line.
        styled: Emphasise with escape sequences, as a terminal shows them; else with »…«.
        explain: Say why each passage ranks where it does.
        path: Names the file of a document so that it can be opened from where it is shown; None
            names documents as citations do.
        url: Returns where a citation leads, on a terminal that follows links; None makes none.
    """

    width: int = 80
    styled: bool = False
    explain: bool = False
    path: Callable[[str], str] | None = None
    url: Callable[["Citation"], str | None] | None = None


def layout_of_stdout(assistant: "Answerer | None" = None, *, explain: bool = False) -> Layout:
    """Return the terminal's width and styles; 80 columns and none where there is no terminal.

    On a terminal, citations of an assistant name files so that they can be opened from the current
    directory.
    """
    if sys.stdout is None or not sys.stdout.isatty():
        return Layout(explain=explain)
    width = max(shutil.get_terminal_size().columns, _NARROWEST)
    styled = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    path = partial(_from_here, assistant) if assistant else None
    leads = partial(_url, assistant) if assistant and styled and follows_links(os.environ) else None
    return Layout(width, styled, explain, path, leads)


def _url(assistant: "Answerer", citation: "Citation") -> str | None:
    try:
        return url(citation.link, assistant.original(citation.document).path)
    except (KeyError, ValueError):  # it is gone, or has no absolute path
        return None


def _from_here(assistant: "Answerer", document: str) -> str:
    """Return the path of a document's file, from the current directory where that is shorter."""
    path = str(assistant.original(document).path)
    try:
        return min(os.path.relpath(path), path, key=len)
    except (OSError, ValueError):  # the directory was removed, or is on another drive
        return path
