"""Markdown: a whole chat to take away, every character of a quote as it is."""

import re
from collections.abc import Callable, Iterable
from functools import partial

from assistant.answering import Certainty, Citation, CitedPassage
from assistant.citations.anchoring import Anchoring
from assistant.citations.reanchoring import Anchorings, Reanchored
from assistant.console.safe_text import safe_line, safe_text
from assistant.conversation import Turn
from assistant.rendering.folding import folded_parts
from assistant.rendering.marking import marked, set_apart
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
    lines += [f"- {_escaped(safe_line(name))}" for name in sources]
    return "\n".join([*lines, "", *(_turn(now.turn, now.anchorings, url) for now in turns)])


def _turn(turn: Turn, anchorings: Anchorings, url: Url) -> str:
    """Return a question with all passages of its answer."""
    lines = [f"## {_escaped(safe_line(turn.question))}", ""]
    if searched_for(turn.query):
        lines += [f"*{_escaped(searched_for(turn.query))}*", ""]
    said = _escaped(headline(turn))
    said = said.replace("\n", "\\\n") if turn.reply else _set_off("**", said)
    if said := " ".join(filter(None, (said, lead(turn)))):
        lines += [said, ""]
    for passage in turn.answer.passages:
        lines.append(_passage(passage, turn.answer.certainty, anchorings, url))
    return "\n".join(lines)


def _passage(passage: CitedPassage, certainty: Certainty, anchorings: Anchorings, url: Url) -> str:
    """Return a passage as a quotation, what stands out in it set off, its citations below."""
    stretches = marked(passage, certainty)
    folded = folded_parts([safe_text(text) for text, _ in stretches])
    quoted = zip(map(_escaped, folded), (mark for _, mark in stretches), strict=True)
    set_off = partial(_set_off, _AROUND_SENTENCES[certainty])
    lines = set_apart(quoted, set_off, partial(_set_off, _AROUND_WORDS)).split("\n")
    lines += [
        _citation(citation, anchorings.get(citation), url(citation))
        for citation in (passage.citation, *passage.also)
    ]
    return "> " + "\n>\n> ".join(lines) + "\n"


def _citation(citation: Citation, anchoring: Anchoring | None, url: str | None) -> str:
    named, offsets = (_escaped(safe_line(part)) for part in address(citation))
    if url:
        name = named.replace("[", "\\[")
        named = f"[{name}]({url})"
    note = f" ({STATE_NOTES[anchoring.state]})" if anchoring else ""
    where = f"{_escaped(safe_line(source(citation)))} · {named} {offsets}"
    return f"[{citation.marker}] — {where}{note}"


def _set_off(sign: str, text: str) -> str:
    """Return text with a sign around what each of its lines holds."""
    return re.sub(r"\S(?:.*\S)?", rf"{sign}\g<0>{sign}", text)


def _escaped(text: str) -> str:
    """Return text of which Markdown takes no character for its own."""
    text = re.sub(r"[\\`*_~<\]]|&(?=#?\w+;)", r"\\\g<0>", text)
    text = re.sub(r"^( *)([-+>=#])", r"\1\\\2", text, flags=re.MULTILINE)
    return re.sub(r"^( *\d{1,9})([.)])", r"\1\\\2", text, flags=re.MULTILINE)
