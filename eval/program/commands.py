"""The commands beside ``quoth-eval SET``: what helps to make a set, and to compare systems on it."""

from collections.abc import Callable, Sequence
from importlib import import_module

_MODULES = {
    "check": "eval.program.labels.check",
    "add": "eval.program.labels.add",
    "draft": "eval.program.labels.draft",
    "candidates": "eval.program.labels.candidates",
    "anchor": "eval.program.labels.anchor",
    "compare": "eval.program.compare",
    "fidelity": "eval.program.fidelity",
    "import": "eval.program.importing",
}
COMMANDS = tuple(_MODULES)
"""First arguments that are commands; a set with such a name can be given as ``./check``."""

Command = Callable[[Sequence[str]], int]


def command(name: str) -> Command:
    """Return what runs a command: it takes the arguments after it and returns an exit code."""
    run: Command = import_module(_MODULES[name]).run
    return run
