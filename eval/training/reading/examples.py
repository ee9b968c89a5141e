"""Reading examples: a question, a passage, and the words that answer, if any do."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked of a passage.

    ``passage[span[0]:span[1]]`` are the words that answer; ``span`` is None where nothing does.
    Examples of one ``group`` share a passage or a question and are told apart by one thing.
    """

    kind: str
    id: str
    question: str
    heading: str
    passage: str
    span: Span | None
    group: str = ""


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a ``.jsonl.xz`` in the order of the file.

    A row that is said to be answerable without saying by which words is left out.

    Raises:
        ValueError: The words of an answer do not stand where the row says.
    """
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if not row["answerable"] or "answer_start" in row:
                yield _example(row)


def _example(row: dict[str, Any]) -> Example:
    span = None
    if row["answerable"]:
        start = row["answer_start"]
        span = (start, start + len(row["answers"][0]))
        if row["passage"][slice(*span)] != row["answers"][0]:
            raise ValueError(f"{row['set']} {row['id']}: the answer does not stand at {start}")
    group = "/".join(sorted((row["id"], row["pair_id"]))) if "pair_id" in row else ""
    return Example(
        row["set"], row["id"], row["question"], row.get("title", ""), row["passage"], span, group
    )
