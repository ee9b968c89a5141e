"""``quoth.doctor/1``: the state of an installation, and of the index that is asked."""

from assistant.records.record import Record


class ModelRecord(Record, frozen=True, kw_only=True):
    """A model that comes with Quoth; ``prepared`` is null where that is not known."""

    name: str
    ok: bool
    prepared: bool | None


class CacheRecord(Record, frozen=True, kw_only=True):
    """A folder of the cache."""

    kind: str
    folder: str
    entries: int
    bytes: int
    outdated: int


class IndexHealthRecord(Record, frozen=True, kw_only=True):
    """The index of the sources that were named, if it is built."""

    index: str
    built: bool
    current: bool
    documents: int
    passages: int
    bytes: int
    unread: list[str]
    identical: list[list[str]]


class DoctorRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.doctor/1"):
    """What stands well and what does not; ``problems`` says the latter in a line each."""

    healthy: bool
    problems: list[str]
    versions: dict[str, str]
    settings: str
    models: list[ModelRecord]
    caches: list[CacheRecord]
    index: IndexHealthRecord
