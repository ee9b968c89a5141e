"""Layout: how plain answers are laid out, and how this stdout wants them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.citations.addresses import url
from assistant.console.surroundings import Surroundings

if TYPE_CHECKING:
    from assistant.answerer import Answerer
    from assistant.answering import Citation


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


def layout_in(
    here: Surroundings, assistant: "Answerer | None" = None, *, explain: bool = False
) -> Layout:
    """Return the layout that surroundings want.

    On a terminal, citations of an assistant name files so that they can be opened from the current
    folder.
    """
    if not here.is_terminal:
        return Layout(explain=explain)
    path = partial(_path, assistant, here) if assistant else None
    leads = partial(_url, assistant) if assistant and here.follows_links else None
    return Layout(here.columns, here.is_styled, explain, path, leads)


def layout_of_stdout(assistant: "Answerer | None" = None, *, explain: bool = False) -> Layout:
    """Return the layout that this process's surroundings want."""
    return layout_in(Surroundings.here(), assistant, explain=explain)


def _url(assistant: "Answerer", citation: "Citation") -> str | None:
    try:
        return url(citation.link, assistant.original(citation.document).path)
    except (KeyError, ValueError):  # it is gone, or has no absolute path
        return None


def _path(assistant: "Answerer", here: Surroundings, document: str) -> str:
    return here.path(str(assistant.original(document).path))
