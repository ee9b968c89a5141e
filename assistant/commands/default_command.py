"""The command of a command line that names none: a question is asked, a path is chatted over.

Options may stand before the command; which of them take a value, the parsers of the commands tell.
"""

import os
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from assistant.console.parser import OneLineParser


class NoCommandError(ValueError):
    """A word is no command, and nothing else that has one; the message says what may be meant."""


def with_command(arguments: Sequence[str], commands: Mapping[str, OneLineParser]) -> Sequence[str]:
    """Return a command line with its command first.

    Without a command, several words are a question for ``ask``, paths are the sources of a
    ``chat``, and where there are no words at all, it is ``chat`` too.

    Args:
        arguments: What was typed after the program's name.
        commands: The parser of each command by its name.

    Raises:
        NoCommandError: One word that is neither a command nor a path, or several of which the
            first seems to be a command.
    """
    places = _places_of_words(arguments, commands)
    found = [arguments[place] for place in places]
    if not found:
        return ["chat", *arguments]
    first, name = places[0], found[0]
    if name in commands:
        return [name, *arguments[:first], *arguments[first + 1 :]]
    if all(map(_is_path, found)):
        return ["chat", *_with_sources(arguments, set(places))]
    near = get_close_matches(name, commands, n=1)
    if not near and len(" ".join(found).split()) > 1:
        return ["ask", *arguments]
    meant = f" (did you mean {near[0]}?)" if near else ""
    names = ", ".join(commands)
    raise NoCommandError(
        f"{name!r} is none of the commands {names}{meant}; to ask: quoth ask QUESTION"
    )


def _places_of_words(arguments: Sequence[str], commands: Mapping[str, OneLineParser]) -> list[int]:
    """Return where the arguments stand that are neither options nor their values."""
    places: list[int] = []
    at = 0
    while at < len(arguments):
        argument = arguments[at]
        if argument == "--":
            return [*places, *range(at + 1, len(arguments))]
        if argument == "-" or not argument.startswith("-"):
            places.append(at)
        at += 2 if any(parser.takes_value(argument) for parser in commands.values()) else 1
    return places


def _is_path(word: str) -> bool:
    """Tell whether a word is meant as a path: something is there, or it is written as only paths are."""
    try:
        is_there = Path(word).exists()
    except (OSError, ValueError):  # too long to be one, or with a null byte
        return False
    return bool(word) and (is_there or (os.sep in word and len(word.split()) == 1))


def _with_sources(arguments: Sequence[str], places: set[int]) -> list[str]:
    """Return a command line whose words at ``places`` are sources."""
    return [
        f"--source={argument}" if place in places else argument
        for place, argument in enumerate(arguments)
        if place in places or argument != "--"
    ]
