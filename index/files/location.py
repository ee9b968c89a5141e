"""Where things live: the documents that come along, and the user's own folders."""

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError
from index.files.disk import PRIVATE_FOLDER

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
"""The article that questions are asked about by default."""

MANIFEST = "quoth-index.json"
"""The file by which a folder is known as an index, of which nothing is a source."""

STORE_MANIFEST = "manifest.lance"
"""The folder by which a folder is known as a store."""

_LOCAL = "lance"
"""The scheme of a store in a folder."""


@dataclass(frozen=True, slots=True)
class StoreUrl:
    """Where an index lives that is no folder of Quoth's: ``lance://DIR`` or ``s3://BUCKET/PREFIX``."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "StoreUrl":
        """Return the store that a person names; a folder by its absolute path.

        Raises:
            InputError: It is no such address.
        """
        scheme, divider, rest = text.partition("://")
        rest = rest.rstrip("/") or rest[:1]
        if not divider or scheme not in {_LOCAL, "s3"} or not rest.strip():
            raise InputError(f"{text}: is no lance://DIR and no s3://BUCKET/PREFIX")
        return cls(f"{scheme}://{Path(rest).absolute() if scheme == _LOCAL else rest}")

    @property
    def folder(self) -> Path | None:
        """The folder that it is in; None where that is on no disk of this machine."""
        scheme, _, rest = self.text.partition("://")
        return Path(rest) if scheme == _LOCAL else None

    @property
    def name(self) -> str:
        """The last part."""
        return self.text.rpartition("/")[2]

    def with_name(self, name: str) -> "StoreUrl":
        """Return the store beside it that has another name."""
        return StoreUrl(f"{self.text.rpartition('/')[0]}/{name}")

    def __str__(self) -> str:
        return self.text


def is_index(folder: Path) -> bool:
    """Whether a folder is an index, or a store of one."""
    return (folder / MANIFEST).is_file() or (folder / STORE_MANIFEST).is_dir()


def default_sources() -> tuple[Path, ...]:
    """Return the documents of ``seeds/``, from a checkout or an installed package."""
    return tuple(sorted(path for path in SEEDS.glob("*.txt") if path.is_file()))


def user_folder(kind: str) -> Path:
    """Return the user's own folder of a kind: ``cache``, ``config``, ``data`` or ``state``.

    It need not exist. Where there is no home that it could be made in, as in some containers,
    it lies in a private folder among the system's temporary files.

    Raises:
        InputError: Somebody else has that folder.
    """
    import platformdirs

    find = {
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "state": platformdirs.user_state_path,
    }
    folder = find[kind]("quoth", appauthor=False)
    return folder if folder.is_absolute() and _can_be(folder) else _temporary_folder() / kind


def runtime_folder() -> Path:
    """Return a folder that is this user's alone, for sockets; it is made.

    It lies in the runtime directory that the system gives each user who is logged in, where it
    does, else among the system's temporary files.

    Raises:
        InputError: Somebody else has that folder.
        OSError: It cannot be made.
    """
    given = Path(os.environ.get("XDG_RUNTIME_DIR") or ".")
    is_own = given.is_absolute() and given.is_dir() and os.access(given, os.W_OK | os.X_OK)
    folder = given / "quoth" if is_own else _temporary_folder() / "runtime"
    with suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE_FOLDER)
    return folder


def _can_be(folder: Path) -> bool:
    """Whether a folder is there, be it to be read only, or can be made."""
    there = next(above for above in (folder, *folder.parents) if above.exists())
    return there == folder or (there.is_dir() and os.access(there, os.W_OK | os.X_OK))


def _temporary_folder() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    folder = Path(tempfile.gettempdir()) / f"quoth-{user}"
    with suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE_FOLDER)
    status = folder.lstat()
    is_own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    if not (stat.S_ISDIR(status.st_mode) and is_own):
        raise InputError(f"{folder}: belongs to somebody else; set HOME to a folder of your own")
    folder.chmod(PRIVATE_FOLDER)
    return folder
