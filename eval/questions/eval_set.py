"""EvalSet: labelled questions, and what is known of the answer to each."""

from dataclasses import dataclass
from pathlib import Path

from assistant.conversation import Exchange
from eval.questions.records import FileLine

DRAFT = "draft"
"""The tag of a question that a program proposed and no person has reviewed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote of a document that answers a question.

    ``prefix`` is the text right before it, needed where the quote occurs more than once.
    """

    document: str
    quote: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Qrel:
    """A judgement: how relevant a document is; ``gain`` is at least 1."""

    document: str
    gain: int


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question and what is known of its answer.

    Args:
        id: Unique within its set.
        text: What is asked.
        place: Where it was read, for errors.
        answerable: Whether anything answers it; None where the set does not say.
        history: Earlier exchanges, oldest first.
        evidence: Quotes that answer it; of an eval file only.
        qrels: Documents that answer it; of a BEIR folder only.
        answers: Texts of which the answering sentence holds one.
        rewrite: The question as a person would ask it alone.
        exclude: Ids of documents that are left out of its ranking.
        tags: The slices it belongs to.
    """

    id: str
    text: str
    place: FileLine
    answerable: bool | None
    history: tuple[Exchange, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    qrels: tuple[Qrel, ...] = ()
    answers: tuple[str, ...] = ()
    rewrite: str | None = None
    exclude: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that answer it, each once."""
        labels: tuple[Evidence | Qrel, ...] = (*self.evidence, *self.qrels)
        return tuple(dict.fromkeys(label.document for label in labels))


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Labelled questions, in the order of their file; at least one.

    ``corpus`` is the source that a BEIR folder brings, whose documents are what is ranked; it is
    None for an eval file, where passages are.
    """

    name: str
    questions: tuple[EvalQuestion, ...]
    corpus: Path | None = None
