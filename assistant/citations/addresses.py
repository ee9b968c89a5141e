"""Addresses: where in its original a passage stands, in the form that other programs follow.

``notes.md:12`` is a line, ``chapel.pdf#page=12`` and ``mill.html#:~:text=…`` are relative URLs; each
format names its own places.
"""

import re
from pathlib import Path

_LINE, _FRAGMENT = re.compile(r":\d+\Z"), re.compile(r"#.*")


def at_path(link: str, path: str) -> str:
    """Return a link with another path to the same file."""
    found = _LINE.search(link) or _FRAGMENT.search(link)
    return path + found[0] if found else path


def url(link: str | None, path: Path) -> str:
    """Return the URL of a link's file, given its absolute path, at the place that the link names."""
    line = _LINE.search(link or "")
    return path.as_uri() + (f"#L{line[0][1:]}" if line else at_path(link or "", ""))
