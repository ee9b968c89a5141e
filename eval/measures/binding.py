"""Binding: what two runs must have in common before one is compared with the other."""

from collections.abc import Mapping, Sequence

from assistant.console.safe_text import safe_line
from assistant.records.record import Record

UnderTest = Mapping[str, str | float]
"""What is under test: the model, the index, the weights. Recorded and shown, never bound."""
_NAMED = 3
"""Questions or documents that an error names."""


class Binding(Record, frozen=True):
    """The questions, the documents, and how the one is asked of the other.

    Args:
        questions: SHA-256 of the questions with their labels, in their order.
        documents: The hash of the text of each document, by id.
        depth: Ranks that are judged.
        context: Whether earlier exchanges may have influence.
        rewritten: Whether each question's rewrite was searched.
        exclude_answered: Whether answers of earlier turns were left out of the ranking.
        of_documents: Whether documents were ranked where others rank passages.
    """

    questions: str
    documents: Mapping[str, str]
    depth: int
    context: bool = True
    rewritten: bool = False
    exclude_answered: bool = False
    of_documents: bool = False

    def mismatch(self, other: "Binding") -> str | None:
        """Return what differs in ``other``, for people; None where nothing does."""
        if self.questions != other.questions:
            return "the questions or their labels are others"
        if problem := _other_documents(self.documents, other.documents):
            return problem
        if self.depth != other.depth:
            return f"the ranking is judged to rank {other.depth}, not to {self.depth}"
        if self.of_documents != other.of_documents:
            there, here = ("passages", "documents")[:: -1 if self.of_documents else 1]
            return f"{there} are ranked in one and {here} in the other"
        asked = ("context", "rewritten", "exclude_answered")
        named = [name for name in asked if getattr(self, name) != getattr(other, name)]
        return f"the questions are asked otherwise ({', '.join(named)})" if named else None


def in_short(names: Sequence[str]) -> str:
    """Return the first of some names and how many more there are, safe to be shown."""
    shown = ", ".join(repr(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    return safe_line(shown + f" and {more} more" * (more > 0))


def _other_documents(before: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """Return which documents are not as they were; None where all are."""
    kinds = {
        "changed": [name for name in now if name in before and now[name] != before[name]],
        "new": [name for name in now if name not in before],
        "missing": [name for name in before if name not in now],
    }
    named = ", ".join(f"{kind} {in_short(names)}" for kind, names in kinds.items() if names)
    return f"the documents are others ({named})" if named else None
