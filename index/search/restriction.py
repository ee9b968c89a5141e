"""Restriction: which documents and sections a question is asked of."""

from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a person chose of the documents; false where nothing is chosen, so that all may answer.

    Args:
        documents: Globs of ids, as ``named_by`` has them; a document is chosen that any names.
        sections: Words of headings; a passage is chosen that lies under a heading with all words
            of one of them.
    """

    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.sections)

    def record(self) -> dict[str, list[str]]:
        """Return it as a record, without what restricts nothing."""
        parts = {"documents": list(self.documents), "sections": list(self.sections)}
        return {name: values for name, values in parts.items() if values}

    @classmethod
    def of(cls, record: Any) -> Self:
        """Return the restriction that a record tells of.

        Raises:
            ValueError: It is none; the message says why.
        """
        known = [field.name for field in fields(cls)]
        if not isinstance(record, dict) or record.keys() - set(known):
            raise ValueError(f"restricted must be an object with {' and '.join(known)}")
        return cls(**{name: _texts(name, values) for name, values in record.items()})


def _texts(name: str, values: Any) -> tuple[str, ...]:
    is_list = isinstance(values, list)
    if not is_list or not all(isinstance(value, str) and value for value in values):
        raise ValueError(f"{name} in restricted must be a list of strings that are not empty")
    return tuple(values)


EVERYTHING = Restriction()
