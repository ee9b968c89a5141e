"""Changes: which files differ from what an index was built of."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.files.glob_patterns import Filters
from index.sources.scanning import Scan, SourceFile, scan
from index.storage.manifest import Manifest
from index.upkeep.comparison import compare, source_names


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The names of files that are otherwise, new or gone; false where there are none."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


def changes(manifest: Manifest) -> FileChanges:
    """Compare the sources of an index with it; a file is read only where its status differs.

    A source that is gone altogether has lost all its files.
    """
    found = _found(manifest)
    columns = manifest.files.columns
    before = dict(zip(columns["path"], columns["name"], strict=True))
    paths = source_names([file.path for file in found.files])
    now = dict(
        zip(paths, zip(found.files, compare(manifest, found).same, strict=True), strict=True)
    )
    other = {path: file.name for path, (file, number) in now.items() if number is None}
    return FileChanges(
        changed=tuple(name for path, name in other.items() if path in before),
        added=tuple(name for path, name in other.items() if path not in before),
        removed=tuple(name for path, name in before.items() if path not in now),
    )


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
