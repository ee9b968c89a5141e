"""Rendering: where a quotation stands, as plain text for a terminal or a pipe."""

from collections.abc import Iterator, Sequence

from assistant.answering import CONTEXT, Citation
from assistant.console.counting import counted
from assistant.console.safe_text import safe_line, safe_text
from assistant.quotations.differences import Difference
from assistant.quotations.finding import Finding, Match, QuotedPlace
from assistant.rendering.layout import Layout
from assistant.rendering.marking import Mark, Stretch, readable
from assistant.rendering.turns import laid_out, laid_out_citation, laid_out_quote

NOWHERE = "The documents do not say this."
_HEADLINES = {
    Match.EXACT: "To the letter, in {places}:",
    Match.TYPOGRAPHIC: "In these words, in {places}:",
    Match.ELIDED: "In these words with some left out, in {places}:",
    Match.NEAR: "Not in these words, but nearly, in {places}:",
    Match.STITCHED: "In no one place; its parts stand in {places}:",
    Match.NONE: NOWHERE,
}
_MOST_DIFFERENCES = 8
"""As many are told of one place."""


def plain_finding(finding: Finding, layout: Layout, most: int) -> str:
    """Return where a quotation stands as a person reads it, safe to print, without a final newline.

    Args:
        finding: What was found.
        layout: How it is laid out.
        most: How many of its places are shown; what it is stitched together of is shown whole.
    """
    shown = finding.pieces or finding.places[:most]
    count = len(finding.pieces or finding.places)
    line = _HEADLINES[finding.match].format(places=counted(count, "place"))
    blocks = [laid_out(line, "", layout)]
    blocks += [_block(number, place, layout) for number, place in enumerate(shown, 1)]
    if count > len(shown):
        blocks.append(
            f"and {counted(count - len(shown), 'more place')}; see them all with -k {count}"
        )
    return "\n\n".join(blocks)


def difference_lines(differences: Sequence[Difference]) -> Iterator[str]:
    """Give in words what a quotation has otherwise, a line each."""
    for one in differences[:_MOST_DIFFERENCES]:
        if not one.text:
            yield f"only in the quotation: {one.quoted}"
        elif not one.quoted:
            yield f"only in the document: {one.text}"
        else:
            yield f"quoted as: {one.quoted}; the document says: {one.text}"
    if len(differences) > _MOST_DIFFERENCES:
        yield f"and {len(differences) - _MOST_DIFFERENCES} more"


def _block(number: int, place: QuotedPlace, layout: Layout) -> str:
    """Lay out one place: its number, its text with what stands around it, and where it is."""
    marker = f"[{number}] "
    indent = " " * len(marker)
    lines: list[str] = []
    if place.settings and place.match is not Match.NEAR:
        lines.append(f"set otherwise: {', '.join(place.settings)}")
    lines += difference_lines(place.differences)
    below = [laid_out_citation("— ", place.citation, indent, layout)]
    below += [laid_out(safe_line(line), indent, layout) for line in lines]
    stretches = readable(_around(place.text, place.citation), place.citation.document, safe_text)
    quote = laid_out_quote(stretches, indent, layout)
    return "\n".join([marker + quote.removeprefix(indent), *below])


def _around(text: str, citation: Citation) -> list[Stretch]:
    """Return a quoted text with the whole words around it in its paragraph."""
    before = citation.prefix.rpartition("\n\n")[2].lstrip()
    after = citation.suffix.partition("\n\n")[0].rstrip()
    if before == citation.prefix and citation.start > len(before):
        before = f"… {before.partition(' ')[2].lstrip()}"
    if after == citation.suffix and len(after) == CONTEXT:  # else the document ends there
        after = f"{after.rpartition(' ')[0].rstrip()} …"
    around = (Stretch(before, Mark.NONE), Stretch(text, Mark.SENTENCE), Stretch(after, Mark.NONE))
    return [stretch for stretch in around if stretch.text]
