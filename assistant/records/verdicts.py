"""``quoth.verdict/1``: what has become of one citation of one line."""

from assistant.records.record import Record


class VerdictRecord(Record, frozen=True, kw_only=True, tag_field="schema", tag="quoth.verdict/1"):
    """The verdict on a citation; the place is null where there is none."""

    line: int
    id: str | None
    marker: int
    document: str
    state: str
    start: int | None
    end: int | None
