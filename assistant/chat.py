"""``quoth chat``: the terminal UI where there is a terminal, else line by line."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from assistant.messages import ignore, say
from assistant.options import Asking, open_assistant, open_with
from assistant.session import Session
from assistant.sessions import Sessions
from index.errors import InputError
from index.location import user_folder

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.builder import Progress


def run(options: argparse.Namespace) -> int:
    """Chat until the person leaves.

    Raises:
        QuothError: The sources or the index cannot be used.
    """
    asking = Asking.of(options)
    for source in options.sources:
        if not source.exists():
            raise InputError(f"{source}: no such file or folder; name another with -s")
    sessions = Sessions(user_folder("data") / "sessions", saves=options.save)
    if options.port and not options.web:
        options.parser.error("--port is where --web listens; give both")
    if options.web and options.json:
        options.parser.error("--web has no records to print; leave out --json")
    if options.web:
        from assistant.web.serving import run as serve

        return serve(options)
    if options.plain or options.json or not _has_terminal():
        return _run_line_chat(options, asking, sessions)
    return _run_app(options, asking, sessions)


def _run_line_chat(options: argparse.Namespace, asking: Asking, sessions: Sessions) -> int:
    from assistant.line_chat import resume_latest, run_line_chat

    assistant = open_assistant(options)
    session = Session(sessions.over(assistant.sources), explain=asking.explain, warn=say)
    if options.resume:
        resume_latest(session, assistant, ignore if options.quiet else say)
    return run_line_chat(assistant, asking, session, as_json=options.json)


def _has_terminal() -> bool:
    streams = (sys.stdin, sys.stdout)
    has = all(stream is not None and stream.isatty() for stream in streams)
    is_smart = os.environ.get("TERM", "dumb") != "dumb"
    # A server that shows the chat in a browser names the driver that talks with it.
    return (has and is_smart) or "TEXTUAL_DRIVER" in os.environ


def _run_app(options: argparse.Namespace, asking: Asking, sessions: Sessions) -> int:
    from assistant.tui.app import ChatApp, run_chat
    from assistant.tui.preferences import Preferences

    warnings: list[str] = []

    def opened(progress: "Progress") -> "Assistant":
        return open_with(options, progress, ignore if options.quiet else warnings.append)

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
