"""Archives, whose files are read as those of a folder, by all other formats."""

from collections.abc import Sequence

from index.readers.format import Format, Reading

_ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_ALONE = (".gz", ".bz2", ".xz")
_REVISION = 2


def _read(data: bytes, name: str) -> Reading:
    from index.readers.packed.reader import read  # a room that only a converter enters

    return read(data, name)


def packed(formats: Sequence[Format]) -> Format:
    """Return the format of archives, given those of the files in them: it changes when any does."""
    libraries = {library: None for each in formats for library in each.libraries}
    revision = _REVISION + sum(each.revision for each in formats)
    return Format(
        (*_ENDINGS, *_ALONE), _read, libraries=tuple(libraries), revision=revision, is_folder=True
    )
