"""Conditions: what a document must say of itself to be asked, as in ``author=Holm`` or ``date >= 2021-01``."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from index.dating import dated
from index.language import plain_words, words
from index.metadata import Metadata

_CONDITION = re.compile(r"([^\W\d_]+)\s*(>=|<=|!=|==?|<|>)\s*(.*)", re.DOTALL)
_LONGEST = 1000
"""Characters; programs send conditions too, and of any length."""
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("author", "authors", "by"), "author"),
    "date": "date",
    **dict.fromkeys(("language", "lang"), "language"),
    **dict.fromkeys(("recipient", "recipients", "to"), "recipient"),
    **dict.fromkeys(("sender", "from"), "sender"),
    **dict.fromkeys(("tag", "tags"), "tag"),
    "title": "title",
}
FIELDS = tuple(dict.fromkeys(_NAMES.values()))
"""What may be asked of documents; other names of the same are understood too."""
_ORDERS: Mapping[str, Callable[[str, str], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}  # fmt: skip


class ConditionError(ValueError):
    """A text is no condition; the message says why, without the text."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a field of a document must say, or must not.

    Dates are compared as far as both are told: ``2021-05-04`` is in ``2021``. Of other fields
    ``=`` holds where one of the values has all words, whatever their case and accents. A field that
    says nothing fulfils ``!=`` alone.
    """

    field: str
    sign: str
    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the condition that a text says.

        Raises:
            ConditionError: It says none.
        """
        if len(text) > _LONGEST:
            raise ConditionError(f"has more than {_LONGEST:,} characters")
        found = _CONDITION.fullmatch(text.strip())
        if not found or not found[3]:
            raise ConditionError("is no condition; write one such as author=Holm or date>=2021-05")
        field, sign, value = _NAMES.get(found[1].lower(), ""), found[2].replace("==", "="), found[3]
        if not field:
            raise ConditionError(
                f"there is no field {found[1][:40]}; fields are {', '.join(FIELDS)}"
            )
        value = value.strip("\"'") or value
        if field == "date":
            value = dated(value)
            if not value:
                raise ConditionError("is no date; write 2021, 2021-05 or 2021-05-04")
        elif sign not in {"=", "!="}:
            raise ConditionError("only dates are before or after others; write = or !=")
        elif not words(value):
            raise ConditionError("has no word to look for")
        return cls(field, sign, value)

    def holds(self, title: str, metadata: Metadata) -> bool:
        """Whether a document fulfils it, by its title and what it says of itself."""
        if self.field == "date":
            return self._fits(metadata.date)
        if self.field == "language":
            asked, told = self.value.lower().replace("_", "-"), metadata.language
            return (told == asked or told.startswith(f"{asked}-")) is (self.sign == "=")
        asked_words = plain_words(self.value)
        is_said = any(asked_words <= plain_words(said) for said in self._said(title, metadata))
        return is_said is (self.sign == "=")

    def _fits(self, date: str) -> bool:
        if not date:
            return self.sign == "!="
        length = min(len(date), len(self.value))
        return _ORDERS[self.sign](date[:length], self.value[:length])

    def _said(self, title: str, metadata: Metadata) -> Sequence[str]:
        match self.field:
            case "author":
                return metadata.writers
            case "sender":
                return [metadata.sender]
            case "recipient":
                return metadata.recipients
            case "tag":
                return metadata.tags
            case _:
                return [title]
