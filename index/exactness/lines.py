"""Lines: rows of tables, items of lists, fields of forms and lines of facts, which stand each for itself."""

import re

from index.language import terms

_ITEM = re.compile(r"[-*+\u2022\u2013]\s")
_FIELD = re.compile(r"^([^\W\d_][^:|\n]{2,39}):[ \t]+\S", re.MULTILINE)
_LONGEST_FACT = 60
"""Characters."""
_ENDED = (".", "!", "?", ":", ",", ";")
_FEWEST = 2
"""Words of the name of a field that is asked for; one alone may mean anything."""


def is_row(said: str) -> bool:
    """Whether a sentence is the row of a table."""
    return "|" in said and "\n" not in said.strip()


def is_item(said: str) -> bool:
    """Whether a sentence is an item of a list."""
    return _ITEM.match(said) is not None


def is_fact(said: str) -> bool:
    """Whether a sentence is a short line that ends like none, as in a list of prices."""
    is_short = len(said) <= _LONGEST_FACT and not said.endswith(_ENDED)
    return is_short and "\n" not in said and not is_row(said) and not is_item(said)


def has_fields(text: str) -> bool:
    """Whether a text may have fields of a form; cheap."""
    return _FIELD.search(text) is not None


def is_field_of(said: str, asked: set[str], language: str) -> bool:
    """Whether a sentence is a field such as ``Mooring side: starboard`` of whose name all is asked for."""
    field = _FIELD.match(said)
    named = {*terms(field[1], language)} if field else set()
    return len(named) >= _FEWEST and named <= asked
