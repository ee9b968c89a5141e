"""Place: the socket at which commands with the same options find the same warm process."""

import argparse
import hashlib
import json
import os
import socket
from pathlib import Path

import assistant
from index.errors import InputError
from index.files.location import runtime_folder, user_folder
from index.reading import SHIPPED_READER

_LONGEST = 100
"""Bytes of a socket's path; systems allow little more."""


def place_of(options: argparse.Namespace) -> Path | None:
    """Return the socket of a command's options; None where there cannot be one.

    It is named by what answers depend on: this installation of Quoth, the sources, the index, the
    model and the reader.
    """
    if not hasattr(socket, "AF_UNIX"):
        return None
    try:
        folder, cache = runtime_folder(), user_folder("cache")
        package = Path(str(assistant.__file__))
        installed = [str(package), package.stat().st_ctime_ns]
        named = [
            installed,
            str(cache),
            [os.path.abspath(source) for source in options.sources],  # noqa: PTH100
            absolute(options.index),
            as_named(options.model),
            as_named(getattr(options, "reader", SHIPPED_READER)),
        ]
    except (InputError, OSError):
        return None
    digest = hashlib.sha256(json.dumps(named).encode()).hexdigest()[:24]
    path = folder / f"{digest}.sock"
    return path if len(os.fsencode(path)) <= _LONGEST else None


def absolute(index: object) -> str | None:
    """Return where an index lives, whatever the current folder; a store by its address."""
    if index is None:
        return None
    return os.path.abspath(index) if isinstance(index, Path) else str(index)  # noqa: PTH100


def as_named(model: str | None) -> str | None:
    """Return a model's name, or its absolute path where it is a path."""
    is_path = model is not None and os.path.exists(model)  # noqa: PTH110
    return os.path.abspath(model) if model and is_path else model  # noqa: PTH100
