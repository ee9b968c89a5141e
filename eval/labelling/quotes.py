"""Whether the quotes of a question are in the documents, word for word and once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from eval.labelling.findings import Finding
from eval.labelling.places import nearest
from eval.questions.eval_set import EvalQuestion, Evidence
from eval.questions.evidence import locate
from eval.questions.records import LineError


def quote_findings(question: EvalQuestion, text: Callable[[str], str]) -> Iterator[Finding]:
    """Yield a finding for each quote that is not in its document exactly once.

    Args:
        question: Its evidence may be empty.
        text: Gives the text of a document by its id, or raises ``KeyError``.
    """
    for evidence in question.evidence:
        try:
            locate(replace(question, evidence=(evidence,)), text)
        except LineError as error:
            yield Finding.of(error, _remedy(evidence, text))


def _remedy(evidence: Evidence, text: Callable[[str], str]) -> str:
    try:
        document = text(evidence.document)
    except KeyError:
        return "; name its source with -s, or correct the document's id"
    if evidence.prefix + evidence.quote in document:
        return ""  # It is there too often, and the error says what to do.
    near = nearest(evidence.prefix + evidence.quote, evidence.document, document)
    if near is None:
        return "; quote the document word for word"
    stretch = document[near.start : near.end]
    return f"; quote the document word for word, perhaps: {stretch!r}"
