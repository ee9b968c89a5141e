"""Exporting: a whole chat as Markdown or as answer records, written to the current directory."""

from functools import partial
from typing import TYPE_CHECKING

from assistant.citations.addresses import url
from assistant.citations.reanchoring import reanchor
from assistant.rendering.markdown import session_markdown
from assistant.sessions.file import write_here
from index.files.json_lines import dump

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answerer import Answerer
    from assistant.answering import Citation
    from assistant.sessions.session import Session


def export(session: "Session", assistant: "Answerer") -> "Path":
    """Write a session as Markdown, under a name that is free; return where.

    Raises:
        InputError: It cannot be written.
    """
    turns = (reanchor(turn, assistant) for turn in session.conversation.turns)
    written = session_markdown(turns, session.sessions.sources, partial(_url, assistant))
    return write_here(session.name, ".md", written.encode())


def _url(assistant: "Answerer", citation: "Citation") -> str | None:
    try:
        return url(citation.link, assistant.original(citation.document).path)
    except KeyError:  # it was cited before, and is gone
        return None


def export_answers(session: "Session") -> "Path":
    """Write the answer records of a session, one a line as ``quoth batch`` does; return where.

    What was exported before stays.

    Raises:
        InputError: They cannot be written.
    """
    lines = "".join(f"{dump(record)}\n" for record in session.answers())
    return write_here(session.name, ".answers.jsonl", lines.encode("ascii"))
