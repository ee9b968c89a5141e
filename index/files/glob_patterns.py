"""Glob patterns as ``.gitignore`` files have them: which names below a folder they speak of.

A pattern is matched part by part, as slashes divide a path. What a part says is a pattern of
``fnmatch``, which takes no exponential time however many stars it has.
"""

import fnmatch
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

_LONGEST = 1_000
_ANY_PARTS = "**"
_TOKEN = re.compile(r"\\.|\[[!^]?\]?[^\]]*\]|[^\\\[]+", re.DOTALL)
"""An escaped character, a set of characters, or what means the same to ``fnmatch``."""

Part = Callable[[str], object]
"""Whether a part of a path is matched, as what is true or false of it."""


class PatternError(ValueError):
    """A pattern that nothing can be matched against; the message says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line: what it matches, and whether that takes back what earlier lines say.

    ``runs`` hold the parts that follow each other; between two runs there may be any others.
    """

    runs: tuple[tuple[Part, ...], ...]
    is_negated: bool
    folders_only: bool

    @classmethod
    def parse(cls, line: str) -> Self | None:
        """Return the pattern of a line; None for a blank one, a comment, or a set without an end.

        Raises:
            PatternError: It is malformed or too long.
        """
        text = _without_spaces_behind(line)
        if len(text) > _LONGEST:
            raise PatternError(f"the pattern {line[:40]!r} is too long")
        if text.startswith("#") or not text.strip("/"):
            return None
        path = text.removeprefix("!").removesuffix("/")
        names = path.removeprefix("/").split("/")
        if names == [""] or any(map(_ends_in_escape, names)):
            raise PatternError(f"the pattern {line[:40]!r} is malformed")
        if not all(map(_is_whole, names)):
            return None
        if "/" not in path:
            names.insert(0, _ANY_PARTS)
        if names[-1] == _ANY_PARTS:  # what lies in a folder, and not the folder
            names.append("*")
        return cls(_runs(names), text.startswith("!"), text.endswith("/"))

    def matches(self, path: Sequence[str]) -> bool:
        """Whether it matches a path, given its parts, be that a file or a folder."""
        return _is_match(self.runs, path)

    def covers(self, path: Sequence[str]) -> bool:
        """Whether it matches a file, given the parts of its path, or a folder above it."""
        return _is_match((*self.runs, ()), path[:-1] if self.folders_only else path)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns in their order; of those that match, the last one decides."""

    patterns: tuple[Pattern, ...] = ()

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Self:
        """Return the patterns of lines.

        Raises:
            PatternError: As ``Pattern.parse``.
        """
        return cls(tuple(pattern for line in lines if (pattern := Pattern.parse(line))))

    def decision(self, name: str, *, is_folder: bool) -> bool | None:
        """Whether a name is matched; None where no pattern speaks of it.

        ``name`` is the path below the folder that the patterns belong to. What they say of a
        folder is not asked again for what lies in it.
        """
        path = name.split("/")
        for pattern in reversed(self.patterns):
            if (is_folder or not pattern.folders_only) and pattern.matches(path):
                return not pattern.is_negated
        return None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which files below a source a person wants read: all, or those that patterns name.

    An index records them, and they hold for every later refresh.
    """

    include: tuple[str, ...] = ()
    """Where there are any, only files that they match are read, or files in matched folders."""
    exclude: tuple[str, ...] = ()
    """What they match is passed over, folders with all that lies in them."""

    def check(self) -> None:
        """Prove that each can be matched.

        Raises:
            PatternError: As ``Pattern.parse``.
        """
        Patterns.parse((*self.include, *self.exclude))


UNFILTERED = Filters()


def named_by(glob: str, ids: Sequence[str]) -> list[bool]:
    """Return which ids of documents a glob names.

    The id that is written the same is named alone, whatever characters it holds; where there is
    none, the glob is a pattern, and one that takes back names nothing. Accents may be characters
    of their own or not: file systems differ in that.

    Raises:
        PatternError: As ``Pattern.parse``, where no id is written the same.
    """
    glob, names = _composed(glob), [_composed(name) for name in ids]
    if glob in names:
        return [name == glob for name in names]
    pattern = Pattern.parse(glob)
    if pattern is None or pattern.is_negated:
        return [False] * len(names)
    return [pattern.covers(name.split("/")) for name in names]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _without_spaces_behind(line: str) -> str:
    """Return a line without the spaces at its end, except one that is escaped."""
    text = line.rstrip(" ")
    return f"{text} " if text != line and _ends_in_escape(text) else text


def _ends_in_escape(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _is_whole(name: str) -> bool:
    """Whether each set of characters has its end."""
    return sum(map(len, _TOKEN.findall(name))) == len(name)


def _runs(names: Iterable[str]) -> tuple[tuple[Part, ...], ...]:
    runs: list[list[Part]] = [[]]
    for name in names:
        if name == _ANY_PARTS:
            runs.append([])
        else:
            runs[-1].append(_part(name))
    return tuple(map(tuple, runs))


def _part(name: str) -> Part:
    if not any(map(name.__contains__, "*?[\\")):
        return name.__eq__
    glob = "".join(map(_in_fnmatch, _TOKEN.findall(name)))
    return re.compile(fnmatch.translate(glob)).match


def _in_fnmatch(token: str) -> str:
    if token.startswith("[^"):
        return f"[!{token[2:]}"
    if not token.startswith("\\"):
        return token
    return f"[{token[1]}]" if token[1] in "*?[" else token[1]


def _is_match(runs: Sequence[Sequence[Part]], path: Sequence[str]) -> bool:
    """Whether a path begins with the first run, ends with the last, and has the others between.

    Each of them may take the nearest place that it has: what follows may lie anywhere behind.
    """
    end = len(path) - len(runs[-1])
    if end < 0 or not _fits(runs[-1], path, end):  # so most end that do not match
        return False
    if len(runs) == 1:
        return end == 0
    at = len(runs[0])
    if at > end or not _fits(runs[0], path, 0):
        return False
    for run in runs[1:-1]:
        places = range(at, end - len(run) + 1)
        found = next((place for place in places if _fits(run, path, place)), None)
        if found is None:
            return False
        at = found + len(run)
    return True


def _fits(run: Sequence[Part], path: Sequence[str], at: int) -> bool:
    for part in run:
        if not part(path[at]):
            return False
        at += 1
    return True
