"""Sources: the documents that an eval set is about, where they are known with the set."""

import os
from collections.abc import Sequence
from pathlib import Path

from assistant.console.safe_text import safe_line
from eval.questions.eval_set import EvalSet
from eval.questions.set_file import SOURCES, beside, tables
from index.errors import InputError
from index.files.location import StoreUrl


def chosen_sources(
    path: Path, eval_set: EvalSet, named: Sequence[Path], index: Path | StoreUrl | None
) -> Sequence[Path]:
    """Return the sources to measure a set on: those of ``-s``, of ``--index``, or its own.

    Empty where the index knows them itself, or nothing is named at all.

    Args:
        path: Of the set.
        eval_set: What stands there.
        named: The sources that were given.
        index: The folder of the index that was given.

    Raises:
        InputError: ``-s`` is given for a set that brings its own corpus, or what stands beside the
            set cannot be read.
    """
    if eval_set.corpus and named:
        raise InputError(f"{path}: brings its own corpus.jsonl; leave out -s")
    if named or (eval_set.corpus is None and _is_recorded(index)):
        return named
    return own_sources(path, eval_set)


def _is_recorded(index: Path | StoreUrl | None) -> bool:
    """Whether an index is named that is there, and so knows its sources itself."""
    from index.library import Library

    return index is not None and Library.open(directory=index).exists()


def own_sources(path: Path, eval_set: EvalSet) -> list[Path]:
    """Return the corpus of a BEIR folder, or the sources that are named beside an eval file.

    Empty where nothing is: the set is then about whatever the command is given.

    Raises:
        InputError: What stands beside the set cannot be read.
    """
    return [eval_set.corpus] if eval_set.corpus else sources_beside(path)


def sources_beside(path: Path) -> list[Path]:
    """Return the ``sources`` of the ``quoth-eval.toml`` beside an eval file, from its folder.

    Raises:
        InputError: The file cannot be read, or ``sources`` is not a list of paths.
    """
    settings = beside(path)
    if settings is None:
        return []
    named = tables(settings).get(SOURCES, [])
    if not (isinstance(named, list) and all(isinstance(n, str) and n.strip() for n in named)):
        raise InputError(
            f"{safe_line(str(settings))}: {SOURCES} is not a list of files and folders"
        )
    return [Path(os.path.normpath(settings.parent / name)) for name in named]
