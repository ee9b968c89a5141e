"""Byline: who wrote a document, to whom and when, as people cite it: "K. Holm to the board, 4 May 2021"."""

from collections.abc import Sequence

from index.metadata import Metadata

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_NAMED = 2
"""People who are named; of more the first is."""


def byline(metadata: Metadata) -> str:
    """Return who wrote a document, to whom and when; empty where it does not say."""
    who = _people(metadata.writers)
    to = _people(metadata.recipients)
    if to:
        who = f"{who} to {to}" if who else f"to {to}"
    return ", ".join(filter(None, (who, date_in_words(metadata.day))))


def date_in_words(day: str) -> str:
    """Return a date such as ``2021-05-04`` as "4 May 2021", as exactly as it is told."""
    year, *parts = day.split("-")
    words = [year]
    if parts:
        words.insert(0, _MONTHS[int(parts[0]) - 1])
    if parts[1:]:
        words.insert(0, str(int(parts[1])))
    return " ".join(words)


def _people(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{names[0]} and {len(names) - 1} others"
    return " and ".join(names)
