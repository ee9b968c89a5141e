"""The commands beside ``quoth-eval SET``: what helps to make a set."""

from collections.abc import Callable, Sequence
from importlib import import_module

_MODULES = {
    "check": "eval.labelling.check",
    "add": "eval.labelling.add",
    "draft": "eval.drafting.draft",
}
COMMANDS = tuple(_MODULES)
"""First arguments that are commands; a set with such a name can be given as ``./check``."""

Command = Callable[[Sequence[str]], int]


def command(name: str) -> Command:
    """Return what runs a command: it takes the arguments after it and returns an exit code."""
    run: Command = import_module(_MODULES[name]).run
    return run
