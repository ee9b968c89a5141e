"""Frozen options: what a parser found, as an object that nobody changes."""

from argparse import Namespace
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Options = TypeVar("_Options", bound="DataclassInstance")


def frozen(kind: type[_Options], parsed: Namespace) -> _Options:
    """Return what was parsed as a frozen dataclass of options: lists as tuples, the rest as it is.

    What the dataclass has no field for is left out.
    """
    found = vars(parsed)
    values = {field.name: found[field.name] for field in fields(kind)}
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
