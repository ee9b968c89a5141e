"""BEIR as it is published: judgements by split, in a folder of their own."""

from pathlib import Path

from msgspec import Struct, field

from assistant.console.safe_text import safe_line
from eval.questions.public_sets.public_set import PublicSet, decoded_lines
from index.errors import InputError

_COLUMNS = 3


class _Document(Struct):
    id: str = field(name="_id")
    text: str
    title: str | None = None


class _Query(Struct):
    id: str = field(name="_id")
    text: str


def read(folder: Path, split: str = "test") -> PublicSet:
    """Read a data set of BEIR: the questions that a split judges.

    Raises:
        InputError: It lacks a file, or one is not in this layout.
    """
    judged = folder / "qrels" / f"{split}.tsv"
    if not judged.is_file():
        raise InputError(f"{safe_line(str(judged))}: is not there; name another with --split")
    found = PublicSet()
    for document in decoded_lines(folder / "corpus.jsonl", _Document, "BEIR"):
        found.documents[document.id] = document.title or "", document.text
    found.qrels = [row for row in _qrels(judged) if row[1] in found.documents]
    asked = {question for question, _, _ in found.qrels}
    for query in decoded_lines(folder / "queries.jsonl", _Query, "BEIR"):
        if query.id in asked:
            found.add_query(query.id, query.text)
    return found


def _qrels(path: Path) -> list[tuple[str, str, int]]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != _COLUMNS or not cells[2].lstrip("-").isdecimal():
            name = safe_line(str(path))
            raise InputError(f"{name}, line {number}: does not hold query-id, corpus-id and score")
        rows.append((cells[0], cells[1], int(cells[2])))
    return rows
