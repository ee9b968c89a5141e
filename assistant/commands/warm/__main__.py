"""The warm process itself, as ``starting`` begins it."""

import argparse
import json
import os
import sys
import time
from functools import partial
from pathlib import Path

from assistant.commands.options import assistant_on, open_library, open_with
from assistant.commands.warm.listening import Listener, Warm
from assistant.commands.warm.place import place_of
from assistant.console.ending import leave, terminating
from assistant.console.messages import ignore
from assistant.console.remedies import explained
from assistant.engine import Assistant
from assistant.service.desk import Desks
from index.errors import QuothError
from index.files.location import StoreUrl

_LOOKS = 20
"""How often, in the time after which it leaves, it looks whether it is to."""


def main(told: str) -> int:
    """Answer until nothing has been asked for so long, or a signal ends it; return the exit code."""
    options = _options(json.loads(told))
    place = place_of(options)
    if place is None:
        return _tell("there is no folder for its socket", 2)
    try:
        library = open_library(options)
        desks = Desks(partial(_opened, options), partial(assistant_on, library, options))
        desks.now()
        listener = Listener(place, Warm(desks, options.model).reply)
        if not listener.begin():
            return _tell("another one is there", 2)
    except QuothError as error:
        return _tell(explained(error), 2)
    except OSError as error:
        return _tell(str(error), 2)
    _tell("ready", 0)
    stay(listener, place, options.idle * 60)
    return 0


def stay(listener: Listener, place: Path, seconds: float) -> None:
    """Return once nothing was asked for so long, or the socket is gone, so that nobody can."""
    try:
        while listener.idle() < seconds and place.exists():
            time.sleep(min(seconds / _LOOKS, _LOOKS))
    finally:
        listener.end()


def _options(told: dict[str, object]) -> argparse.Namespace:
    index = told["index"]
    if index is not None:
        index = StoreUrl(str(index)) if told["is_store"] else Path(str(index))
    named = told["sources"] if isinstance(told["sources"], list) else []
    return argparse.Namespace(
        sources=[Path(str(source)) for source in named],
        index=index,
        model=told["model"],
        reader=told["reader"],
        idle=told["idle"],
        frozen=True,
        quiet=True,
    )


def _opened(options: argparse.Namespace) -> Assistant:
    return open_with(options, lambda *_: None, ignore)


def _tell(line: str, code: int) -> int:
    """Say a line to who waits for it, who then goes on; return the code."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except OSError:  # nobody does
        pass
    return code


if __name__ == "__main__":
    with terminating():
        leave(main(sys.argv[1]))
