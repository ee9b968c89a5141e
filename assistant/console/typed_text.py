"""A text that is typed behind a command, or piped into it."""

from collections.abc import Sequence

from assistant.console.streams import standard_input
from index.errors import InputError

_BOM = "\ufeff"


def typed_text(words: Sequence[str], what: str, command: str, most: int) -> str:
    """Return what was typed; a dash, or nothing at all, reads it from stdin.

    Args:
        words: What was typed, a word or more an argument.
        what: What it is, for what is said where it cannot be used.
        command: The command that it is typed behind.
        most: How many characters it may have.

    Raises:
        InputError: There is none, or it cannot be read.
    """
    if words and list(words) != ["-"]:
        return " ".join(words)
    stream = standard_input()
    if not words and stream.isatty():
        raise InputError(f"there is no {what.upper()}; see {command} --help")
    most_bytes = 4 * most
    data = stream.read(most_bytes + 3)
    if len(data) > most_bytes:
        raise InputError(f"the {what} is too long; give at most {most:,} characters")
    try:
        text = data.decode("utf-8").removeprefix(_BOM).rstrip("\r\n")
    except UnicodeDecodeError:
        raise InputError(f"the {what} on stdin is not UTF-8") from None
    if not text:
        raise InputError(f"stdin holds no {what}; type it behind {command}, or pipe it in")
    return text
