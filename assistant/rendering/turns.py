"""Rendering: a turn as plain text, for a terminal or a pipe."""

from collections.abc import Callable, Mapping, Sequence

from assistant.answering import Answer, Certainty, Citation, CitedPassage
from assistant.citations.addresses import at_path
from assistant.citations.anchoring import State
from assistant.console.safe_text import safe_line, safe_text
from assistant.console.wrapping import BOLD, ITALIC, UNDERLINED_BOLD, Emphasis, wrapped
from assistant.conversation import Query, Turn
from assistant.rendering.layout import Layout
from assistant.rendering.marking import Mark, Stretch, marked, readable, set_apart
from index.search.restriction import Restriction

NOT_FOUND = "The documents do not say."
CHANGED = "the document has changed since it was indexed"
STATE_NOTES: Mapping[State, str] = {
    State.MOVED: "moved: it stood elsewhere when it was quoted",
    State.CHANGED: "changed: what stands there now is no longer this quote",
    State.GONE: "gone: it is no longer in the documents",
}
"""What is said of a citation that is not intact."""


_EMPHASES = {Mark.SENTENCE: BOLD, Mark.PERHAPS: ITALIC, Mark.WORDS: UNDERLINED_BOLD}
_SIGNS = (("»", "«", "›", "‹"), ("⟪", "⟫", "⟨", "⟩"))  # noqa: RUF001
"""Around a sentence and around the words in it; the second where a passage has one of the first."""


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


def headline(turn: Turn) -> str:
    """Return what there is to say before the passages: that nothing answers, what is missing.

    To what asks the documents nothing new it is the reply, of several lines; all others are one.
    """
    if turn.reply:
        return "\n".join(map(safe_line, turn.reply.split("\n")))
    answer = turn.answer
    missing = safe_line(" or ".join(answer.unmentioned))
    if not answer.found:
        return NOT_FOUND + f" They never mention {missing}." * bool(missing)
    return f"Mind that the documents never mention {missing}." if missing else ""


def certainty(answer: Answer) -> str:
    """Return how certain an answer is, in a few words."""
    probability = f"{answer.confidence:.0%}"
    if answer.certainty is Certainty.NO:
        return f"The nearest passages, {probability} likely to answer"
    return f"{probability} sure" if answer.is_sure else f"Perhaps ({probability})"


def lead(turn: Turn) -> str:
    """Return what stands right before the passages: how certain they are.

    Empty without any, and where a reply says what they are and none of them answers.
    """
    is_told = not turn.answer.passages or (turn.reply and not turn.answer.found)
    return "" if is_told else f"{certainty(turn.answer)}:"


def reasons(passage: CitedPassage) -> str:
    """Return why a passage ranks where it does, on one line."""
    parts = " + ".join(
        f"{reason.part:.2f} {reason.signal}" for reason in passage.explanation.reasons
    ).replace("+ -", "- ")
    matched = ", ".join(passage.explanation.matched) or "no word"
    read = "" if passage.read is None else f"; by reading, {passage.read:.0%} likely to answer"
    return safe_line(f"score {passage.score:.2f} = {parts}; shares {matched}{read}")


def plain_text(turn: Turn, layout: Layout) -> str:
    """Return a turn's answer as a person reads it, wrapped, safe to print, without a final newline.

    How certain it is stands before the passages. The sentence that answers is marked, and in it the
    words that do where that is sure; the nearest passages, where nothing answers, have no mark.
    """
    within, searched = only_in(turn.within), searched_for(turn.query)
    said = filter(None, (within, searched, headline(turn), lead(turn)))
    blocks = [_laid_out(line, "", layout) for line in said]
    blocks += [_passage_block(passage, turn, layout) for passage in turn.answer.passages]
    return "\n\n".join(blocks)


def _passage_block(passage: CitedPassage, turn: Turn, layout: Layout) -> str:
    """Lay out one passage: its number, its paragraphs, and below them where it stands."""
    marker = f"[{passage.citation.marker}] "
    indent = " " * len(marker)
    quote = _quote(passage, turn.answer.certainty, indent, layout)
    lines = _citation_lines("— ", passage.citation, len(indent), layout)
    for citation in passage.also:
        lines += _citation_lines("also: ", citation, len(indent), layout)
    if layout.explain and passage.explanation.reasons:
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


def _quote(passage: CitedPassage, certainty: Certainty, indent: str, layout: Layout) -> str:
    """Lay out a passage with what stands out in it; paragraphs are divided by newlines."""
    document = passage.citation.document
    stretches = readable(marked(passage, certainty), document, safe_text)
    if not layout.styled:
        return _laid_out(_signed(stretches), indent, layout)
    text = "".join(text for text, _ in stretches)
    return _laid_out(text, indent, layout, _emphases(stretches))


def _emphases(stretches: Sequence[Stretch]) -> list[Emphasis]:
    """Return what a terminal is told to emphasise of the stretches of one text."""
    emphases: list[Emphasis] = []
    end = 0
    for text, mark in stretches:
        start, end = end, end + len(text)
        if mark in _EMPHASES:
            emphases.append((start, end, _EMPHASES[mark]))
    return emphases


def _signed(stretches: Sequence[Stretch]) -> str:
    """Return the text of stretches with signs around what stands out, which it has none of itself."""
    chars = {char for text, _ in stretches for char in text}
    fitting = (signs for signs in _SIGNS if chars.isdisjoint(signs))
    before, after, before_words, after_words = next(fitting, _SIGNS[-1])
    return set_apart(
        stretches,
        lambda sentence: f"{before}{sentence}{after}",
        lambda words: f"{before_words}{words}{after_words}",
    )


def _laid_out(text: str, indent: str, layout: Layout, emphases: Sequence[Emphasis] = ()) -> str:
    """Wrap a text by the columns that its characters take, each line behind an indent."""
    lines = wrapped(text, max(layout.width - len(indent), 10), emphases)
    return "\n".join((indent + line).rstrip() for line in lines)
