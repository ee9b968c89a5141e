"""Copied text: passages and whole answers as plain text for an e-mail or a document, quotes as they are."""

from types import MappingProxyType

from assistant.answering import Citation, CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.citations.reanchoring import Anchorings
from assistant.console.safe_text import safe_line, safe_text
from assistant.conversation import Turn
from assistant.rendering.marking import telling_words
from assistant.rendering.turns import CHANGED, STATE_NOTES, headline, lead, source


def copied_turn(turn: Turn, anchorings: Anchorings = MappingProxyType({})) -> str:
    """Return a question and all passages of its answer, numbered.

    The quotes are as they are; how certain the answer is and the words that answer stand before.
    """
    answer = turn.answer
    words = [telling_words(first, answer.certainty) for first in answer.passages[:1]]
    told = [lead(turn), *(f"“{found.text}”" for found in words if found)]
    parts = [safe_line(turn.question), headline(turn), safe_line(" ".join(told))]
    parts += [
        f"[{passage.citation.marker}] {copied_passage(passage, anchorings)}"
        for passage in answer.passages
    ]
    return "\n\n".join(filter(None, parts))


def copied_passage(passage: CitedPassage, anchorings: Anchorings = MappingProxyType({})) -> str:
    """Return the text of a passage as it is, with its citations and their links below."""
    citations = (passage.citation, *passage.also)
    cited = (_citation(citation, anchorings.get(citation)) for citation in citations)
    return "\n".join([safe_text(passage.text), *cited])


def _citation(citation: Citation, anchoring: Anchoring | None) -> str:
    notes = [STATE_NOTES[anchoring.state]] if anchoring else []
    notes += [] if citation.intact else [CHANGED]
    lines = [f"— {source(citation)}", citation.link or citation.document]
    lines += [f"({note})" for note in notes]
    return "\n".join(map(safe_line, lines))
