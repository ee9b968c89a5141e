"""``python -m assistant`` is ``quoth``."""

import gc
from typing import NoReturn

from assistant.commands.cli import main
from assistant.console.ending import leave

_FEW_COLLECTIONS = 50_000
"""New objects before Python looks for unreachable ones; starting makes many, and all stay."""


def run() -> NoReturn:
    """Run ``quoth`` as a process of its own."""
    gc.set_threshold(_FEW_COLLECTIONS)
    leave(main())


if __name__ == "__main__":
    run()
