"""Markdown: a whole chat to take away, every character of a quote as it is."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter

from assistant.answering import Certainty, Citation, CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.citations.reanchoring import Anchorings, Reanchored
from assistant.console.safe_text import safe_line, safe_text
from assistant.conversation import Turn
from assistant.rendering.marking import Stretch, columns, folded, set_apart, unchanged
from assistant.rendering.turns import (
    STATE_NOTES,
    address,
    headline,
    lead,
    searched_for,
    source,
)

_AROUND_SENTENCES = {Certainty.SURE: "**", Certainty.UNSURE: "*", Certainty.NO: ""}
_AROUND_WORDS = "*"
"""Inside their sentence."""

Url = Callable[[Citation], str | None]
"""Where a citation leads to; None where its document is gone."""


def session_markdown(turns: Iterable[Reanchored], sources: Iterable[str], url: Url) -> str:
    """Return all turns of a chat, each citation as a link, and what has become of it."""
    lines = ["# A chat with documents", ""]
    lines += [f"- {escaped(safe_line(name))}" for name in sources]
    return "\n".join([*lines, "", *(_turn(now.turn, now.anchorings, url) for now in turns)])


def _turn(turn: Turn, anchorings: Anchorings, url: Url) -> str:
    """Return a question with all passages of its answer."""
    lines = [f"## {escaped(safe_line(turn.question))}", ""]
    if searched_for(turn.query):
        lines += [f"*{escaped(searched_for(turn.query))}*", ""]
    said = escaped(headline(turn))
    said = said.replace("\n", "\\\n") if turn.reply else _set_off("**", said)
    if said := " ".join(filter(None, (said, lead(turn)))):
        lines += [said, ""]
    for passage in turn.answer.passages:
        lines.append(_passage(passage, turn.answer.certainty, anchorings, url))
    return "\n".join(lines)


def _passage(passage: CitedPassage, certainty: Certainty, anchorings: Anchorings, url: Url) -> str:
    """Return a passage as a quotation, what stands out in it set off, its citations below."""
    lines = quoted_lines(passage, certainty)
    lines += [
        _citation(citation, anchorings.get(citation), url(citation))
        for citation in (passage.citation, *passage.also)
    ]
    return above(passage) + "> " + "\n>\n> ".join(lines) + "\n"


def above(passage: CitedPassage) -> str:
    """Return what stands over a quoted passage: the names of its columns, if it does not hold them."""
    named = escaped(safe_line(columns(passage)))
    return f"{named}\n\n" if named else ""


def quoted_lines(passage: CitedPassage, certainty: Certainty) -> list[str]:
    """Return the paragraphs of a passage as they stand in a quotation, what stands out set off."""
    found = unchanged(passage, certainty)
    stretches = folded(found, passage.citation.document, safe_text)
    lines: list[str] = []
    for is_preformatted, group in groupby(stretches, attrgetter("is_preformatted")):
        if is_preformatted:
            lines.append(_fenced("".join(each.text for each in group)))
        else:
            lines += _quoted(list(group), certainty)
    return lines


def _quoted(stretches: Sequence[Stretch], certainty: Certainty) -> list[str]:
    """Return paragraphs, what stands out in them set off."""
    quoted = [each._replace(text=escaped(each.text)) for each in stretches]
    sentence, words = (
        partial(_set_off, _AROUND_SENTENCES[certainty]),
        partial(_set_off, _AROUND_WORDS),
    )
    return (
        "".join(each.text for each in set_apart(quoted, sentence, words)).rstrip("\n").split("\n")
    )


def _fenced(code: str) -> str:
    """Return preformatted text between fences, each line behind the sign of a quotation."""
    fence = "`" * max(3, *(len(run[0]) + 1 for run in re.finditer("`+", code)), 3)
    return "\n> ".join([fence, *code.strip("\n").split("\n"), fence])


def _citation(citation: Citation, anchoring: Anchoring | None, url: str | None) -> str:
    named, offsets = (escaped(safe_line(part)) for part in address(citation))
    if url:
        name = named.replace("[", "\\[")
        named = f"[{name}]({url})"
    note = f" ({STATE_NOTES[anchoring.state]})" if anchoring else ""
    where = f"{escaped(safe_line(source(citation)))} · {named} {offsets}"
    return f"[{citation.marker}] — {where}{note}"


def _set_off(sign: str, text: str) -> str:
    """Return text with a sign around what each of its lines holds."""
    return re.sub(r"\S(?:.*\S)?", rf"{sign}\g<0>{sign}", text)


def escaped(text: str) -> str:
    """Return text of which Markdown takes no character for its own."""
    text = re.sub(r"[\\`*_~<\]]|&(?=#?\w+;)", r"\\\g<0>", text)
    text = re.sub(r"^( *)([-+>=#])", r"\1\\\2", text, flags=re.MULTILINE)
    return re.sub(r"^( *\d{1,9})([.)])", r"\1\\\2", text, flags=re.MULTILINE)
