"""``quoth config``: see and change what is asked for every day."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.console.messages import say
from assistant.console.settings import Settings, settings_file, settings_of
from assistant.console.streams import standard_output, write_record, write_text
from assistant.sessions.file import write_private
from index.errors import InputError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_COLLECTIONS = "collections"
_SCHEMA = "quoth.config/1"


def run(options: argparse.Namespace) -> int:
    """Show all settings, show one, or set one; return 1 where the one asked for is not set.

    Raises:
        InputError: The file cannot be used, or the setting cannot be that.
    """
    path = settings_file()
    document = _document(path)
    if options.name and (options.values or options.unset):
        _change(document, options.name, None if options.unset else options.values)
        _checked(path, document)
        write_private(path, document.as_string().encode())
        if options.name.startswith(f"{_COLLECTIONS}.") and not options.quiet:
            for each in map(_absolute, options.values or ()):
                if not Path(each).exists():
                    say(f"{options.name}: nothing is at {each} yet; it is set all the same")
        return 0
    settings = _checked(path, document)
    told = _told(settings)
    if options.name:
        told = {name: value for name, value in told.items() if name == options.name}
    if options.json:
        write_record(standard_output(), {"schema": _SCHEMA, "file": str(path), "settings": told})
    elif options.name:
        write_text("".join(f"{_in_words(value)}\n" for value in told.values()))
    else:
        write_text(f"# {path}\n")
        write_text("".join(f"{name} = {_in_words(value)}\n" for name, value in told.items()))
    return 1 if options.name and not told else 0


def _document(path: Path) -> "TOMLDocument":
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no TOML ({error}); mend it, or remove it") from None


def _change(document: "TOMLDocument", name: str, values: Sequence[str] | None) -> None:
    """Set a setting to values, or to none of its own; what else the file says stays as it is."""
    table: Any = document
    key = name
    if name.startswith(f"{_COLLECTIONS}."):
        if _COLLECTIONS not in document:
            document[_COLLECTIONS] = {}
        table, key = document[_COLLECTIONS], name.partition(".")[2]
        if not key.strip():
            raise InputError(f"{name}: name the collection, as in {_COLLECTIONS}.work")
    if values is None:
        table.pop(key, None)
    elif table is not document:
        table[key] = [_absolute(value) for value in values]
    else:
        table[key] = _value(name, values)


def _absolute(value: str) -> str:
    return str(Path(value).expanduser().absolute())


def _value(name: str, values: Sequence[str]) -> int | bool | str:
    if len(values) > 1:
        raise InputError(f"{name}: has one value, not {len(values)}")
    [value] = values
    if value.isascii() and value.isdecimal():
        return int(value)
    return {"true": True, "false": False, "yes": True, "no": False}.get(value.lower(), value)


def _checked(path: Path, document: "TOMLDocument") -> Settings:
    try:
        return settings_of(document.unwrap())
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


def _told(settings: Settings) -> dict[str, Any]:
    told: dict[str, Any] = {"k": settings.k, "reading": settings.reading}
    told |= {f"{_COLLECTIONS}.{name}": [*paths] for name, paths in settings.collections.items()}
    return {name: value for name, value in told.items() if value is not None}


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
