"""Glob patterns as ``.gitignore`` files have them: which names below a folder they speak of."""

import re
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

_LONGEST = 1_000
_MOST_DEPTHS = 3
"""``**`` in one pattern; each more could multiply the time that a deep path takes."""
_OWN_OR_BELOW = "(?:(?P<ps_d>/)|$)"
"""How pathspec ends a pattern, that it may speak of a folder by speaking of what lies in it."""
_CHUNK = r"(?:\\.|\[\^?\]?[^\]]*\]|[^\\\[\]()/*+?$^.])"
_STAR = r"\[\^/\]\*"
_STARS = re.compile(rf"(?:{_STAR})+")
_STAR_BEFORE_STAR = re.compile(rf"{_STAR}((?:(?!{_STAR}){_CHUNK})+)(?={_STAR})", re.DOTALL)
_DEEP = "(?:/.+)?/"
_DEEP_FIRST = "^(?:.+/)?"
"""How pathspec writes any number of folders, within a pattern and at its beginning."""
_NEGATED_CLASS = re.compile(r"(\\.)|\[\^(?!/\])|(\[\]?[^\]]*\])", re.DOTALL)


class PatternError(ValueError):
    """A pattern that nothing can be matched against; the message says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line: what it matches, and whether that takes back what earlier lines say."""

    regex: re.Pattern[str]
    is_negated: bool
    folders_only: bool

    @classmethod
    def parse(cls, line: str) -> Self | None:
        """Return the pattern of a line; None for a blank one or a comment.

        Raises:
            PatternError: It is malformed, or could take for ever to be matched.
        """
        from pathspec.patterns.gitignore import GitIgnorePatternError
        from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

        text = line if line.endswith("\\ ") else line.rstrip(" ")
        if len(text) > _LONGEST or text.count("**") > _MOST_DEPTHS:
            raise PatternError(f"the pattern {line[:40]!r} is too long or has too many **")
        folders_only = text.endswith("/")
        try:
            regex, matches = GitIgnoreSpecPattern.pattern_to_regex(text.removesuffix("/"))
            if regex is None or matches is None:
                return None
            with warnings.catch_warnings(action="ignore"):  # of brackets within brackets
                return cls(re.compile(_bounded(regex), re.DOTALL), not matches, folders_only)
        except (GitIgnorePatternError, re.error, IndexError):
            raise PatternError(f"the pattern {line[:40]!r} is malformed") from None

    def covering(self) -> re.Pattern[str]:
        """Return what matches the paths of files that it matches, or a folder above them."""
        ending = "/" if self.folders_only else r"(?:/|\Z)"
        return re.compile(self.regex.pattern.removesuffix(r"\Z") + ending, re.DOTALL)


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
        for pattern in reversed(self.patterns):
            if (is_folder or not pattern.folders_only) and pattern.regex.match(name):
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
            PatternError: One is malformed, or could take for ever to be matched.
        """
        Patterns.parse((*self.include, *self.exclude))


EVERYTHING = Filters()


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
    covers = pattern.covering().match
    return [covers(name) is not None for name in names]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _bounded(regex: str) -> str:
    """Return pathspec's expression for exactly one path, without its exponential backtracking.

    A star followed by a fixed chunk and another star may take the first place where the chunk
    stands: the later star takes the rest, so no other place has to be tried.
    """
    if regex.endswith(_OWN_OR_BELOW):
        regex = regex.removesuffix(_OWN_OR_BELOW) + r"\Z"
    elif regex.endswith("/"):  # it ended with /** and speaks of what lies in a folder
        regex += r".+\Z"
    regex = _STAR_BEFORE_STAR.sub(r"(?>[^/]*?\1)", _STARS.sub("[^/]*", regex))
    regex = _nearest_first(_NEGATED_CLASS.sub(_without_slash, regex))
    return regex if regex.startswith("^") else f".*{regex}"


def _nearest_first(regex: str) -> str:
    """Let what stands between two ``**`` take the nearest folders that it matches.

    The later ``**`` takes any others, so no other place has to be tried.
    """
    first, *others = regex.split(_DEEP)
    if not others:
        return regex
    *between, last = others
    if first.startswith(_DEEP_FIRST):
        first = f"^(?>(?:.+?/)??{first.removeprefix(_DEEP_FIRST)}(?=/))"
    return "".join((first, *(f"(?>(?:/.+?)??/{part}(?=/))" for part in between), _DEEP, last))


def _without_slash(found: re.Match[str]) -> str:
    text = found[0]
    return text if found[1] or found[2] else f"(?!/){text}"
