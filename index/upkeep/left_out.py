"""What is passed over: files of folders, and files in archives and messages, by the same reasons."""

from collections.abc import Mapping

from index.sources.scanning import UNKNOWN_FORMAT, Skipped
from index.storage.file_entries import FileEntries


def with_left_out(skipped: Mapping[str, int], files: FileEntries) -> dict[str, int]:
    """Return how many files were passed over by reason, those in files too."""
    count = len(files.left_out())
    found = {**skipped, UNKNOWN_FORMAT: skipped.get(UNKNOWN_FORMAT, 0) + count}
    return dict(sorted(found.items())) if count else dict(skipped)


def left_out_of(files: FileEntries) -> tuple[Skipped, ...]:
    """Return the files in files that were passed over."""
    return tuple(Skipped(source, name, UNKNOWN_FORMAT) for source, name in files.left_out())
