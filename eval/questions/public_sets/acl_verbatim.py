"""ACL-Verbatim: chunks of papers that were retrieved for a question, and the spans that answer it."""

from pathlib import Path

from msgspec import Struct

from eval.questions.public_sets.public_set import PublicSet, decoded_lines


class _Span(Struct):
    text: str


class _Row(Struct):
    question: str
    paper_id: str
    chunk_index: int
    chunk: str
    label: int
    spans: list[_Span] = []


def read(path: Path) -> PublicSet:
    """Read the rows of its canonical configuration, exported as JSON lines.

    Each chunk is a document, relevant where it was marked so and has a span. Whether anything
    answers a question without such a chunk is not known.

    Raises:
        InputError: The file cannot be read, or a line is not in this layout.
    """
    found = PublicSet()
    relevant: dict[str, dict[str, None]] = {}
    for row in decoded_lines(path, _Row, "ACL-Verbatim"):
        document = f"{row.paper_id}#{row.chunk_index}"
        found.documents.setdefault(document, (row.paper_id, row.chunk))
        marked = relevant.setdefault(row.question, {})
        if row.label and row.spans:
            marked[document] = None
    for number, (question, documents) in enumerate(relevant.items(), 1):
        found.add_query(f"q{number}", question, answerable=True if documents else None)
        found.qrels += [(f"q{number}", document, 1) for document in documents]
    return found
