"""Ignoring: what the ``.gitignore`` files of a source say, with git's precedence."""

from dataclasses import dataclass
from pathlib import Path

from index.files.disk import open_regular
from index.files.glob_patterns import Pattern, PatternError, Patterns

IGNORE_FILE = ".gitignore"
_LARGEST = 64 * 1024
_MOST_PATTERNS = 2_000
"""In force at one place; every file there is compared with all of them."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The patterns in force in a folder: those of its own file decide before those above."""

    folders: tuple[tuple[str, Patterns], ...] = ()
    """Names of folders below the source, each ending with ``/``, the outermost first."""

    def ignores(self, name: str, *, is_folder: bool) -> bool:
        """Whether a name below the source is ignored; its folder is one that is not."""
        for folder, patterns in reversed(self.folders):
            decided = patterns.decision(name[len(folder) :], is_folder=is_folder)
            if decided is not None:
                return decided
        return False

    def below(self, path: Path, name: str) -> "tuple[IgnoreRules, list[str]]":
        """Return the rules in force in a folder that has such a file, and what is wrong with it.

        A file that cannot be followed has no effect, nor has a malformed line. As git does,
        links are not followed.
        """
        file = path / IGNORE_FILE
        in_force = sum(len(patterns.patterns) for _, patterns in self.folders)
        try:
            patterns, problems = _parsed(_read(file), _MOST_PATTERNS - in_force)
        except OSError as error:
            return self, [f"{file}: cannot be followed ({error.strerror})"]
        except PatternError as error:
            return self, [f"{file}: cannot be followed ({error})"]
        return IgnoreRules((*self.folders, (name, patterns))), [f"{file}: {p}" for p in problems]


def _read(file: Path) -> str:
    with open_regular(file, follow=False) as opened:
        data = opened.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise PatternError(f"it is larger than {_LARGEST // 1024} KB")
    if b"\0" in data:
        raise PatternError("it is no text")
    return data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")


def _parsed(text: str, most: int) -> tuple[Patterns, list[str]]:
    """Return the patterns of a text, and which lines are none."""
    patterns: list[Pattern] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            pattern = Pattern.parse(line.removesuffix("\r"))
        except PatternError as error:
            problems.append(f"line {number}: {error}, and is not followed")
            continue
        if pattern:
            patterns.append(pattern)
        if len(patterns) > most:
            raise PatternError(f"more than {_MOST_PATTERNS:,} patterns would be in force")
    return Patterns(tuple(patterns)), problems
