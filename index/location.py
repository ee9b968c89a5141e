"""Where things live: the documents that come along, and the index of given sources."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The article that questions are asked about by default."""


def default_sources() -> tuple[Path, ...]:
    """Return the documents of ``seeds/``, from a checkout or an installed package."""
    return tuple(sorted(path for path in SEEDS.glob("*.txt") if path.is_file()))


def default_directory(sources: Sequence[Path]) -> Path:
    """Return the index directory that belongs to these sources, in the user's cache."""
    import hashlib

    from index.manifest import FORMAT

    names = "\0".join(os.path.abspath(source) for source in sources)  # noqa: PTH100
    digest = hashlib.sha256(os.fsencode(names)).hexdigest()
    return user_folder("cache") / "indexes" / f"{FORMAT}-{digest[:16]}"


def user_folder(kind: str) -> Path:
    """Return the user's own folder of a kind: ``cache``, ``config`` or ``data``.

    It need not exist.
    """
    import platformdirs

    find = {
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
    }
    folder = find[kind]("quoth", appauthor=False)
    if folder.is_absolute():
        return folder
    # No home directory at all, as in some containers.
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(tempfile.gettempdir()) / f"quoth-{user}" / kind
