"""The trash of the saved chats: what was deleted, until the next chat begins.

It is a folder among the sessions, private like them. What was exported of a chat is no part of it
and stays.
"""

import shutil
from pathlib import Path

from assistant.sessions.names import name_file
from index.files.disk import make_private_folder


def delete(session: Path) -> None:
    """Move a session and its name to the trash.

    Raises:
        OSError: It cannot be moved.
    """
    trash = _trash(session.parent)
    make_private_folder(trash)
    session.replace(trash / session.name)
    if (named := name_file(session)).exists():
        named.replace(trash / named.name)


def restore(session: Path) -> None:
    """Bring a session back that was deleted.

    Raises:
        OSError: It is no longer in the trash, or another one has its place.
    """
    if session.exists():
        raise FileExistsError(None, "another chat has its place", str(session))
    trash = _trash(session.parent)
    (trash / session.name).rename(session)
    if (trash / name_file(session).name).exists():
        (trash / name_file(session).name).replace(name_file(session))


def sweep(folder: Path) -> None:
    """Remove what is in the trash of a folder of sessions, as far as it can be."""
    shutil.rmtree(_trash(folder), ignore_errors=True)


def _trash(folder: Path) -> Path:
    return folder / "trash"
