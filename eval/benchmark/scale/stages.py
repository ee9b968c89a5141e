"""Stages: each a process of its own, which prints what it found as one line of JSON."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from eval.benchmark.scale.made import MODEL, MadeEncoder, questions, write
from eval.judging.fidelity import fidelity
from index.files.location import StoreUrl
from index.library import Library

ASKED = 100
_SHOWN = 5


def place_of(home: Path, kind: str) -> Path | StoreUrl:
    """Return where the index of a kind is: ``folder`` or ``store``."""
    return home / "index" if kind == "folder" else StoreUrl.parse(f"lance://{home / 'store'}")


def _library(home: Path, kind: str) -> Library:
    encoder: Any = MadeEncoder()
    return Library.open([home / "documents"], place_of(home, kind), load=lambda *_, **__: encoder)


def _build(home: Path, kind: str, _size: int) -> Mapping[str, float]:
    began = time.perf_counter()
    built = _library(home, kind).refresh(model=MODEL)
    return {"seconds": time.perf_counter() - began, "bytes": built.description.bytes}


def _refresh(home: Path, kind: str, size: int) -> Mapping[str, float]:
    """Refresh after one document has another first word."""
    path = next((home / "documents").glob("*/*.txt"))
    path.write_text(f"{kind.capitalize()} {path.read_text(encoding='utf-8')}", encoding="utf-8")
    return _build(home, kind, size)


def _cold(home: Path, kind: str, size: int) -> Mapping[str, float]:
    """Open the index and answer one question."""
    began = time.perf_counter()
    library = _library(home, kind).ready(frozen=True)
    opened = time.perf_counter()
    list(library.search(next(questions(1, size)))[:_SHOWN])
    return {"opening": opened - began, "first": time.perf_counter() - opened}


def _ask(home: Path, kind: str, size: int) -> Mapping[str, Any]:
    """Ask all questions, after one that warms."""
    library = _library(home, kind).ready(frozen=True)
    asked = list(questions(ASKED, size))
    list(library.search(asked[0])[:_SHOWN])
    seconds: list[float] = []
    for question in asked:
        began = time.perf_counter()
        list(library.search(question)[:_SHOWN])
        seconds.append(time.perf_counter() - began)
    return {"p50": float(np.median(seconds)), "p95": float(np.quantile(seconds, 0.95))}


def compare(home: Path, size: int) -> Mapping[str, Any]:
    """Ask the folder and the store all questions, and tell how alike they answer."""
    folder, store = (_library(home, kind).ready(frozen=True) for kind in ("folder", "store"))
    return {"fidelity": asdict(fidelity(list(questions(ASKED, size)), folder, store))}


STAGES: Mapping[str, Callable[[Path, str, int], Mapping[str, Any]]] = {
    "build": _build,
    "ask": _ask,
    "cold": _cold,
    "refresh": _refresh,
}
"""In their order; until the last one, folder and store are of the same documents."""


def main(home: Path, stage: str, kind: str, size: int) -> None:
    """Run a stage and print what it found; ``write`` writes documents, ``compare`` asks both."""
    if stage == "write":
        write(home / "documents", size)
        sys.stdout.write("{}")
    elif stage == "compare":
        sys.stdout.write(json.dumps(compare(home, size)))
    else:
        sys.stdout.write(json.dumps(STAGES[stage](home, kind, size)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
