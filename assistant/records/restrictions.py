"""What a question is restricted to, as a record has it under ``restricted``."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from assistant.records.record import MisfitError, Record, RecordError, read
from index.search.restriction import Restriction

_Texts = list[Annotated[str, Meta(min_length=1)]]


class RestrictionRecord(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a question is asked of, without what restricts nothing."""

    documents: _Texts | UnsetType = UNSET
    sections: _Texts | UnsetType = UNSET
    where: _Texts | UnsetType = UNSET
    newest: bool | UnsetType = UNSET

    @classmethod
    def of(cls, within: Restriction) -> "RestrictionRecord | UnsetType":
        """Return the record of a restriction; none where it restricts nothing."""
        if not within:
            return UNSET
        return cls(
            documents=list(within.documents) or UNSET,
            sections=list(within.sections) or UNSET,
            where=list(within.where) or UNSET,
            newest=within.newest or UNSET,
        )

    def restriction(self) -> Restriction:
        """Return the restriction."""
        return Restriction(
            tuple(self.documents or ()),
            tuple(self.sections or ()),
            tuple(self.where or ()),
            bool(self.newest),
        )


def restriction_of(fields: Any) -> Restriction:
    """Return the restriction that JSON tells of.

    Raises:
        RecordError: It is none.
    """
    *known, last = RestrictionRecord.__struct_fields__
    if not isinstance(fields, dict) or fields.keys() - {*known, last}:
        raise RecordError(f"restricted must be an object with {', '.join(known)} and {last}")
    try:
        return read(RestrictionRecord, fields).restriction()
    except MisfitError as error:
        name = error.path[0]
        kind = "true or false" if name == "newest" else "a list of strings that are not empty"
        raise RecordError(f"{name} in restricted must be {kind}") from None
