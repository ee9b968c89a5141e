"""Exported models, kept with the checkout: made once, for all workers and for later runs."""

import hashlib
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
_MAKERS = (
    "index/model/*.py",
    "index/adapters/*.py",
    "index/reading/reader.py",
    "index/following/carrier.py",
    "constraints.txt",
)
"""The code that exports models, and the versions of the libraries that it stands on."""


def exports(folder: Path) -> Path:
    """Return the place below ``folder`` of what the code exports as it is; older places go.

    The first who asks for a model exports it there while others wait, as in a user's cache.
    """
    code = hashlib.sha256()
    for path in sorted(path for makers in _MAKERS for path in ROOT.glob(makers)):
        code.update(path.read_bytes())
    current = folder / code.hexdigest()[:16]
    current.mkdir(mode=0o700, exist_ok=True)
    for older in set(folder.iterdir()) - {current}:
        shutil.rmtree(older, ignore_errors=True)
    return current
