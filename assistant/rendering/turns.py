"""Rendering: a turn as plain text, for a terminal or a pipe."""

from collections.abc import Callable, Mapping

from assistant.answering import Answer, Citation, CitedPassage
from assistant.citations.addresses import at_path
from assistant.citations.anchoring import State
from assistant.console.safe_text import safe_line, safe_text
from assistant.console.wrapping import wrapped
from assistant.conversation import Query, Turn
from assistant.rendering.folding import folded_parts
from assistant.rendering.layout import Layout
from index.readers.formats import shown
from index.search.restriction import Restriction

NOT_FOUND = "The documents do not say."
NEAREST = "The nearest passages:"
_DOUBTFUL = 0.5
"""An answer that is less probable is shown with its probability."""
CHANGED = "the document has changed since it was indexed"
STATE_NOTES: Mapping[State, str] = {
    State.MOVED: "moved: it stood elsewhere when it was quoted",
    State.CHANGED: "changed: what stands there now is no longer this quote",
    State.GONE: "gone: it is no longer in the documents",
}
"""What is said of a citation that is not intact."""


def searched_for(query: Query) -> str:
    """Return what was searched, on one line; empty where it is just the question.

    The words that were carried over stand once, in brackets.
    """
    notes = [f"{correction.typed} read as {correction.read}" for correction in query.corrections]
    if query.carried:
        notes.append(f"carried over: {', '.join(query.carried)}")
    asked = query.text.removesuffix(" ".join(("", *query.carried)))
    return safe_line(f"searched for: {asked} ({'; '.join(notes)})") if notes else ""


def only_in(within: Restriction) -> str:
    """Return what a question is asked of, on one line; empty where that is everything."""
    documents, sections = " or ".join(within.documents), " or ".join(within.sections)
    parts = [documents and f"documents {documents}", sections and f"sections on {sections}"]
    return safe_line(f"only in {', '.join(filter(None, parts))}") if within else ""


def headline(answer: Answer) -> str:
    """Return what there is to say before the passages: that nothing answers, what is missing."""
    missing = safe_line(" or ".join(answer.unmentioned))
    if not answer.found:
        return NOT_FOUND + f" They never mention {missing}." * bool(missing)
    return f"Mind that the documents never mention {missing}." if missing else ""


def reasons(passage: CitedPassage) -> str:
    """Return why a passage ranks where it does, on one line."""
    parts = " + ".join(
        f"{reason.part:.2f} {reason.signal}" for reason in passage.explanation.reasons
    ).replace("+ -", "- ")
    matched = ", ".join(passage.explanation.matched) or "no word"
    return safe_line(f"score {passage.score:.2f} = {parts}; shares {matched}")


def plain_text(turn: Turn, layout: Layout) -> str:
    """Return a turn's answer as a person reads it, wrapped, safe to print, without a final newline.

    The sentence that answers is emphasised; where nothing answers, the nearest passages follow
    and say so; where it is more likely that the first one does not, that is said as well.
    """
    blocks = [_passage_block(passage, turn, layout) for passage in turn.answer.passages]
    if blocks and not turn.answer.found:
        blocks.insert(0, NEAREST)
    elif blocks and turn.answer.confidence < _DOUBTFUL:
        blocks.insert(0, f"Only {turn.answer.confidence:.0%} sure:")
    if said := headline(turn.answer):
        blocks.insert(0, _laid_out(safe_line(said), "", layout))
    if line := searched_for(turn.query):
        blocks.insert(0, _laid_out(line, "", layout))
    if turn.within:
        blocks.insert(0, _laid_out(only_in(turn.within), "", layout))
    return "\n\n".join(blocks)


def _passage_block(passage: CitedPassage, turn: Turn, layout: Layout) -> str:
    """Lay out one passage: its number, its paragraphs, and below them where it stands."""
    marker = f"[{passage.citation.marker}] "
    indent = " " * len(marker)
    quote = _quote(passage, indent, layout, emphasised=turn.answer.found)
    lines = _citation_lines("— ", passage.citation, len(indent), layout)
    for citation in passage.also:
        lines += _citation_lines("also: ", citation, len(indent), layout)
    if layout.explain:
        lines.append(f"why: {reasons(passage)}")
    below = (_laid_out(safe_line(line), indent, layout) for line in lines)
    return "\n".join([marker + quote.removeprefix(indent), *below])


def _citation_lines(opening: str, citation: Citation, indent: int, layout: Layout) -> list[str]:
    """Return a citation on one line, or on two where it does not fit beside the indent."""
    from rich.cells import cell_len

    named, where = source(citation), " ".join(address(citation, layout.path))
    line = f"{opening}{named} · {where}"
    return (
        [line]
        if cell_len(safe_line(line)) <= layout.width - indent
        else [f"{opening}{named}", where]
    )


def source(citation: Citation) -> str:
    """Return a document's title and where in it a citation stands, as a reader counts."""
    named = [citation.title]
    if citation.section:
        named.append(citation.section)
    if citation.paragraph is not None:
        named.append(f"paragraph {citation.paragraph}")
    if citation.page is not None:
        named.append(f"page {citation.page}")
    return ", ".join(named)


def address(citation: Citation, path: Callable[[str], str] | None = None) -> tuple[str, str]:
    """Return a citation's link, or else its document's id; and its offsets.

    ``path`` gives another name of a document's file, for links that are followed from elsewhere.
    """
    address = citation.link or citation.document
    if path:
        file = path(citation.document)
        address = at_path(citation.link, file) if citation.link else file
    offsets = f"[{citation.start}, {citation.end})"
    return address, offsets if citation.intact else f"{offsets} ({CHANGED})"


def _quote(passage: CitedPassage, indent: str, layout: Layout, *, emphasised: bool) -> str:
    """Lay out a passage with its highlight emphasised; paragraphs are divided by newlines."""
    document = passage.citation.document
    before, sentence, after = folded_parts(
        [safe_text(shown(part, document)) for part in parts(passage)]
    )
    if emphasised and not layout.styled:
        sentence = f"»{sentence}«"
    bold = (len(before), len(before) + len(sentence)) if emphasised and layout.styled else (0, 0)
    return _laid_out(f"{before}{sentence}{after}", indent, layout, bold)


def parts(passage: CitedPassage) -> tuple[str, str, str]:
    """Return the passage before its highlight, the highlight, and what follows."""
    start = passage.highlight.start - passage.citation.start
    end = passage.highlight.end - passage.citation.start
    return passage.text[:start], passage.text[start:end], passage.text[end:]


def _laid_out(text: str, indent: str, layout: Layout, bold: tuple[int, int] = (0, 0)) -> str:
    """Wrap a text by the columns that its characters take, each line behind an indent."""
    lines = wrapped(text, max(layout.width - len(indent), 10), bold)
    return "\n".join((indent + line).rstrip() for line in lines)
