"""Drafts file: where drafts are written, which is never a file that is there already."""

from pathlib import Path

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason, standard_output
from index.errors import InputError


def check_new(output: Path | None) -> None:
    """Refuse a file that is there; None stands for stdout.

    Raises:
        InputError: It is there.
    """
    if output and output.exists():
        raise InputError(f"{output}: is there already; name another file with -o")


def write_new(data: bytes, output: Path | None) -> None:
    """Write a new file, or to stdout.

    Raises:
        InputError: It cannot be written, or has come to be there meanwhile.
    """
    if output is None:
        standard_output().write(data)
        return
    try:
        with output.open("xb") as file:
            file.write(data)
    except OSError as error:
        name = safe_line(str(output))
        raise InputError(f"{name}: cannot be written ({reason(error)})") from None
