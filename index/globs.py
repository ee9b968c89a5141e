"""Globs over document ids: ``*`` stays within a folder, ``**`` is any number of folders."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from fnmatch import translate

_ANY_FOLDERS = "**"
_WILD = re.compile(r"[*?\[]")


def matcher(glob: str) -> Callable[[str], bool]:
    """Return what tells whether a glob matches a document's id.

    Besides what the glob describes, an id matches that is written the same, and where the glob
    has no wildcards, every id below it as a folder.
    """
    glob = _composed(glob)
    folder = glob.rstrip("/")
    parts = [re.compile(translate(part)).match if part != _ANY_FOLDERS else None
             for part in folder.split("/")]  # fmt: skip
    if not _WILD.search(folder):
        return lambda name: (name := _composed(name)) == glob or name.startswith(f"{folder}/")
    return lambda name: (name := _composed(name)) == glob or _fits(name.split("/"), parts)


def _fits(names: Sequence[str], parts: Sequence[Callable[[str], object] | None]) -> bool:
    """Whether folders and a file match the parts of a glob; None matches any number of folders.

    Follows all ways of matching at once, so that no glob takes long.
    """
    ways = _onward({0}, parts)
    for name in names:
        next_ways = set()
        for at in ways:
            if at == len(parts):
                continue
            part = parts[at]
            if part is None:
                next_ways.add(at)
            elif part(name):
                next_ways.add(at + 1)
        ways = _onward(next_ways, parts)
    return len(parts) in ways


def _onward(ways: set[int], parts: Sequence[object]) -> set[int]:
    """Add the places that are reached by letting ``**`` match no folder."""
    for start in sorted(ways):
        end = start
        while end < len(parts) and parts[end] is None:
            end += 1
        ways.update(range(start + 1, end + 1))
    return ways


def _composed(text: str) -> str:
    """Return a text with accents as one character each; file systems differ in that."""
    return unicodedata.normalize("NFC", text)
