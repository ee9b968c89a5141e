"""Changes: which files differ from what an index was built of."""

import os
from dataclasses import dataclass
from pathlib import Path

from index.documents import file_sha256
from index.errors import SourceError
from index.glob_patterns import Filters
from index.sources.scanning import SourceFile, scan
from index.storage.manifest import Manifest


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
    sources = [Path(source) for source in manifest.sources]
    try:
        found = scan(sources, manifest.filters).files
    except SourceError:
        found = tuple(file for source in sources for file in _files(source, manifest.filters))
    now = {os.path.abspath(file.path): file for file in found}  # noqa: PTH100
    before = {entry.path: entry for entry in manifest.files}
    changed = tuple(
        entry.name
        for path, entry in before.items()
        if (file := now.get(path))
        and (file.size, file.mtime_ns) != (entry.size, entry.mtime_ns)
        and file_sha256(file.path) != entry.sha256
    )
    added = tuple(file.name for path, file in now.items() if path not in before)
    removed = tuple(entry.name for path, entry in before.items() if path not in now)
    return FileChanges(changed, added, removed)


def _files(source: Path, filters: Filters) -> tuple[SourceFile, ...]:
    try:
        return scan([source], filters).files
    except SourceError:
        return ()
