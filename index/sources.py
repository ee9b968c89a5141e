"""Sources: the files and folders a person names, read in a fixed order with stable ids."""

import os
import stat
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from index.conversion import Conversion, is_converted
from index.disk import read_regular
from index.documents import Document
from index.errors import SourceError
from index.readers import READERS, FileContents, parse

SUFFIXES = tuple(READERS)
_AT_A_TIME = max(os.cpu_count() or 1, 2)
"""Files that are converted at once."""


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
class Scan:
    """What the sources hold, without reading any file."""

    sources: tuple[Path, ...]
    files: tuple[SourceFile, ...]
    skipped: dict[str, int]
    """How many files were passed over, by reason."""
    problems: tuple[str, ...] = ()
    """Folders that could not be read."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Every document of the sources as they are now, under its final id."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...]


def scan(sources: Sequence[Path]) -> Scan:
    """List the readable files below ``sources`` in a fixed order, each real file once.

    Raises:
        SourceError: A source is missing, of no readable kind, or holds nothing to read.
    """
    skipped: Counter[str] = Counter()
    problems: list[str] = []
    files: dict[str, SourceFile] = {}
    real_path = _RealPaths()
    for number, source in enumerate(sources):
        before = len(files)
        for path, name in _walk(source, skipped, problems):
            try:
                status, real = path.stat(), real_path(str(path))
            except OSError as error:  # it was removed just now
                problems.append(f"{path}: cannot be read ({error.strerror})")
                continue
            files.setdefault(
                real, SourceFile(path, number, name, status.st_size, status.st_mtime_ns)
            )
        if len(files) == before and not any(
            Path(real).is_relative_to(source.resolve()) for real in files
        ):
            raise SourceError(
                f"{source}: holds nothing to read; Quoth reads {', '.join(SUFFIXES)} files"
            )
    return Scan(
        tuple(sources), tuple(files.values()), dict(sorted(skipped.items())), tuple(problems)
    )


class _RealPaths:
    """Finds where paths really lead; of all files of a folder, the folder is resolved once."""

    def __init__(self) -> None:
        self._folder: Callable[[str], str] = lru_cache(maxsize=64)(os.path.realpath)

    def __call__(self, path: str) -> str:
        """Return the path without any link in it."""
        if os.path.islink(path):  # noqa: PTH114
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        return os.path.join(self._folder(folder), name)  # noqa: PTH118


def read_file(path: Path, name: str) -> FileContents:
    """Read the documents of one file; their ids are not yet made unique among sources.

    Raises:
        SourceError: The file cannot be opened, is empty or blank, or is not of its format.
    """
    if is_converted(path):
        return Conversion(path, name).contents()
    try:
        contents = parse(read_regular(path), path.suffix.lower(), name).of(path)
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
    try:
        for file in files:
            for following in islice(upcoming, _AT_A_TIME - len(started)):
                started.append(Conversion(following.path, following.name))
            read = (
                started.popleft().contents
                if is_converted(file.path)
                else partial(read_file, file.path, file.name)
            )
            yield _read_or_skip(file, read, sources)
    finally:
        for conversion in started:
            conversion.stop()


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


def _read_or_skip(
    file: SourceFile, read: Callable[[], FileContents], sources: Sequence[Path]
) -> FileContents:
    try:
        return read()
    except SourceError as error:
        if file.path == sources[file.source]:
            raise
        return FileContents((), "", (str(error),))


def _walk(source: Path, skipped: Counter[str], problems: list[str]) -> Iterator[tuple[Path, str]]:
    try:
        mode = source.stat().st_mode
    except FileNotFoundError:
        raise SourceError(f"{source}: no such file or folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{source}: cannot be read ({reason})") from None
    if stat.S_ISDIR(mode):
        yield from _walk_folder(source, skipped, problems)
    elif not stat.S_ISREG(mode):
        raise SourceError(f"{source}: is neither a file nor a folder")
    elif source.suffix.lower() not in READERS:
        raise SourceError(
            f"{source}: cannot read files of this kind; Quoth reads {', '.join(SUFFIXES)}"
        )
    else:
        yield source, source.name


def _walk_folder(
    root: Path, skipped: Counter[str], problems: list[str]
) -> Iterator[tuple[Path, str]]:
    """Walk a folder by name; links that lead to folders or out of the source are not followed.

    Folders may be nested deeper than Python calls functions.
    """
    try:
        waiting = _last_first(root)
    except OSError as error:
        raise SourceError(f"{root}: cannot be read ({error.strerror})") from None
    above = os.path.join(root, "")  # noqa: PTH118
    while waiting:
        entry = waiting.pop()
        path = Path(entry.path)
        try:
            reason = _reason_to_skip(root, entry)
            if reason is None and entry.is_dir(follow_symlinks=False):
                waiting += _last_first(path)
                continue
        except OSError as error:
            problems.append(f"{path}: cannot be read ({error.strerror})")
            continue
        if reason:
            skipped[reason] += 1
        else:
            name = entry.path[len(above) :].replace(os.sep, "/")
            yield path, name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _last_first(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name, reverse=True)


def _reason_to_skip(root: Path, entry: os.DirEntry[str]) -> str | None:
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_symlink():
        if not _leads_inside(root, Path(entry.path)):
            return "link"
    elif entry.is_dir():
        return None
    elif not entry.is_file():
        return "no file"
    if os.path.splitext(entry.name)[1].lower() not in READERS:  # noqa: PTH122
        return "unknown format"
    return None if entry.stat().st_size else "empty"


def _leads_inside(root: Path, link: Path) -> bool:
    """Whether a symbolic link leads to a file below ``root``, and not in a circle."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root.resolve())


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
