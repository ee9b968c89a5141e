"""The documents that labels are about, read without a model or an index."""

from collections.abc import Callable, Sequence
from pathlib import Path

from eval.questions.sources import sources_beside
from index.documents import Document
from index.library import Library


def documents_of(
    eval_set: Path, named: Sequence[Path], warn: Callable[[str], None]
) -> dict[str, Document]:
    """Return by their ids the documents that a set is about.

    Args:
        eval_set: Its path.
        named: The sources to read instead of those that are named beside the set.
        warn: Is told what was passed over.

    Raises:
        QuothError: A source cannot be read.
    """
    found = Library.open(named or sources_beside(eval_set)).documents_now()
    for problem in found.problems:
        warn(problem)
    return {document.id: document for document in found.documents}
