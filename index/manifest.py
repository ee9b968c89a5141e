"""Manifest: the one file that says what an index is made of, itself checksummed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import IndexDamagedError, IndexForeignError
from index.models import ModelIdentity
from index.passage_table import DocumentEntry
from index.tokens import PASSAGE_TOKENS, TOKEN_TABLE

MANIFEST = "quoth-index.json"
SCHEMA = "quoth.index"
FORMAT = 4
"""Rises with every change that makes an older index unreadable or its passages different."""

ANSWERS = 3
"""Rises with every change that makes the same index answer otherwise."""

REBUILD = "build it anew with: quoth index, naming its sources with -s"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A source file as it was when it was indexed; ``sha256`` is empty if it could not be read.

    ``converter`` names what made a text of it, with its version; empty where the text is the file's.
    """

    path: str
    source: int
    name: str
    size: int
    mtime_ns: int
    sha256: str
    converter: str = ""


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """What decides where passages begin and end, besides the text and the model's window."""

    tokens: int = PASSAGE_TOKENS
    table: str = TOKEN_TABLE


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is made of.

    ``fingerprint`` depends on contents and settings alone; ``generation`` names the folder with
    the files whose SHA-256 stand in ``checksums``.
    """

    model: ModelIdentity
    passages: PassageSettings
    sources: tuple[str, ...]
    files: tuple[FileEntry, ...]
    skipped: Mapping[str, int]
    problems: tuple[str, ...]
    fingerprint: str
    generation: str = ""
    checksums: Mapping[str, str] | None = None

    def committed(self, generation: str, checksums: Mapping[str, str]) -> "Manifest":
        """Return the manifest of a generation that has been written."""
        return replace(self, generation=generation, checksums=dict(checksums))

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON with its own checksum."""
        record = {"schema": SCHEMA, "format": FORMAT, **asdict(self)}
        return json.dumps({**record, "checksum": _checksum(record)}, indent=1).encode()

    @classmethod
    def read(cls, directory: Path) -> "Manifest":
        """Read the manifest of an index directory.

        Raises:
            IndexDamagedError: It is missing or not what was written.
            IndexForeignError: It is of another format version.
        """
        path = directory / MANIFEST
        try:
            record = json.loads(path.read_bytes())
            checksum = record.pop("checksum")
            schema, version = record.pop("schema"), record.pop("format")
        except FileNotFoundError:
            raise IndexDamagedError(f"{directory}: holds no index; {REBUILD}") from None
        except OSError as error:
            raise IndexDamagedError(f"{path}: cannot be read ({error.strerror})") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise IndexDamagedError(f"{path}: is not what was written; {REBUILD}") from None
        if schema != SCHEMA or checksum != _checksum(
            {"schema": schema, "format": version, **record}
        ):
            raise IndexDamagedError(f"{path}: is not what was written; {REBUILD}")
        if version != FORMAT:
            raise IndexForeignError(
                f"{directory}: has format {version}, this version of Quoth reads {FORMAT}; {REBUILD}"
            )
        return cls._from_record(record)

    @classmethod
    def _from_record(cls, record: dict[str, Any]) -> "Manifest":
        return cls(
            model=ModelIdentity(**record.pop("model")),
            passages=PassageSettings(**record.pop("passages")),
            sources=tuple(record.pop("sources")),
            files=tuple(FileEntry(**file) for file in record.pop("files")),
            problems=tuple(record.pop("problems")),
            **record,
        )


def fingerprint(
    model: ModelIdentity,
    passages: PassageSettings,
    documents: Sequence[DocumentEntry],
    converters: Sequence[str] = (),
) -> str:
    """Return the hash of what answers depend on: contents and settings, no path, no time."""
    record = {
        "format": [FORMAT, ANSWERS],
        "model": [model.weights_sha256, model.tokenizer_sha256, model.variant, model.window],
        "passages": asdict(passages),
        "converters": list(converters),
        "documents": [[entry.id, entry.title, entry.sha256] for entry in documents],
    }
    return _checksum(record)


def _checksum(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
