"""Whether an index is still that of its sources: the same files, with the same bytes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.documents import file_sha256
from index.errors import IndexForeignError, Remedy
from index.files.location import StoreUrl
from index.model.bundled_model import DEFAULT_MODEL, TOKENIZER_SHA256, WEIGHTS_SHA256
from index.readers.formats import converter, ending
from index.sources.scanning import Scan, SourceFile
from index.storage.file_entries import FileEntry
from index.storage.manifest import Manifest, PassageSettings


@dataclass(frozen=True, slots=True)
class FileMatches:
    """Which of the files that were found are those that were indexed.

    ``same`` holds, for each file that was found, the number of the entry with the same path and the
    same bytes, or None.
    """

    same: tuple[int | None, ...]
    is_current: bool
    """Whether the index is one of these files, as they are now and as they are read today."""


def compare(
    manifest: Manifest, found: Scan, model: str | None = None, *, thorough: bool = False
) -> FileMatches:
    """Compare files with those that were indexed; a newer time alone is no difference.

    ``thorough`` reads files also where size and time say that nothing changed.
    """
    files = manifest.files
    columns = files.columns
    numbers = {path: number for number, path in enumerate(columns["path"])}
    sizes, times, hashes = (columns[name] for name in ("size", "mtime_ns", "sha256"))

    def is_same(number: int, file: SourceFile) -> bool:
        if sizes[number] != file.size:
            return False
        is_as_old = times[number] == file.mtime_ns
        if is_as_old and hashes[number] and not thorough:
            return True
        return bool(file_sha256(file.path) == hashes[number])

    same: list[int | None] = []
    for file in found.files:
        number = numbers.get(os.path.abspath(file.path))  # noqa: PTH100
        same.append(number if number is not None and is_same(number, file) else None)
    is_current = (
        same == list(range(len(files)))
        and columns["source"] == [file.source for file in found.files]
        and columns["name"] == [file.name for file in found.files]
        and columns["converter"] == [converter_of(file) for file in found.files]
        and manifest.sources == source_names(found.sources)
        and manifest.filters == found.filters
        and _has_settings_of_today(manifest, model)
    )
    return FileMatches(tuple(same), is_current)


def _has_settings_of_today(manifest: Manifest, model: str | None) -> bool:
    published = (WEIGHTS_SHA256, TOKENIZER_SHA256)
    hashes = (manifest.model.weights_sha256, manifest.model.tokenizer_sha256)
    return (
        manifest.passages == PassageSettings()
        and manifest.model.name == (model or manifest.model.name)
        and (manifest.model.name != DEFAULT_MODEL or hashes == published)
    )


def source_names(sources: Sequence[Path]) -> tuple[str, ...]:
    """Return the sources as a manifest records them."""
    return tuple(os.path.abspath(source) for source in sources)  # noqa: PTH100


def converter_of(file: FileEntry | SourceFile) -> str:
    """Return what makes the text of a file, with its versions; see ``index.readers.formats.converter``."""
    return converter(ending(str(file.path)))


def check_sources(manifest: Manifest, sources: Sequence[Path], directory: object) -> None:
    """Refuse sources that are not those an index was built of.

    Raises:
        IndexForeignError: They differ; the message names both.
    """
    named = source_names(sources)
    if named != manifest.sources:
        raise IndexForeignError(
            f"{directory}: is an index of {', '.join(manifest.sources)}, not of {', '.join(named)}",
            Remedy.BUILD_ELSEWHERE,
            in_store=isinstance(directory, StoreUrl),
        )
