"""State: an index beside what its sources hold now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from index.errors import SourceError
from index.files.glob_patterns import Filters
from index.sources.scanning import Scan, Skipped, SourceFile, scan
from index.storage.manifest import Manifest
from index.upkeep.left_out import left_out_of, with_left_out
from index.upkeep.staleness import FileMatches, compare, source_names


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The names of files that are otherwise, new or gone; false where there are none."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


@dataclass(frozen=True)
class State:
    """An index beside what its sources hold now; what is asked of it is found out then.

    A file is read only where its status differs from what was indexed, or ``is_thorough``.
    """

    manifest: Manifest
    found: Scan
    is_thorough: bool = False

    @classmethod
    def of(cls, manifest: Manifest, sources: Sequence[Path], *, is_thorough: bool = False) -> Self:
        """Look what the sources of an index hold now.

        Raises:
            SourceError: A source is missing, or holds nothing to read.
        """
        return cls(manifest, scan(sources, manifest.filters), is_thorough)

    @property
    def skipped(self) -> dict[str, int]:
        """How many files are passed over by reason, those in files as they were when indexed."""
        return with_left_out(self.found.skipped, self.manifest.files)

    @property
    def passed_over(self) -> tuple[Skipped, ...]:
        """Which files are passed over, and why; see ``skipped``."""
        return (*self.found.passed_over, *left_out_of(self.manifest.files))

    @property
    def is_current(self) -> bool:
        """Whether the index is one of these files, as they are now and as they are read today."""
        return self._matches.is_current

    @cached_property
    def changes(self) -> FileChanges:
        """Which files differ from what the index was built of."""
        columns = self.manifest.files.columns
        before = dict(zip(columns["path"], columns["name"], strict=True))
        paths = source_names([file.path for file in self.found.files])
        found = zip(self.found.files, self._matches.same, strict=True)
        now = dict(zip(paths, found, strict=True))
        other = {path: file.name for path, (file, number) in now.items() if number is None}
        return FileChanges(
            changed=tuple(name for path, name in other.items() if path in before),
            added=tuple(name for path, name in other.items() if path not in before),
            removed=tuple(name for path, name in before.items() if path not in now),
        )

    @cached_property
    def _matches(self) -> FileMatches:
        return compare(self.manifest, self.found, thorough=self.is_thorough)


def changes(manifest: Manifest) -> FileChanges:
    """Return which files differ from what an index was built of.

    A source that is gone altogether has lost all its files.
    """
    return State(manifest, _found(manifest)).changes


def _found(manifest: Manifest) -> Scan:
    sources = tuple(map(Path, manifest.sources))
    try:
        return scan(sources, manifest.filters)
    except SourceError:
        files = (file for source in sources for file in _files(source, manifest.filters))
        return Scan(sources, tuple(files))


def _files(source: Path, filters: Filters) -> tuple[SourceFile, ...]:
    try:
        return scan([source], filters).files
    except SourceError:
        return ()
