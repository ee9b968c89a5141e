"""Importing a public set: read in its layout, written as a folder in BEIR layout."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.questions.public_sets import acl_verbatim, beir, mtrag, qrecc, squad
from eval.questions.public_sets.public_set import PublicSet
from index.errors import InputError
from index.files.json_lines import dump

LAYOUTS: Mapping[str, Callable[[Path], PublicSet]] = {
    "squad": squad.read,
    "beir": beir.read,
    "mtrag": mtrag.read,
    "qrecc": qrecc.read,
    "acl-verbatim": acl_verbatim.read,
}
"""How a set is read, by the name of its layout."""


def write(found: PublicSet, folder: Path) -> None:
    """Write a set as a folder in BEIR layout, without documents and questions that say nothing.

    Raises:
        InputError: It holds no question, the folder is there already, or cannot be written.
    """
    name = safe_line(str(folder))
    if folder.exists():
        raise InputError(f"{name}: is there already; name another folder")
    documents = {key: said for key, said in found.documents.items() if said[1].strip()}
    queries = {query["_id"]: query for query in found.queries if query["text"].strip()}
    qrels = [row for row in found.qrels if row[0] in queries and row[1] in documents]
    if not queries or not documents:
        raise InputError(f"{name}: not written: there is no question, or no document")
    corpus = (
        {"_id": key, "title": title, "text": text} for key, (title, text) in documents.items()
    )
    try:
        folder.mkdir(parents=True)
        _write(folder / "corpus.jsonl", map(dump, corpus))
        _write(folder / "queries.jsonl", map(dump, queries.values()))
        rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in qrels)]
        _write(folder / "qrels.tsv", rows)
    except OSError as error:
        raise InputError(f"{name}: cannot be written ({reason(error)})") from None


def _write(path: Path, rows: Iterable[str]) -> None:
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="\n")
