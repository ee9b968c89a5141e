"""File entries: the source files of an index as they were when they were indexed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A source file as it was when it was indexed; ``sha256`` is empty if it could not be read.

    ``converter`` names what made a text of it, with its version; empty where the text is the file's.
    ``problems`` are what was wrong with it or with parts of it, without its path, ``left_out`` the
    names of files in it that are of no kind that is read.
    """

    path: str
    source: int
    name: str
    size: int
    mtime_ns: int
    sha256: str
    converter: str = ""
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


_KINDS = {
    "path": str,
    "source": int,
    "name": str,
    "size": int,
    "mtime_ns": int,
    "sha256": str,
    "converter": str,
    "problems": tuple,
    "left_out": tuple,
}
_NAMES = tuple(field.name for field in fields(FileEntry))


@dataclass(frozen=True)
class FileEntries(Sequence[FileEntry]):
    """Many file entries, held as columns: tens of thousands are read for every question.

    ``columns`` has a list for each field of ``FileEntry``, by its name.
    """

    columns: Mapping[str, list[Any]]

    @classmethod
    def of(cls, entries: Iterable[FileEntry]) -> "FileEntries":
        """Take entries one by one."""
        made = list(entries)
        return cls({name: [getattr(entry, name) for entry in made] for name in _NAMES})

    @classmethod
    def joined(cls, several: Sequence["FileEntries"]) -> "FileEntries":
        """Return the entries of several, one after the other."""
        return cls({name: [v for one in several for v in one.columns[name]] for name in _NAMES})

    @classmethod
    def from_record(cls, record: object) -> "FileEntries":
        """Read what ``record`` gave.

        Raises:
            ValueError: It is no such record.
        """
        if not isinstance(record, dict) or record.keys() != _KINDS.keys():
            raise ValueError("files have other fields")
        columns = {**record}
        if not all(isinstance(column, list) for column in columns.values()):
            raise ValueError("files are of another kind")
        for name in ("problems", "left_out"):
            columns[name] = [_texts(name, texts) for texts in columns[name]]
        for name, kind in _KINDS.items():
            if {*map(type, columns[name])} - {kind}:
                raise ValueError(f"files: {name} is of another kind")
        if len({*map(len, columns.values())}) > 1:
            raise ValueError("files have columns of several lengths")
        return cls(columns)

    def record(self) -> dict[str, list[Any]]:
        """Return the columns for a JSON record."""
        return dict(self.columns)

    def left_out(self) -> list[tuple[int, str]]:
        """Return the files in files that are of no kind that is read: the source's number, the name."""
        sources, names = self.columns["source"], self.columns["name"]
        return [
            (source, f"{name}/{each}")
            for source, name, inside in zip(sources, names, self.columns["left_out"], strict=True)
            for each in inside
        ]

    def __len__(self) -> int:
        return len(self.columns["path"])

    def __getitem__(self, number: int) -> FileEntry:  # type: ignore[override]
        return FileEntry(*(self.columns[name][number] for name in _NAMES))


def _texts(name: str, texts: object) -> tuple[str, ...]:
    if not isinstance(texts, list) or {*map(type, texts)} - {str}:
        raise ValueError(f"files: {name} are of another kind")
    return tuple(texts)
