"""Exporting: a whole chat as Markdown, written beside its session."""

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.markdown import session_markdown
from assistant.reanchoring import reanchor
from assistant.session_file import write_private
from assistant.streams import reason
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from assistant.session import Session


def export(session: "Session", assistant: "Assistant") -> Path:
    """Write a session as Markdown, in place of what was exported of it before; return where.

    Raises:
        InputError: It cannot be written.
    """
    turns = (reanchor(turn, assistant) for turn in session.conversation.turns)
    written = session_markdown(turns, session.sessions.sources)
    path = session.export_path
    try:
        write_private(path, written.encode())
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({reason(error)})") from None
    return path
