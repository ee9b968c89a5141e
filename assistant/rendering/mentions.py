"""Rendering: every mention of words, by document, as plain text for a terminal or a pipe."""

from collections.abc import Sequence

from assistant.answering import Citation
from assistant.console.counting import counted
from assistant.console.safe_text import safe_line, safe_text
from assistant.quotations.mentions import DocumentMentions
from assistant.rendering.layout import Layout
from assistant.rendering.marking import Mark, Stretch, readable
from assistant.rendering.turns import laid_out, laid_out_citation, laid_out_quote

NO_MENTION = "The documents do not mention it."
_AROUND = 80
"""Characters of a document before and behind a mention that are shown with it."""
_INDENT = "    "


def plain_mentions(wanted: str, found: Sequence[DocumentMentions], layout: Layout) -> str:
    """Return all mentions as a person reads them, safe to print, without a final newline."""
    if not found:
        return laid_out(NO_MENTION, "", layout)
    count = sum(len(each.citations) for each in found)
    head = f"{wanted}: {counted(count, 'mention')} in {counted(len(found), 'document')}"
    return "\n\n".join([laid_out(safe_line(head), "", layout), *(_block(e, layout) for e in found)])


def _block(found: DocumentMentions, layout: Layout) -> str:
    named = f"{found.document.title} ({counted(len(found.citations), 'mention')})"
    lines = [laid_out(safe_line(named), "", layout)]
    for citation in found.citations:
        stretches = readable(around(found.text, citation), citation.document, safe_text)
        lines.append(laid_out_quote(stretches, _INDENT, layout))
        lines.append(laid_out_citation("— ", citation, _INDENT, layout))
    return "\n".join(lines)


def around(text: str, citation: Citation) -> list[Stretch]:
    """Return a mention with the whole words around it in its paragraph, itself marked."""
    start, end = citation.start, citation.end
    paragraph = text[:start].rpartition("\n\n")[2]
    first = max(start - len(paragraph), start - _AROUND)
    last = min(end + len(text[end:].partition("\n\n")[0]), end + _AROUND)
    before, after = text[first:start], text[end:last]
    if first == start - _AROUND:
        before = f"… {before.partition(' ')[2]}"
    if last == end + _AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    around = (before, Mark.NONE), (text[start:end], Mark.SENTENCE), (after, Mark.NONE)
    return [Stretch(said, mark) for said, mark in around if said]
