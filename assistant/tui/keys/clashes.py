"""Clashes: one key for two commands of one screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

from assistant.tui.keys.names import is_typed

Parts = Sequence[type[DOMNode]]
"""The screen, its widgets and the app: their keys work at the same time."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a binding does, and its keys as long as nobody chooses others.

    ``id`` is empty for what comes with Textual; ``while_typing`` tells that its keys come before
    what is typed.
    """

    id: str
    says: str
    while_typing: bool
    own: frozenset[str]

    def keys(self, chosen: Mapping[str, str]) -> frozenset[str]:
        """Return the keys that it has where these are chosen."""
        return frozenset(chosen[self.id].split(",")) if self.id in chosen else self.own


def commands(parts: Parts) -> list[Command]:
    """Return the commands of a screen, also those that come with Textual."""
    found: dict[tuple[str, str, bool], set[str]] = {}
    for part in parts:
        for base in part.__mro__:
            for binding in Binding.make_bindings(vars(base).get("BINDINGS", ())):
                says = binding.tooltip or binding.description
                while_typing = binding.priority or issubclass(part, Input | TextArea)
                found.setdefault((binding.id or "", says, while_typing), set()).add(binding.key)
    return [Command(*known, frozenset(keys)) for known, keys in found.items()]


def take_clashes(chosen: dict[str, str], screens: Sequence[Parts]) -> Iterator[str]:
    """Take what clashes out of the choice, of two choices the later; yield what is wrong with it.

    A key that two commands share by themselves is no clash: which of them it means depends on
    where the cursor is.
    """
    by_screen = [commands(parts) for parts in screens]
    while clash := next(_clashes(chosen, by_screen), None):
        name, complaint = clash
        del chosen[name]
        yield f'"{name}": {complaint}'


def _clashes(
    chosen: dict[str, str], screens: Sequence[Sequence[Command]]
) -> Iterator[tuple[str, str]]:
    """Yield ids, the last chosen first, and why their keys are not to be had."""
    for name in reversed(chosen):
        for together in screens:
            for command in (command for command in together if command.id == name):
                for complaint in _complaints(command, together, chosen):
                    yield name, complaint


def _complaints(
    command: Command, together: Sequence[Command], chosen: Mapping[str, str]
) -> Iterator[str]:
    keys = command.keys(chosen)
    if command.while_typing and (typed := sorted(filter(is_typed, keys - command.own))):
        yield f"{typed[0]} is typed in the question line"
    for other in together:
        shared = keys & other.keys(chosen) - (command.own & other.own)
        if other is not command and shared:
            known = f"{other.id}, {other.says}" if other.id else other.says
            yield f"{min(shared)} is taken ({known})"
