"""Pasting: passages and whole answers as plain text for an e-mail or a document, the quotes as they are."""

from types import MappingProxyType

from assistant.answering import Citation, CitedPassage
from assistant.citations.reanchoring import Findings
from assistant.citations.state import Finding
from assistant.console.safe_text import safe_line, safe_text
from assistant.conversation import Turn
from assistant.rendering.turns import CHANGED, NEAREST, STATE_NOTES, source, verdict


def pasted_turn(turn: Turn, findings: Findings = MappingProxyType({})) -> str:
    """Return a question and all passages of its answer, numbered."""
    parts = [safe_line(turn.question), safe_line(verdict(turn.answer))]
    if turn.answer.passages and not turn.answer.found:
        parts.append(NEAREST)
    parts += [
        f"[{passage.citation.marker}] {pasted_passage(passage, findings)}"
        for passage in turn.answer.passages
    ]
    return "\n\n".join(filter(None, parts))


def pasted_passage(passage: CitedPassage, findings: Findings = MappingProxyType({})) -> str:
    """Return the text of a passage as it is, with its citations and their links below."""
    citations = (passage.citation, *passage.also)
    cited = (_citation(citation, findings.get(citation)) for citation in citations)
    return "\n".join([safe_text(passage.text), *cited])


def _citation(citation: Citation, finding: Finding | None) -> str:
    notes = [STATE_NOTES[finding.state]] if finding else []
    notes += [] if citation.intact else [CHANGED]
    lines = [f"— {source(citation)}", citation.link or citation.document]
    lines += [f"({note})" for note in notes]
    return "\n".join(map(safe_line, lines))
