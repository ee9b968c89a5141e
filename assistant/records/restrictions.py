"""What a question is restricted to, as a record has it under ``restricted``."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from assistant.records.record import MisfitError, Record, RecordError, read
from index.search.restriction import Restriction

_Texts = list[Annotated[str, Meta(min_length=1)]]


class RestrictionRecord(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The documents and sections that a question is asked of, without what restricts nothing."""

    documents: _Texts | UnsetType = UNSET
    sections: _Texts | UnsetType = UNSET

    @classmethod
    def of(cls, within: Restriction) -> "RestrictionRecord | UnsetType":
        """Return the record of a restriction; none where it restricts nothing."""
        if not within:
            return UNSET
        return cls(
            documents=list(within.documents) or UNSET, sections=list(within.sections) or UNSET
        )

    def restriction(self) -> Restriction:
        """Return the restriction."""
        return Restriction(tuple(self.documents or ()), tuple(self.sections or ()))


def restriction_of(fields: Any) -> Restriction:
    """Return the restriction that JSON tells of.

    Raises:
        RecordError: It is none.
    """
    known = RestrictionRecord.__struct_fields__
    if not isinstance(fields, dict) or fields.keys() - set(known):
        raise RecordError(f"restricted must be an object with {' and '.join(known)}")
    try:
        return read(RestrictionRecord, fields).restriction()
    except MisfitError as error:
        message = f"{error.path[0]} in restricted must be a list of strings that are not empty"
        raise RecordError(message) from None
