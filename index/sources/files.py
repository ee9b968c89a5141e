"""Sources: the files and folders a person names, read in a fixed order with stable ids."""

import os
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from index.documents import Document
from index.errors import SourceError
from index.files.disk import read_regular
from index.readers.format import Reading
from index.readers.formats import ending, read
from index.sources.contents import FileContents
from index.sources.conversion import Conversion, Converter, is_converted
from index.sources.scanning import SourceFile, scan

_AT_A_TIME = max(os.cpu_count() or 1, 2)
"""Files that are converted at once."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Every document of the sources as they are now, under its final id."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]


def read_file(path: Path, name: str) -> FileContents:
    """Read the documents of one file; their ids are not yet made unique among sources.

    Raises:
        SourceError: The file cannot be opened, is empty or blank, or is not of its format.
    """
    if is_converted(path):
        return Conversion(path, name).contents()
    try:
        data = read_regular(path)
        contents = FileContents.of(path, data, _read(data, ending(str(path)), name))
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from None
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from None
    return contents


def read_files(files: Sequence[SourceFile], sources: Sequence[Path]) -> Generator[FileContents]:
    """Read files in their order, while the next ones are being converted already.

    One inside a folder that cannot be read has no documents and no hash, and says why.

    Raises:
        SourceError: A file that is a source cannot be read.
    """
    upcoming = (file for file in files if is_converted(file.path))
    started: deque[Conversion] = deque()
    spare: list[Converter] = []
    try:
        for file in files:
            for following in islice(upcoming, _AT_A_TIME - len(started)):
                started.append(Conversion(following.path, following.name, spare))
            read = (
                started.popleft().contents
                if is_converted(file.path)
                else partial(read_file, file.path, file.name)
            )
            yield _read_or_skip(file, read, sources)
    finally:
        for conversion in started:
            conversion.stop()
        for converter in spare:
            converter.stop()


def final_ids(sources: Sequence[Path], owned: Sequence[tuple[int, str]]) -> list[str]:
    """Return the id of each document, given its source's number and its id within it.

    Where two sources hold the same id, all ids of both are prefixed with the source's name.

    Raises:
        SourceError: Two documents of one source have the same id.
    """
    holders: dict[str, set[int]] = {}
    for (number, own), count in Counter(owned).items():
        if count > 1:
            raise SourceError(f"{sources[number]}: two documents have the id {own!r}; rename one")
        holders.setdefault(own, set()).add(number)
    clashing = {number for found in holders.values() if len(found) > 1 for number in found}
    names = _source_names(sources)
    ids = [_final_id(sources, names, number, own, clashing) for number, own in owned]
    if len(set(ids)) == len(ids):
        return ids
    # A prefixed id met one that needed no prefix: with all prefixed none can meet.
    everything = range(len(sources))
    return [_final_id(sources, names, number, own, everything) for number, own in owned]


def read_collection(sources: Sequence[Path]) -> Collection:
    """Read every document of the sources as they are now.

    An unreadable file inside a folder is left out and named in ``problems``.

    Raises:
        SourceError: As ``scan`` and ``final_ids``; also for an unreadable file that is a source.
    """
    owned: list[tuple[int, str]] = []
    documents: list[Document] = []
    found = scan(sources)
    problems = list(found.problems)
    for file, contents in zip(found.files, read_files(found.files, sources), strict=True):
        problems += contents.problems
        documents += contents.documents
        owned += ((file.source, document.id) for document in contents.documents)
    ids = final_ids(sources, owned)
    named = (replace(d, id=final) for d, final in zip(documents, ids, strict=True))
    return Collection(tuple(named), tuple(problems))


def _read(data: bytes, suffix: str, name: str) -> Reading:
    """Return what a file holds that this process reads itself; a fault of its reader costs it alone."""
    try:
        return read(data, suffix, name)
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 - what a library makes of damage costs this file alone
        fault = type(error).__name__
        raise SourceError(f"cannot be read; it is damaged or far too complex ({fault})") from None


def _read_or_skip(
    file: SourceFile, read: Callable[[], FileContents], sources: Sequence[Path]
) -> FileContents:
    try:
        return read()
    except SourceError as error:
        if file.path == sources[file.source]:
            raise
        return FileContents((), "", (str(error),))


def _source_names(sources: Sequence[Path]) -> list[str]:
    """Return the shortest ends of the sources' paths that tell them apart."""
    parts = [source.resolve().parts for source in sources]
    for depth in range(1, max(map(len, parts), default=1) + 1):
        names = ["/".join(part.strip("/") for part in path[-depth:]) for path in parts]
        if len(set(names)) == len(set(parts)):
            return names
    return [str(source) for source in sources]


def _final_id(
    sources: Sequence[Path], names: list[str], number: int, own: str, clashing: Iterable[int]
) -> str:
    if number not in clashing:
        return own
    is_the_file = own == sources[number].name and sources[number].is_file()
    return names[number] if is_the_file else f"{names[number]}/{own}"
