"""``quoth chat``: the terminal UI where there is a terminal, else line by line."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.asking import Asking
from assistant.chat import Chat
from assistant.commands.options import asking_of, open_assistant, open_with
from assistant.console.crash_log import report_crash
from assistant.console.ending import FORESEEN
from assistant.console.messages import ignore, say
from assistant.sessions.saved import Sessions
from assistant.sessions.trash import sweep
from index.errors import InputError
from index.files.location import user_folder

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.progress import Progress


def run(options: argparse.Namespace) -> int:
    """Chat until the person leaves; a crash is logged and ends with exit code 2.

    Raises:
        QuothError: The sources or the index cannot be used.
    """
    asking = asking_of(options)
    _check(options)
    if options.web:
        from assistant.web.serving import run as serve

        return serve(options)
    try:
        return _chat(options, asking)
    except FORESEEN:
        raise
    except Exception as error:  # noqa: BLE001 - a defect, whatever it is
        return report_crash(error, is_saved=options.save)


def _chat(options: argparse.Namespace, asking: Asking) -> int:
    sessions = _sessions(options)
    if options.plain or options.json or not _has_terminal():
        return _run_line_chat(options, asking, sessions)
    return _run_app(options, asking, sessions)


def _check(options: argparse.Namespace) -> None:
    if options.port and not options.web:
        options.parser.error("--port is where --web listens; give both")
    if options.web and options.json:
        options.parser.error("--web has no records to print; leave out --json")
    for source in options.sources:
        if not source.exists():
            raise InputError(f"{source}: no such file or folder; name another with -s")


def _sessions(options: argparse.Namespace) -> Sessions:
    """Return the saved chats; those over any sources where none are named."""
    folder = user_folder("data") / "sessions"
    sweep(folder)
    is_named = bool(options.sources or options.index)
    return Sessions(folder, saves=options.save, lists_all=not is_named)


def _run_line_chat(options: argparse.Namespace, asking: Asking, sessions: Sessions) -> int:
    from assistant.commands.line_chat import resume_latest, run_line_chat

    latest = next(sessions.listed(), None) if options.resume and sessions.lists_all else None
    if latest:
        options = _over(options, tuple(map(Path, latest.sources)))
    chat = Chat(sessions, asking, warn=say)
    chat.open(open_assistant(options))
    if options.resume:
        resume_latest(chat, ignore if options.quiet else say)
    return run_line_chat(chat, as_json=options.json)


def _over(options: argparse.Namespace, sources: Sequence[Path]) -> argparse.Namespace:
    """Return the same options for the documents of an earlier chat."""
    return argparse.Namespace(**{**vars(options), "sources": list(sources)})


def _has_terminal() -> bool:
    streams = (sys.stdin, sys.stdout, sys.stderr)  # the last is where it paints
    has = all(stream is not None and stream.isatty() for stream in streams)
    is_smart = os.environ.get("TERM", "dumb") != "dumb"
    # A server that shows the chat in a browser names the driver that talks with it.
    return (has and is_smart) or "TEXTUAL_DRIVER" in os.environ


def _run_app(options: argparse.Namespace, asking: Asking, sessions: Sessions) -> int:
    from assistant.tui.app import ChatApp, run_chat
    from assistant.tui.keys.preferences import Preferences

    warnings: list[str] = []

    def opened(progress: "Progress", sources: Sequence[Path] = ()) -> "Assistant":
        wanted = _over(options, sources) if sources else options
        assistant = open_with(wanted, progress, ignore if options.quiet else warnings.append)
        if not sources:
            assistant.select(asking.within)
        return assistant

    try:
        return run_chat(
            ChatApp(
                opened,
                k=asking.k,
                context=asking.context,
                explain=asking.explain,
                history_file=user_folder("data") / "questions.jsonl" if options.save else None,
                sessions=sessions,
                resume=options.resume,
                within=asking.within,
                preferences=Preferences(
                    user_folder("config") / "chat.toml",
                    user_folder("data") / "theme",
                    keeps=options.save,
                ),
            )
        )
    finally:  # while it runs, the UI has the whole terminal
        for warning in warnings:
            say(warning)
