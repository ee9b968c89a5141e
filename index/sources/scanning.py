"""Scanning: which files of the sources are read, in a fixed order, and what is passed over."""

import os
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from index.errors import Remedy, SourceError
from index.files.glob_patterns import UNFILTERED, Filters, Patterns
from index.files.location import is_index
from index.readers.formats import FORMATS, UNREAD, ending
from index.sources.ignoring import IGNORE_FILE, IgnoreRules

UNKNOWN_FORMAT = "unknown format"
_PICTURE = "needs quoth[ocr]"
"""Why files of no kind that is read are passed over."""
_OWNER_FILE = "~$"
"""How the files begin in which Word says who has a document open; others of the kind are hidden."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that can be read, as it was when the sources were scanned."""

    path: Path
    source: int
    """Which of the sources it belongs to."""
    name: str
    """Its path below the source, with ``/``; its own name where the source is the file."""
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is passed over; the name of a folder ends with ``/``."""

    source: int
    name: str
    reason: str


@dataclass(frozen=True)
class Scan:
    """What the sources hold, without reading any file but those that say what to ignore."""

    sources: tuple[Path, ...]
    files: tuple[SourceFile, ...]
    passed_over: tuple[Skipped, ...] = ()
    problems: tuple[str, ...] = ()
    """Folders that could not be read, and files of patterns that could not be followed."""
    folders: tuple[Path, ...] = ()
    """Every folder that was looked into."""
    filters: Filters = UNFILTERED

    @cached_property
    def skipped(self) -> dict[str, int]:
        """How many files and folders were passed over, by reason."""
        return dict(sorted(Counter(skipped.reason for skipped in self.passed_over).items()))


def scan(sources: Sequence[Path], filters: Filters = UNFILTERED) -> Scan:
    """List the readable files below ``sources`` in a fixed order, each real file once.

    Filters and ``.gitignore`` files decide on what lies in folders; a file that is a source is
    read.

    Raises:
        SourceError: A source is missing, of no readable kind, or holds nothing to read.
    """
    walk = _Walk(filters)
    for number, source in enumerate(sources):
        before = len(walk.files), len(walk.passed_over)
        walk.source(number, source)
        if len(walk.files) == before[0] and not any(
            Path(real).is_relative_to(source.resolve()) for real in walk.files
        ):
            raise _holds_nothing(source, walk.passed_over[before[1] :])
    return Scan(
        tuple(sources),
        tuple(walk.files.values()),
        tuple(walk.passed_over),
        tuple(walk.problems),
        tuple(walk.folders),
        filters,
    )


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is walked into: its path, its name below the source, and what holds there."""

    path: Path
    real: str
    """Its path without links; a text, since paths take long to compare, and there may be many."""
    name: str
    rules: IgnoreRules
    is_included: bool


@dataclass
class _Walk:
    """Gathers files by name; links that lead to folders or out of the source are not followed."""

    filters: Filters
    files: dict[str, SourceFile] = field(default_factory=dict)
    """By their paths without links."""
    passed_over: list[Skipped] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._include = Patterns.parse(self.filters.include)
        self._exclude = Patterns.parse(self.filters.exclude)

    def source(self, number: int, source: Path) -> None:
        """Add the files of one source."""
        try:
            mode = source.stat().st_mode
        except FileNotFoundError:
            raise SourceError(f"{source}: no such file or folder") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise SourceError(f"{source}: cannot be read ({reason})") from None
        if stat.S_ISDIR(mode):
            self._walk(number, source)
        elif not stat.S_ISREG(mode):
            raise SourceError(f"{source}: is neither a file nor a folder")
        elif ending(str(source)) not in FORMATS:
            known = f"Quoth reads {', '.join(FORMATS)}"
            how = "; ".join(filter(None, (UNREAD.get(ending(str(source))), known)))
            raise SourceError(f"{source}: cannot read files of this kind; {how}")
        else:
            self._add(number, source, str(source.resolve()), source.name, source.stat())

    def _walk(self, number: int, root: Path) -> None:
        """Walk a folder by name; folders may be nested deeper than Python calls functions."""
        real = root.resolve()
        start = _Folder(root, str(real), "", IgnoreRules(), not self.filters.include)
        try:
            waiting = self._entries(start)
        except OSError as error:
            raise SourceError(f"{root}: cannot be read ({error.strerror})") from None
        while waiting:
            folder, entry = waiting.pop()
            try:
                self._visit(number, real, folder, entry, waiting)
            except OSError as error:  # it was removed just now, or may not be read
                self.problems.append(f"{entry.path}: cannot be read ({error.strerror})")

    def _visit(
        self,
        number: int,
        root: Path,
        folder: _Folder,
        entry: os.DirEntry[str],
        waiting: "list[tuple[_Folder, os.DirEntry[str]]]",
    ) -> None:
        name, path = folder.name + entry.name, folder.path / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        decided = self._include.decision(name, is_folder=is_folder)
        is_included = folder.is_included if decided is None else decided
        reason = self._reason_to_pass_over(folder, entry, name, is_included=is_included)
        if reason is None and not is_folder:
            reason = _reason_not_to_read(root, entry, path)
        if reason:
            shown = _shown(name) + ("/" if is_folder else "")
            self.passed_over.append(Skipped(number, shown, reason))
        elif is_folder:
            real = os.path.join(folder.real, entry.name)  # noqa: PTH118
            below = _Folder(path, real, f"{name}/", folder.rules, is_included)
            waiting += self._entries(below)
        else:
            is_link = entry.is_symlink()
            real = str(path.resolve()) if is_link else os.path.join(folder.real, entry.name)  # noqa: PTH118
            self._add(number, path, real, _shown(name), entry.stat())

    def _entries(self, folder: _Folder) -> "list[tuple[_Folder, os.DirEntry[str]]]":
        """Return what lies in a folder, the last name first, with the rules that hold there."""
        with os.scandir(folder.path) as listed:
            entries = sorted(listed, key=lambda entry: entry.name, reverse=True)
        self.folders.append(folder.path)
        if any(entry.name == IGNORE_FILE for entry in entries):
            rules, problems = folder.rules.below(folder.path, folder.name)
            folder = replace(folder, rules=rules)
            self.problems += problems
        return [(folder, entry) for entry in entries]

    def _reason_to_pass_over(
        self, folder: _Folder, entry: os.DirEntry[str], name: str, *, is_included: bool
    ) -> str | None:
        """Return why a file or folder is not wanted, whatever it may hold."""
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith("."):
            return "hidden"
        if entry.name.startswith(_OWNER_FILE) and not is_folder:
            return "lock file"
        if self._exclude.decision(name, is_folder=is_folder):
            return "excluded"
        if folder.rules.ignores(name, is_folder=is_folder):
            return "ignored"
        if is_folder:
            return "index" if is_index(folder.path / entry.name) else None
        return None if is_included else "excluded"

    def _add(self, number: int, path: Path, real: str, name: str, status: os.stat_result) -> None:
        file = SourceFile(path, number, name, status.st_size, status.st_mtime_ns)
        self.files.setdefault(real, file)


def _reason_not_to_read(root: Path, entry: os.DirEntry[str], path: Path) -> str | None:
    """Return why a file cannot be one of the documents."""
    if entry.is_symlink():
        if not _leads_inside(root, path):
            return "link"
    elif not entry.is_file():
        return "no file"
    if ending(entry.path) not in FORMATS:
        return _PICTURE if ending(entry.path) in UNREAD else UNKNOWN_FORMAT
    return None if entry.stat().st_size else "empty"


def _leads_inside(root: Path, link: Path) -> bool:
    """Whether a symbolic link leads to a file below ``root``, and not in a circle."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root)


def _shown(name: str) -> str:
    """Return a name that has a Unicode form, as documents are called by it."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _holds_nothing(source: Path, passed_over: Sequence[Skipped]) -> SourceError:
    unwanted = Counter(
        skipped.reason for skipped in passed_over if skipped.reason in {"excluded", "ignored"}
    )
    message = f"{source}: holds nothing to read; Quoth reads {', '.join(FORMATS)} files"
    if not unwanted:
        return SourceError(message)
    counts = ", ".join(f"{count} {reason}" for reason, count in sorted(unwanted.items()))
    return SourceError(f"{message}; passed over: {counts}", Remedy.CHANGE_FILTERS)
