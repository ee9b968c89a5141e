"""Rendering: judgements as plain text, a line and what explains it for each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering import Citation
from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.judging.judge import Judgement, Verdict
from assistant.judging.naming import Said
from assistant.rendering.findings import difference_lines
from assistant.rendering.turns import address

_SHOWN = 100
"""Characters of a quotation that are shown."""
_FOUND = "passages found"


def plain_judgement(file: str, judgement: Judgement) -> str:
    """Return what is to be said of a quotation or a claim, its lines safe to print."""
    extract = judgement.extract
    kind = "claim, " if extract.is_claim else ""
    verdict = judgement.verdict.value if judgement.verdict else _FOUND
    text = extract.text if extract.is_claim else f"“{extract.text}”"
    first = f"{file}:{extract.line}: {kind}{verdict}: {_shortened(text)}"
    return "\n    ".join(map(safe_line, [first, *_because(judgement)]))


def summary(judgements: Iterable[Judgement]) -> str:
    """Return how many quotations and claims there are, and how many of each are what."""
    counts = Counter((one.extract.is_claim, one.verdict) for one in judgements)
    parts = []
    for is_claim, noun in ((False, "quotation"), (True, "claim")):
        told = [f"{counts[is_claim, v]:,} {v.value}" for v in Verdict if counts[is_claim, v]]
        if counts[is_claim, None]:
            told.insert(0, f"{counts[is_claim, None]:,} with {_FOUND}")
        if told:
            total = sum(count for (kind, _), count in counts.items() if kind is is_claim)
            parts.append(f"{counted(total, noun)}: {', '.join(told)}")
    return "; ".join(parts)


def _because(judgement: Judgement) -> Iterator[str]:
    finding, verdict = judgement.finding, judgement.verdict
    if finding is None:
        if verdict is Verdict.NOT_FOUND:
            yield "nothing found says this"
        if verdict is Verdict.MISATTRIBUTED:
            yield f"said to be {_said(judgement.extract.said)}"
        for passage in judgement.passages[:1]:
            yield f"found: {_where(passage.citation)}: {_shortened(passage.highlight.text)}"
        return
    if verdict is Verdict.MISATTRIBUTED:
        yield f"said to be {_said(judgement.extract.said)}"
        yield f"stands in {_wheres([place.citation for place in finding.places])}"
    elif verdict is Verdict.NEAR:
        place = finding.places[0]
        yield f"nearly stands in {_where(place.citation)}"
        yield from difference_lines(place.differences)
    elif verdict is Verdict.STITCHED:
        for piece in finding.pieces:
            yield f"{_where(piece.citation)}: {_shortened(piece.quoted)}"


def _said(said: Said) -> str:
    documents = f"in {' or '.join(said.documents)}" if said.documents else ""
    if not said.pages:
        return documents
    first, last = said.pages[0], said.pages[-1]
    pages = f"page {first}" if first == last else f"pages {first} to {last}"
    return f"{documents}, {pages}" if documents else f"on {pages}"


def _wheres(citations: Sequence[Citation]) -> str:
    more = len(citations) - 1
    return _where(citations[0]) + (f" and in {counted(more, 'more place')}" if more else "")


def _where(citation: Citation) -> str:
    return " ".join(address(citation))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"
