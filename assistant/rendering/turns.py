"""Rendering: a turn as plain text, for a terminal or a pipe."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from assistant.answering import Answer, Certainty, Citation, CitedPassage
from assistant.citations.addresses import at_path
from assistant.citations.anchoring import State
from assistant.citations.byline import byline
from assistant.console.links import linked
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
    """Return what was added to the question or read otherwise, on one line; empty where nothing was."""
    notes = [f"{correction.typed} read as {correction.read}" for correction in query.corrections]
    if query.carried:
        notes.append(f"also searched for: {', '.join(query.carried)}")
    return safe_line("; ".join(notes))


def only_in(within: Restriction) -> str:
    """Return what a question is asked of, on one line; empty where that is everything."""
    documents, sections = " or ".join(within.documents), " or ".join(within.sections)
    parts = [
        documents and f"documents {documents}",
        sections and f"sections on {sections}",
        " and ".join(within.where) and f"documents with {' and '.join(within.where)}",
    ]
    chosen = ", ".join(filter(None, parts))
    newest = "the newest first" * within.newest
    return safe_line(", ".join(filter(None, (chosen and f"only in {chosen}", newest))))


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
    blocks = [laid_out(line, "", layout) for line in said]
    blocks += [_passage_block(passage, turn, layout) for passage in turn.answer.passages]
    return "\n\n".join(blocks)


def _passage_block(passage: CitedPassage, turn: Turn, layout: Layout) -> str:
    """Lay out one passage: its number, its paragraphs, and below them where it stands."""
    marker = f"[{passage.citation.marker}] "
    indent = " " * len(marker)
    quote = _quote(passage, turn.answer.certainty, indent, layout)
    below = [laid_out_citation("— ", passage.citation, indent, layout)]
    below += [laid_out_citation("also: ", citation, indent, layout) for citation in passage.also]
    if layout.explain and passage.explanation.reasons:
        below.append(laid_out(f"why: {reasons(passage)}", indent, layout))
    return "\n".join([marker + quote.removeprefix(indent), *below])


def laid_out_citation(opening: str, citation: Citation, indent: str, layout: Layout) -> str:
    """Lay out a citation on one line, or its address on one of its own, which is never wrapped."""
    from rich.cells import cell_len

    named = safe_line(f"{opening}{source(citation)}")
    where = safe_line(" ".join(address(citation, layout.path)))
    shown = linked(where, layout.url(citation)) if layout.url else where
    if cell_len(f"{named} · {where}") <= layout.width - len(indent):
        return f"{indent}{named} · {shown}"
    return f"{laid_out(named, indent, layout)}\n{indent}{shown}"


def source(citation: Citation) -> str:
    """Return a document's title, who wrote it and when, and where in it a citation stands.

    A date alone is often no more than when a file was made, and is not cited.
    """
    by = byline(citation.metadata) if citation.metadata.writers else ""
    named = [f"{citation.title} ({by})" if by else citation.title]
    if citation.section:
        named.append(citation.section)
    if citation.cells:
        named.append(citation.cells)
    elif citation.paragraph is not None:
        named.append(f"paragraph {citation.paragraph}")
    if citation.shown_page is not None:
        named.append(f"page {paged(citation)}")
    return ", ".join(named)


def paged(citation: Citation) -> str:
    """Return the page to look at, and beside it what the document itself calls that."""
    return f"{citation.shown_page}" + f" (“{citation.page_label}”)" * bool(citation.page_label)


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
    return laid_out_quote(readable(marked(passage, certainty), document, safe_text), indent, layout)


def laid_out_quote(stretches: Sequence[Stretch], indent: str, layout: Layout) -> str:
    """Lay out the readable stretches of one text, those set apart that are marked."""
    emphases = _emphases(stretches) if layout.styled else ()
    shown = stretches if layout.styled else _signed(stretches)
    return laid_out("".join(each.text for each in shown), indent, layout, emphases, _kept(shown))


def _emphases(stretches: Sequence[Stretch]) -> list[Emphasis]:
    """Return what a terminal is told to emphasise of the stretches of one text."""
    return [
        (start, end, _EMPHASES[each.mark])
        for each, (start, end) in zip(stretches, _places(stretches), strict=True)
        if each.mark in _EMPHASES
    ]


def _kept(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return where the stretches of one text are preformatted."""
    places = zip(stretches, _places(stretches), strict=True)
    return [place for each, place in places if each.is_preformatted]


def _places(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return where each stretch stands in the text of all."""
    ends = list(accumulate(len(each.text) for each in stretches))
    return list(zip([0, *ends], ends, strict=False))


def _signed(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches with signs around what stands out, which their text has none of itself.

    What has several lines is code, a verse or an address, whose lines may be copied: in it no words
    are set apart, and around code the signs stand on lines of their own.
    """
    chars = {char for each in stretches for char in each.text}
    fitting = (signs for signs in _SIGNS if chars.isdisjoint(signs))
    before, after, before_words, after_words = next(fitting, _SIGNS[-1])
    sentence = "".join(each.text for each in stretches if each.mark is not Mark.NONE)
    has_lines = "\n" in sentence.strip()
    is_code = has_lines and any(
        each.is_preformatted and each.mark in _EMPHASES for each in stretches
    )
    apart = "\n" if is_code else ""
    return set_apart(
        stretches,
        lambda text: f"{before}{apart}{text}{apart}{after}",
        lambda words: words if has_lines else f"{before_words}{words}{after_words}",
    )


def laid_out(
    text: str,
    indent: str,
    layout: Layout,
    emphases: Sequence[Emphasis] = (),
    whole: Sequence[tuple[int, int]] = (),
) -> str:
    """Wrap a text by the columns that its characters take, each line behind an indent.

    Lines that lie in ``whole`` are not wrapped.
    """
    lines = wrapped(text, max(layout.width - len(indent), 10), emphases, whole)
    return "\n".join((indent + line).rstrip() for line in lines)
