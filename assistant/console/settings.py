"""Settings: what a person asks for every day, kept in a file of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from index.errors import InputError
from index.files.location import user_folder

_MOST_PASSAGES = 1_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands in place of the defaults.

    Args:
        k: How many passages to give; None for the default.
        reading: Whether passages are read; None for the default.
        collections: Sources, as paths, by the names of the collections.
    """

    k: int | None = None
    reading: bool | None = None
    collections: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def sources(self, name: str) -> list[Path]:
        """Return the sources of a collection.

        Raises:
            InputError: There is no collection of this name.
        """
        if name not in self.collections:
            known = ", ".join(self.collections) or "none"
            raise InputError(
                f"-c {name}: is no collection (there are: {known}); "
                f"make it: quoth config collections.{name} PATH"
            )
        return [Path(path).expanduser() for path in self.collections[name]]


def settings_file() -> Path:
    """Return the file of the settings, which need not exist."""
    return user_folder("config") / "config.toml"


def read_settings() -> Settings:
    """Return the settings; the defaults where there is no file.

    Raises:
        InputError: The file cannot be read, is no TOML, or sets what is no setting.
    """
    path = settings_file()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    import tomllib  # only few have settings

    try:
        return settings_of(tomllib.loads(data.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no TOML ({error})") from None
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None


def settings_of(table: Mapping[str, Any]) -> Settings:
    """Return the settings that a table of TOML tells of.

    Raises:
        ValueError: It sets what is no setting, or to what it cannot be; says which.
    """
    unknown = [name for name in table if name not in {"k", "reading", "collections"}]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no setting; there are k, reading and collections.NAME")
    k, reading = table.get("k"), table.get("reading")
    if k is not None and (type(k) is not int or not 0 < k <= _MOST_PASSAGES):
        raise ValueError(f"k must be a whole number from 1 to {_MOST_PASSAGES:,}, not {k!r}")
    if reading is not None and type(reading) is not bool:
        raise ValueError(f"reading must be true or false, not {reading!r}")
    collections = table.get("collections", {})
    if not isinstance(collections, Mapping):
        raise ValueError(  # noqa: TRY004 - as for whatever else the file says
            "collections must be a table of names, each with a list of paths"
        )
    return Settings(k, reading, {name: _paths(name, each) for name, each in collections.items()})


def _paths(name: str, paths: object) -> tuple[str, ...]:
    listed = [paths] if isinstance(paths, str) else paths
    if not isinstance(listed, list) or not listed or not all(_is_path(each) for each in listed):
        raise ValueError(f"collections.{name} must be a list of paths")
    return tuple(listed)


def _is_path(each: object) -> bool:
    return isinstance(each, str) and bool(each.strip())
