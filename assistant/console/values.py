"""Values: what the options of a command line may be given."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.files.location import StoreUrl

_MOST_DIGITS = 18
_LAST_PORT = 65_535


def positive(text: str) -> int:
    """Return the whole number from 1 up that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number from 1 up, not {text[:40]!r}")


def glob(text: str) -> str:
    """Return the pattern that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    from index.files.glob_patterns import Pattern, PatternError

    try:
        if Pattern.parse(text):
            return text
    except PatternError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    raise argparse.ArgumentTypeError(f"must be a pattern of file names, not {text[:40]!r}")


def condition(text: str) -> str:
    """Return the condition on documents that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    from index.search.conditions import Condition, ConditionError

    try:
        Condition.parse(text)
    except ConditionError as error:
        raise argparse.ArgumentTypeError(f"{text[:80]!r}: {error}") from None
    return text


def port(text: str) -> int:
    """Return the number of a port that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    number = positive(text)
    if number > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be at most {_LAST_PORT}, not {number}")
    return number


def port_or_any(text: str) -> int:
    """Return the number of a port that an option was given; 0 stands for any that is free.

    Raises:
        ArgumentTypeError: It is none.
    """
    return 0 if text == "0" else port(text)


def store(text: str) -> "StoreUrl":
    """Return the store that an option was given.

    Raises:
        ArgumentTypeError: It is none.
    """
    from index.errors import InputError
    from index.files.location import StoreUrl

    try:
        return StoreUrl.parse(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def path(text: str) -> Path:
    """Return the path that an option was given.

    Raises:
        ArgumentTypeError: It is empty.
    """
    return Path(words(text))


def words(text: str) -> str:
    """Return the words that an option was given.

    Raises:
        ArgumentTypeError: There are none.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text
