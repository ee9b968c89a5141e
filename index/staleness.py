"""Whether an index is still that of its sources: the same files, with the same bytes."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.bundled_model import DEFAULT_MODEL, TOKENIZER_SHA256, WEIGHTS_SHA256
from index.documents import file_sha256
from index.errors import IndexForeignError
from index.manifest import FileEntry, Manifest, PassageSettings
from index.readers import converter
from index.scanning import Scan, SourceFile


def is_current(manifest: Manifest, found: Scan, model: str | None = None) -> bool:
    """Whether an index matches its sources by names, sizes and times, and today's settings."""
    published = (WEIGHTS_SHA256, TOKENIZER_SHA256)
    hashes = (manifest.model.weights_sha256, manifest.model.tokenizer_sha256)
    return (
        manifest.passages == PassageSettings()
        and manifest.model.name == (model or manifest.model.name)
        and (manifest.model.name != DEFAULT_MODEL or hashes == published)
        and manifest.sources == source_names(found.sources)
        and manifest.filters == found.filters
        and [_stamp(entry) for entry in manifest.files] == [_stamp(file) for file in found.files]
        and all(entry.converter == converter_of(entry) for entry in manifest.files)
        and all(entry.sha256 or not file_sha256(Path(entry.path)) for entry in manifest.files)
    )


def is_unchanged(
    manifest: Manifest, found: Scan, model: str | None = None, *, thorough: bool = False
) -> bool:
    """Whether files have at most newer times, and the bytes that were indexed.

    ``thorough`` reads files also where size and time say that nothing changed.
    """
    if len(manifest.files) != len(found.files):
        return False
    old = {entry.path: entry for entry in manifest.files}
    files: list[SourceFile] = []
    for file in found.files:
        entry = old.get(os.path.abspath(file.path))  # noqa: PTH100
        if entry is None or entry.size != file.size:
            return False
        has_new_time = entry.mtime_ns != file.mtime_ns
        if (thorough or has_new_time) and file_sha256(file.path) != entry.sha256:
            return False
        files.append(replace(file, mtime_ns=entry.mtime_ns))
    return is_current(manifest, replace(found, files=tuple(files)), model)


def source_names(sources: Sequence[Path]) -> tuple[str, ...]:
    """Return the sources as a manifest records them."""
    return tuple(os.path.abspath(source) for source in sources)  # noqa: PTH100


def _stamp(file: FileEntry | SourceFile) -> tuple[str, int, str, int, int]:
    path = os.path.abspath(file.path)  # noqa: PTH100
    return path, file.source, file.name, file.size, file.mtime_ns


def converter_of(file: FileEntry | SourceFile) -> str:
    """Return what makes the text of a file, with its versions; see ``index.readers.converter``."""
    return converter(Path(file.path).suffix.lower())


def check_sources(manifest: Manifest, sources: Sequence[Path], directory: Path) -> None:
    """Refuse sources that are not those an index was built of.

    Raises:
        IndexForeignError: They differ; the message names both.
    """
    named = source_names(sources)
    if named != manifest.sources:
        raise IndexForeignError(
            f"{directory}: is an index of {', '.join(manifest.sources)}, not of {', '.join(named)}; "
            "name another folder with --index, or run: quoth index with these sources"
        )
