"""Binding: what two runs must have in common before one is compared with the other."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from eval.dataset import EvalSet
from index.json_lines import dump

Settings = Mapping[str, str | float]
"""What is under test: the model, the index, the weights. Recorded and shown, never bound."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The questions, the documents, and how the one is asked of the other.

    Args:
        questions: SHA-256 of the questions with their labels, in their order.
        documents: SHA-256 of the ids and texts of the documents.
        depth: Ranks that are judged.
        context: Whether earlier exchanges may have influence.
        rewritten: Whether each question's rewrite was searched.
        exclude_answered: Whether answers of earlier turns were left out of the ranking.
    """

    questions: str
    documents: str
    depth: int
    context: bool = True
    rewritten: bool = False
    exclude_answered: bool = False

    def mismatch(self, other: "Binding") -> str | None:
        """Return what differs in ``other``, for people; None where nothing does."""
        if self.questions != other.questions:
            return "the questions or their labels are others"
        if self.documents != other.documents:
            return "the documents are others"
        if self.depth != other.depth:
            return f"the ranking is judged to rank {other.depth}, not to {self.depth}"
        asked = ("context", "rewritten", "exclude_answered")
        named = [name for name in asked if getattr(self, name) != getattr(other, name)]
        return f"the questions are asked otherwise ({', '.join(named)})" if named else None


def questions_sha256(eval_set: EvalSet) -> str:
    """Return the hash of all that is asked and all that is known; where it was read is not in."""
    digest = hashlib.sha256()
    for question in eval_set.questions:
        fields = asdict(question)
        del fields["place"]
        fields["exclude"] = sorted(question.exclude)
        digest.update(dump(fields).encode("ascii") + b"\n")
    return digest.hexdigest()


def documents_sha256(documents: Iterable[tuple[str, str]]) -> str:
    """Return the hash of the documents, given the id and the hash of the text of each."""
    digest = hashlib.sha256()
    for pair in sorted(documents):
        digest.update(dump(pair).encode("ascii") + b"\n")
    return digest.hexdigest()
