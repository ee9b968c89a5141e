"""Manifest: the one file that says what an index is made of, itself checksummed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from index.errors import IndexDamagedError, IndexForeignError, Remedy
from index.files.arrays import not_as_written, unreadable
from index.files.disk import read_regular
from index.files.glob_patterns import UNFILTERED, Filters, PatternError
from index.files.location import MANIFEST
from index.model.models import ModelIdentity
from index.passages.tokens import PASSAGE_TOKENS, TOKEN_TABLE
from index.storage.file_entries import FileEntries

SCHEMA = "quoth.index"
FORMAT = 33
"""Rises with every change that makes an older index unreadable or its passages different."""

ANSWERS = 5
"""Rises with every change that makes the same index answer otherwise."""

_SEAL = b'{"checksum": "%s", '
_HEX = 64
"""Digits of a SHA-256."""

_Kind = TypeVar("_Kind")


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
    files: FileEntries
    skipped: Mapping[str, int]
    problems: tuple[str, ...]
    fingerprint: str
    filters: Filters = UNFILTERED
    generation: str = ""
    checksums: Mapping[str, str] = field(default_factory=dict)

    def committed(self, generation: str, checksums: Mapping[str, str]) -> "Manifest":
        """Return the manifest of a generation that has been written."""
        return replace(self, generation=generation, checksums=dict(checksums))

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON with its own checksum."""
        bare = asdict(replace(self, files=FileEntries({})))
        record = {"schema": SCHEMA, "format": FORMAT, **bare, "files": self.files.record()}
        return sealed(record)

    @classmethod
    def read(cls, directory: Path, name: str = MANIFEST) -> "Manifest":
        """Read the manifest of an index directory, in the file of that name.

        Raises:
            IndexDamagedError: It is missing or not what was written.
            IndexForeignError: It is of another format version.
        """
        path = directory / name
        try:
            data = read_regular(path, follow=False)
        except FileNotFoundError:
            raise _damaged(f"{directory}: holds no index") from None
        except OSError as error:
            raise unreadable(path, error) from None
        return cls.from_bytes(data, path, directory)

    @classmethod
    def from_bytes(cls, data: bytes, path: object, directory: object) -> "Manifest":
        """Read what ``to_bytes`` gave; errors name the file as ``path``, the index ``directory``.

        Raises:
            IndexDamagedError, IndexForeignError: As ``read``.
        """
        try:
            record = unsealed(data)
            schema, version = record.pop("schema"), record.pop("format")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise not_as_written(path) from None
        if schema != SCHEMA:
            raise not_as_written(path)
        if version != FORMAT:
            raise IndexForeignError(
                f"{directory}: has format {version}, this version of Quoth reads {FORMAT}",
                Remedy.BUILD_OF_SOURCES,
            )
        try:
            return cls._from_record(record)
        except ValueError as error:
            raise _damaged(f"{path}: is not whole ({error})") from None

    @classmethod
    def _from_record(cls, record: Mapping[str, Any]) -> "Manifest":
        return cls(
            model=_made(ModelIdentity, record.get("model")),
            passages=_made(PassageSettings, record.get("passages")),
            sources=tuple(_texts(record, "sources")),
            files=FileEntries.from_record(record.get("files")),
            skipped=_by_name(record, "skipped", int),
            problems=tuple(_texts(record, "problems")),
            fingerprint=_field(record, "fingerprint", str),
            filters=_filters(_field(record, "filters", dict)),
            generation=_field(record, "generation", str),
            checksums=_by_name(record, "checksums", str),
        )


def _damaged(problem: str) -> IndexDamagedError:
    return IndexDamagedError(problem, Remedy.BUILD_OF_SOURCES)


class _FieldError(ValueError):
    """A field is missing or of another kind; the message names it."""


def _field(record: Mapping[str, Any], name: str, kind: type[_Kind]) -> _Kind:
    value = record.get(name)
    if type(value) is not kind:
        raise _FieldError(f"{name} is missing or of another kind")
    return value


def _texts(record: Mapping[str, Any], name: str) -> list[str]:
    texts = _field(record, name, list)
    return [_field({name: text}, name, str) for text in texts]


def _by_name(record: Mapping[str, Any], name: str, kind: type[_Kind]) -> dict[str, _Kind]:
    values = _field(record, name, dict)
    return {key: _field(values, key, kind) for key in values}


def _filters(record: dict[str, Any]) -> Filters:
    filters = Filters(tuple(_texts(record, "include")), tuple(_texts(record, "exclude")))
    try:
        filters.check()
    except PatternError as error:
        raise _FieldError(str(error)) from None
    return filters


def _made(kind: type[_Kind], record: Any) -> _Kind:
    """Return a dataclass of numbers and texts from the record of one."""
    kinds = get_type_hints(kind)
    if not isinstance(record, dict) or record.keys() != kinds.keys():
        raise _FieldError(f"{kind.__name__} has other fields")
    return kind(**{name: _field(record, name, of) for name, of in kinds.items()})


def fingerprint(
    model: ModelIdentity,
    passages: PassageSettings,
    documents: Sequence[tuple[Any, ...]],
    converters: Sequence[str] = (),
) -> str:
    """Return the hash of what answers depend on: contents and settings, no path, no time.

    Of each document it takes the id, the title, the hash of its text, where it stands in its file, and
    what it says of itself.
    """
    record = {
        "format": [FORMAT, ANSWERS],
        "model": [model.weights_sha256, model.tokenizer_sha256, model.variant, model.window],
        "passages": asdict(passages),
        "converters": list(converters),
        "documents": documents,
    }
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def sealed(record: Mapping[str, Any]) -> bytes:
    """Return a record, which must not be empty, as JSON with the SHA-256 of its bytes in front."""
    rest = json.dumps(record).encode()[1:]
    return _SEAL % hashlib.sha256(rest).hexdigest().encode() + rest


def unsealed(data: bytes) -> dict[str, Any]:
    """Return the record that ``sealed`` made ``data`` of.

    Raises:
        ValueError: It did not; nothing of it has been parsed.
    """
    at = len(_SEAL % bytes(_HEX))
    if data[:at] != _SEAL % hashlib.sha256(data[at:]).hexdigest().encode():
        raise ValueError("another checksum")
    record: dict[str, Any] = json.loads(data)
    del record["checksum"]
    return record
