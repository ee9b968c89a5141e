"""``quoth-eval.toml``, which stands beside eval sets: what they are about, and what must hold."""

import tomllib
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from index.errors import InputError

FILE_NAME = "quoth-eval.toml"
SOURCES = "sources"
"""The entry that names the documents; the others are of the gate."""


def beside(eval_set: Path) -> Path | None:
    """Return the ``quoth-eval.toml`` that stands beside an eval set, if there is one."""
    path = eval_set.resolve().parent / FILE_NAME
    return path if path.is_file() else None


def tables(path: Path) -> dict[str, Any]:
    """Return what a ``quoth-eval.toml`` holds.

    Raises:
        InputError: It cannot be read, or is not TOML.
    """
    name = safe_line(str(path))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{name}: the gate cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{name}: the gate is not TOML: {safe_line(str(error))}") from None
