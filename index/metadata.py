"""Metadata: what a document says of itself: who wrote it, to whom, when, in which language, under which tags."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any, Self

_DAY = len("2021-05-04")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself besides its title; false where that is nothing.

    Args:
        authors: Who wrote it, in order.
        sender: Who sent it, of a message.
        recipients: To whom it was sent.
        date: ``2021``, ``2021-05``, ``2021-05-04`` or ``2021-05-04 14:30``, as exactly as it says;
            empty where it does not. Earlier ones sort before later ones.
        language: A code in small letters, such as ``en`` or ``pt-br``.
        tags: Words that it is filed under.
    """

    authors: tuple[str, ...] = ()
    sender: str = ""
    recipients: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != UNKNOWN

    @property
    def writers(self) -> tuple[str, ...]:
        """Who wrote it: its authors, or of a message who sent it."""
        return self.authors or ((self.sender,) if self.sender else ())

    @property
    def day(self) -> str:
        """The date without a time."""
        return self.date[:_DAY]

    def record(self) -> list[Any]:
        """Return it for a JSON record; empty where it says nothing."""
        return list(astuple(self)) if self else []

    @classmethod
    def from_record(cls, record: Sequence[Any]) -> Self:
        """Read what ``record`` gave."""
        if not record:
            return cls()
        authors, sender, recipients, date, language, tags = record
        return cls(tuple(authors), sender, tuple(recipients), date, language, tuple(tags))


UNKNOWN = Metadata()
"""What a document says that says nothing of itself."""
