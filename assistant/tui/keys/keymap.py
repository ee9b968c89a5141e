"""Keymap: the keys that a person has chosen, and what is wrong with the choice."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from assistant.console.streams import reason
from assistant.tui.keys.clashes import Parts, commands, take_clashes
from assistant.tui.keys.names import is_key
from index.errors import InputError

if TYPE_CHECKING:
    from textual.screen import Screen

_TABLE = "keys"
_RESERVED = "ctrl+c"
_EXAMPLES = "write it as in c, G, f2, pagedown, slash, ctrl+t"


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by the ids of the bindings that have them instead of their own, comma separated.

    ``problems`` says in a line each what was chosen and cannot be.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def bindings(self, part: type[DOMNode]) -> Iterator[Binding]:
        """Yield the bindings of a screen, a widget or the app, one a key, as they are now."""
        done = set()
        for binding in Binding.make_bindings(part.BINDINGS):
            keys = self.chosen.get(binding.id or "")
            if not keys:
                yield binding
            elif binding.id not in done:
                yield from Binding.make_bindings([binding.with_key(keys)])
                done.add(binding.id)


@runtime_checkable
class Keyed(Protocol):
    """An app whose keys somebody may have chosen."""

    keymap: Keymap


def keymap_of(app: App[Any]) -> Keymap:
    """Return the keys that were chosen for an app; none where it lets nobody choose."""
    return app.keymap if isinstance(app, Keyed) else Keymap()


def key_of(screen: "Screen[Any]", command: str) -> str:
    """Return the key of a screen's command as it is shown, by the id of its binding."""
    bound = keymap_of(screen.app).bindings(type(screen))
    return next(screen.app.get_key_display(binding) for binding in bound if binding.id == command)


def read_keymap(file: Path, screens: Sequence[Parts]) -> Keymap:
    """Read the keys from the table ``[keys]`` of a TOML file; none where there is no file.

    Args:
        file: Has lines such as ``"passage.copy" = "c"``, in Textual's names of keys.
        screens: The parts of each screen, whose keys must not clash.
    """
    try:
        settings = _settings(file)
    except InputError as error:
        return Keymap(problems=(str(error),))
    chosen: dict[str, str] = {}
    problems: list[str] = []
    ids = {command.id for parts in screens for command in commands(parts) if command.id}
    for name, keys in settings:
        try:
            chosen[_known(name, ids)] = _keys(name, keys)
        except InputError as error:
            problems.append(f"{file}: {error}")
    problems += (f"{file}: {clash}; choose another key" for clash in take_clashes(chosen, screens))
    return Keymap(chosen, tuple(problems))


def _settings(file: Path) -> list[tuple[str, Any]]:
    """Return the ids and keys in a file as they stand there.

    Raises:
        InputError: It is there and cannot be read.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({reason(error)}); all keys stay") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: not TOML ({error}); put it right or remove it") from None
    unknown = next((name for name in tables if name != _TABLE), None)
    if unknown is not None or not isinstance(tables.get(_TABLE, {}), dict):
        raise InputError(
            f'{file}: "{unknown or _TABLE}" says nothing here; write [keys], and below it lines '
            'such as "passage.copy" = "c"'
        )
    return list(_flat(tables.get(_TABLE, {})))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield names and values; TOML takes a dotted name without quotes for a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _known(name: str, ids: set[str]) -> str:
    if name in ids:
        return name
    like = get_close_matches(name, ids, n=1)
    remedy = f"did you mean {like[0]}?" if like else "the help (F1) lists all"
    raise InputError(f'there is no command "{name}"; {remedy}')


def _keys(name: str, value: object) -> str:
    """Return the keys that stand for a command, as Textual wants them.

    Raises:
        InputError: One of them is no key, or is not to be had.
    """
    if not isinstance(value, str):
        raise InputError(f'"{name}" needs text, such as "c" or "f2,ctrl+t"')
    keys = [key.strip() for key in value.split(",")]
    for key in keys:
        if key.lower() == _RESERVED:
            raise InputError(f'"{name}": {key} always copies what is selected; choose another key')
        if not is_key(key):
            raise InputError(f'"{name}": there is no key "{key}"; {_EXAMPLES}')
    return ",".join(binding.key for binding in Binding.make_bindings([Binding(",".join(keys), "")]))
