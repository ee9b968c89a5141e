"""Passages as content for widgets: quoted, with the sentence that answers marked.

Styles are names of component classes (``.sentence``), which the stylesheet gives their looks.
"""

from textual.content import Content

from assistant.answering import CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.console.safe_text import safe_cells
from assistant.rendering.folding import folded, folded_parts
from assistant.rendering.turns import CHANGED, STATE_NOTES, parts, reasons
from assistant.tui.wording import citation_line
from index.readers.formats import shown


def flowing(text: str) -> str:
    """Return untrusted text whose lines a widget may break anew; paragraphs stay apart."""
    return folded(safe_cells(text), "\n\n")


def whole(passage: CitedPassage) -> Content:
    """Return all of a passage, its sentence marked."""
    document = passage.citation.document
    before, sentence, after = folded_parts(
        [safe_cells(shown(part, document)) for part in parts(passage)], "\n\n"
    )
    return Content.assemble(before, (sentence, ".sentence"), after)


def gist(passage: CitedPassage) -> Content:
    """Return a passage's sentence alone, with marks where it was cut out."""
    start, end = passage.highlight.start, passage.highlight.end
    before = "… " * (start > passage.citation.start)
    after = " …" * (end < passage.citation.end)
    sentence = shown(passage.highlight.text, passage.citation.document)
    return Content.styled(f"{before}{flowing(sentence)}{after}", ".gist")


def below(passage: CitedPassage, finding: Anchoring | None, *, explain: bool) -> Content:
    """Return what stands below a passage: its citation, warnings, and why it ranks there."""
    lines = [Content.styled(citation_line(passage), ".citation")]
    if finding:
        lines.append(Content.styled(STATE_NOTES[finding.state], ".changed"))
    if not passage.citation.intact:
        lines.append(Content.styled(CHANGED, ".changed"))
    if explain and passage.explanation.reasons:
        lines.append(Content.styled(reasons(passage), ".citation"))
    return Content("\n").join(lines)
