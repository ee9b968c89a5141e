"""Stages: each a process of its own, which prints what it found as one line of JSON."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from eval.benchmark.scale.made import MODEL, MadeEncoder, questions, write
from index.files.location import StoreUrl
from index.library import Library
from index.search.order import first
from index.search.retriever import Retriever
from index.upkeep.keepers import keeper_of

ASKED = 100
_CANDIDATES = 50
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
    """Ask all questions, after one that warms; what is found goes into a file."""
    encoder: Any = MadeEncoder()
    contents = keeper_of(place_of(home, kind)).load().contents
    retriever = Retriever(contents, encoder)
    everything = contents.choose()
    asked = list(questions(ASKED, size))
    list(retriever.rank(asked[0])[:_SHOWN])
    seconds: list[float] = []
    found: list[Any] = []
    for question in asked:
        began = time.perf_counter()
        ranked = retriever.rank(question)[:_SHOWN]
        seconds.append(time.perf_counter() - began)
        windows = encoder.encode_query(question).windows
        near = contents.nearest(windows, everything, _CANDIDATES)
        found.append(
            {
                "first": [[s.passage.document, s.passage.start, s.score] for s in ranked],
                "near": first(near, _CANDIDATES, everything.found).tolist(),
            }
        )
    (home / f"{kind}.json").write_text(json.dumps(found))
    return {"p50": float(np.median(seconds)), "p95": float(np.quantile(seconds, 0.95))}


STAGES: Mapping[str, Callable[[Path, str, int], Mapping[str, Any]]] = {
    "build": _build,
    "ask": _ask,
    "cold": _cold,
    "refresh": _refresh,
}
"""In their order; until the last one, folder and store are of the same documents."""


def main(home: Path, stage: str, kind: str, size: int) -> None:
    """Run a stage and print what it found; ``write`` writes the documents."""
    if stage == "write":
        write(home / "documents", size)
        sys.stdout.write("{}")
    else:
        sys.stdout.write(json.dumps(STAGES[stage](home, kind, size)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
