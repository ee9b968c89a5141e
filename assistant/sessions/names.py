"""The names that people give to saved chats.

A name stands in a file of its own beside the session, ``SESSION.name``: one line of UTF-8. So the
session stays a file of question records, and a chat that is renamed while it goes on stays where
it is.
"""

from contextlib import suppress
from pathlib import Path

from assistant.sessions.file import write_private

LONGEST_NAME = 100
"""Characters."""


def name_file(session: Path) -> Path:
    """Return where the name of a session is kept; the file need not exist."""
    return session.with_suffix(".name")


def name_of(session: Path) -> str | None:
    """Return the name that a session was given; None where it has none."""
    try:
        with name_file(session).open(encoding="utf-8", errors="replace") as file:
            return file.read(LONGEST_NAME).strip() or None
    except OSError:
        return None


def rename(session: Path, name: str) -> None:
    """Give a session a name; a blank one takes its name away.

    Raises:
        OSError: It cannot be written.
    """
    named = name_file(session)
    if name.strip():
        write_private(named, f"{name.strip()[:LONGEST_NAME]}\n".encode())
    else:
        with suppress(FileNotFoundError):
            named.unlink()
