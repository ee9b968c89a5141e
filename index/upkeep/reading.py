"""Reading: what the files of the sources hold now, taken from an index where it knows the bytes."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from index.documents import Document, file_sha256
from index.files.glob_patterns import UNFILTERED
from index.progress import Progress
from index.readers.formats import ending, format_of
from index.sources.contents import FileContents
from index.sources.files import final_ids, read_files
from index.sources.scanning import Scan, SourceFile, scan
from index.storage.file_entries import FileEntries, FileEntry
from index.storage.kept import KeptIndex
from index.upkeep.staleness import compare, converter_of


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: documents that were read, or those of an older index's file ``kept``."""

    entry: FileEntry
    kept: int | None
    documents: tuple[Document, ...]
    problems: tuple[str, ...]

    @property
    def holds_one(self) -> bool:
        """Whether it is one document, whose id is the file's name."""
        return format_of(self.entry.path).holds_one

    def own_id(self, before: str, old: FileEntries) -> str:
        """Return the id of a document that is kept, given that which it had, of one of the old files."""
        if self.kept is None:
            return before
        name = old.columns["name"][self.kept]
        return format_of(self.entry.path).own_id(before, name, self.entry.name)


def read(
    found: Scan,
    old: FileEntries | None,
    same: Sequence[int | None],
    progress: Progress | None = None,
) -> Iterator[Read]:
    """Read the files that were found, except those whose bytes an older index knows.

    Known are bytes that this version would make the same documents of: of a file with any name of
    the same ending, and the same converter.

    Args:
        found: The files.
        old: Those of the older index.
        same: As a ``FileMatches`` with it says, or else None for each.
        progress: Is told how many are done.

    Raises:
        SourceError: A file that is a source cannot be read.
    """
    kept = _kept(found, old, same) if old else [None] * len(found.files)
    unknown = list(compress(found.files, (number is None for number in kept)))
    with closing(read_files(unknown, found.sources)) as contents:
        for done, (file, number) in enumerate(zip(found.files, kept, strict=True), 1):
            if progress:
                progress("Reading documents", done, len(found.files))
            if old and number is not None:
                yield _taken_over(file, number, old[number])
            else:
                yield _read(file, next(contents))


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of every document as it is now, by its final id, and what could not be read."""

    by_id: Mapping[str, str]
    problems: tuple[str, ...]


def read_texts(sources: Sequence[Path], index: KeptIndex | None) -> Texts:
    """Read all documents; an index spares converting files that have the bytes it was built of.

    Raises:
        SourceError: As ``scan``, ``final_ids`` and ``read``.
    """
    found = scan(sources, index.manifest.filters if index else UNFILTERED)
    old = index.manifest.files if index else None
    same = compare(index.manifest, found, thorough=True).same if index else ()
    owned: list[tuple[int, str]] = []
    texts: list[str] = []
    problems = list(found.problems)
    for each in read(found, old, same):
        problems += each.problems
        documents = [(document.id, document.text) for document in each.documents]
        if index and each.kept is not None:
            table = index.contents.passages
            for number in table.documents.of_file(each.kept):
                own = each.own_id(table.documents[number].own_id, index.manifest.files)
                documents.append((own, table.text(number)))
        owned += [(each.entry.source, name) for name, _ in documents]
        texts += [text for _, text in documents]
    return Texts(dict(zip(final_ids(sources, owned), texts, strict=True)), tuple(problems))


def _kept(found: Scan, old: FileEntries, same: Sequence[int | None]) -> list[int | None]:
    """Return for each file the number of the older one with the same bytes, if it is of use."""
    hashes, converters = old.columns["sha256"], old.columns["converter"]
    endings = [ending(path) for path in old.columns["path"]]
    known = {
        key: number
        for number, key in enumerate(zip(hashes, endings, converters, strict=True))
        if key[0]
    }
    kept: list[int | None] = []
    for file, number in zip(found.files, same, strict=True):
        sha256 = file_sha256(file.path) if number is None else hashes[number]
        at = known.get((sha256, ending(str(file.path)), converter_of(file)))
        kept.append(number if at is not None and number is not None else at)
    return kept


def _taken_over(file: SourceFile, number: int, old: FileEntry) -> Read:
    named = tuple(f"{file.path}: {problem}" for problem in old.problems)
    return Read(_entry(file, old.sha256, old.problems, old.left_out), number, (), named)


def _read(file: SourceFile, contents: FileContents) -> Read:
    bare = tuple(problem.removeprefix(f"{file.path}: ") for problem in contents.problems)
    sha256 = contents.sha256 or _refused_sha256(file)
    entry = _entry(file, sha256, bare, contents.left_out)
    return Read(entry, None, contents.documents, contents.problems)


def _entry(
    file: SourceFile, sha256: str, problems: tuple[str, ...], left_out: tuple[str, ...]
) -> FileEntry:
    return FileEntry(
        os.path.abspath(file.path),  # noqa: PTH100
        file.source,
        file.name,
        file.size,
        file.mtime_ns,
        sha256,
        converter_of(file),
        problems,
        left_out,
    )


def _refused_sha256(file: SourceFile) -> str:
    """Return the hash of a file that could not be used; empty if it may have changed meanwhile."""
    sha256 = file_sha256(file.path)
    try:
        status = file.path.stat()
    except OSError:
        return ""
    is_as_scanned = (status.st_size, status.st_mtime_ns) == (file.size, file.mtime_ns)
    return sha256 if is_as_scanned else ""
