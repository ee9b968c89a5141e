"""Whether the quotes of a question are in the documents, word for word and once."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from eval.labelling.findings import Finding
from eval.questions.eval_set import EvalQuestion, Evidence
from eval.questions.evidence import locate
from eval.questions.records import LineError

_NEAR = 70
"""Per cent of likeness from which on a stretch of a document is shown as what was meant."""

_LONG = 12
"""Characters of a quote from which on its likeness to a stretch is no chance."""


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
    near = _nearest(evidence.prefix + evidence.quote, document)
    if near is None:
        return "; quote the document word for word"
    return f"; quote the document word for word, perhaps: {near!r}"


def _nearest(quote: str, document: str) -> str | None:
    """Return the stretch of a document that is most like a quote, in whole words."""
    from rapidfuzz import fuzz

    if len(quote) < _LONG:
        return None
    found = fuzz.partial_ratio_alignment(quote, document, score_cutoff=_NEAR)
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while start and not document[start - 1].isspace():
        start -= 1
    while end < len(document) and not document[end].isspace():
        end += 1
    return document[start:end].strip()
