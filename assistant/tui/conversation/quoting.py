"""Passages as content for widgets: quoted, with the sentence and the words that answer marked.

Styles are names of component classes (``.sentence``), which the stylesheet gives their looks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from assistant.answering import Certainty, CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.console.safe_text import safe_cells
from assistant.rendering.marking import Mark, Stretch, marked, marked_sentence, readable
from assistant.rendering.turns import CHANGED, STATE_NOTES, reasons

_WORDS = f".{Mark.WORDS}"


class Around(NamedTuple):
    """The texts of the passages that stand before and behind one; empty where there is none."""

    before: str
    behind: str


def sentence(passage: CitedPassage, certainty: Certainty) -> Content:
    """Return a passage's sentence alone, the words in it that answer marked."""
    stretches = _readable(marked_sentence(passage, certainty), passage)
    return Content.assemble(
        *((text, _WORDS) if mark is Mark.WORDS else text for text, mark, _ in stretches)
    )


def whole(passage: CitedPassage, certainty: Certainty) -> Content:
    """Return all of a passage, with what stands out in it."""
    stretches = _readable(marked(passage, certainty), passage)
    return Content.assemble(
        *(text if mark is Mark.NONE else (text, f".{mark}") for text, mark, _ in stretches)
    )


def surrounded(passage: CitedPassage, certainty: Certainty, around: Around) -> Content:
    """Return all of a passage between those around it, which are quieter."""
    before, behind = (
        Content.styled(safe_cells(text), ".gist") if text else Content("") for text in around
    )
    parts = (before, whole(passage, certainty), behind)
    return Content("\n\n").join([part for part in parts if part])


def gist(passage: CitedPassage, certainty: Certainty) -> Content:
    """Return the sentence of a passage that is not the answer, quieter."""
    return sentence(passage, certainty).stylize_before(".gist")


def notes(
    passage: CitedPassage, finding: Anchoring | None, sureness: str, *, explain: bool
) -> Content:
    """Return what stands below a citation: warnings, how sure it is, and why it ranks there."""
    lines = [Content.styled(STATE_NOTES[finding.state], ".changed")] if finding else []
    if not passage.citation.intact:
        lines.append(Content.styled(CHANGED, ".changed"))
    if explain and passage.explanation.reasons:
        lines += [Content(said) for said in (sureness, reasons(passage)) if said]
    return Content("\n").join(lines)


def _readable(stretches: Sequence[Stretch], passage: CitedPassage) -> list[Stretch]:
    return readable(stretches, passage.citation.document, safe_cells, "\n\n")
