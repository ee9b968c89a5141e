"""Hashes: which questions were asked of which documents, for a binding."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict

from eval.questions.eval_set import EvalSet
from index.files.json_lines import dump

_DIGITS = 12


def questions_sha256(eval_set: EvalSet) -> str:
    """Return the hash of all that is asked and all that is known; where it was read is not in."""
    digest = hashlib.sha256()
    for question in eval_set.questions:
        fields = asdict(question)
        del fields["place"]
        fields["exclude"] = sorted(question.exclude)
        # What a conversation remembers besides is no part of a set.
        fields["history"] = [
            {"question": exchange.question, "answer": exchange.answer}
            for exchange in question.history
        ]
        digest.update(dump(fields).encode("ascii") + b"\n")
    return digest.hexdigest()


def document_hashes(documents: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the beginning of the SHA-256 of each document's text, in the order of their ids.

    Enough to notice an edit, and short enough to be read in a review.
    """
    return {name: sha256[:_DIGITS] for name, sha256 in sorted(documents)}
