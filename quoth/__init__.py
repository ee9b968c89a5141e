"""Quoth for Python programs: open some documents, ask them, and check what is quoted of them.

What is exported here stays as it is between versions: names, arguments, and the fields of results, which
are the ``quoth.*/1`` records that commands print.
"""

from index.errors import QuothError
from quoth.documents import AsyncDocuments, Documents, open_documents
from quoth.results import Answer, Finding, Judged, Listed, Verified

open = open_documents  # noqa: A001 - quoth.open("notes") says what it does

__all__ = [
    "Answer",
    "AsyncDocuments",
    "Documents",
    "Finding",
    "Judged",
    "Listed",
    "QuothError",
    "Verified",
    "open",
]
