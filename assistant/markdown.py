"""Markdown: passages and whole turns to take away, every character of a quote as it is."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from assistant.answering import Citation, CitedPassage
from assistant.citation_state import Finding, State
from assistant.conversation import Turn
from assistant.folding import folded_parts
from assistant.reanchoring import Findings, Reanchored
from assistant.rendering import (
    NEAREST,
    parts,
    place,
    searched_for,
    source,
    verdict,
)
from assistant.safe_text import safe_line, safe_text

STATE_NOTES: Mapping[State, str] = {
    State.MOVED: "moved: it stood elsewhere when it was quoted",
    State.CHANGED: "changed: what stands there now is no longer this quote",
    State.GONE: "gone: it is no longer in the documents",
}
"""What is said of a citation that is not intact."""


def session_markdown(turns: Iterable[Reanchored], sources: Iterable[str]) -> str:
    """Return all turns of a chat, each citation with what has become of it."""
    lines = ["# A chat with documents", ""]
    lines += [f"- {_escaped(safe_line(name))}" for name in sources]
    return "\n".join([*lines, "", *(turn_markdown(now.turn, now.findings) for now in turns)])


def turn_markdown(turn: Turn, findings: Findings = MappingProxyType({})) -> str:
    """Return a question with all passages of its answer."""
    lines = [f"## {_escaped(safe_line(turn.question))}", ""]
    if searched_for(turn.query):
        lines += [f"*{_escaped(searched_for(turn.query))}*", ""]
    if said := verdict(turn.answer):
        nearest = f" {NEAREST}" * (bool(turn.answer.passages) and not turn.answer.found)
        lines += [f"**{_escaped(said)}**{nearest}", ""]
    for passage in turn.answer.passages:
        lines.append(passage_markdown(passage, findings, emphasised=turn.answer.found))
    return "\n".join(lines)


def passage_markdown(
    passage: CitedPassage,
    findings: Findings = MappingProxyType({}),
    *,
    emphasised: bool = False,
) -> str:
    """Return a passage as a quotation, its sentence bold if ``emphasised``, its citations below."""
    folded = folded_parts([safe_text(part) for part in parts(passage)])
    before, sentence, after = map(_escaped, folded)
    if emphasised:
        sentence = "\n".join(f"**{part}**" for part in sentence.split("\n"))
    lines = f"{before}{sentence}{after}".split("\n")
    lines += [
        _citation(citation, findings.get(citation))
        for citation in (passage.citation, *passage.also)
    ]
    return "> " + "\n>\n> ".join(lines) + "\n"


def _citation(citation: Citation, finding: Finding | None) -> str:
    where = safe_line(f"{source(citation)} · {place(citation)}")
    note = f" ({STATE_NOTES[finding.state]})" if finding else ""
    return f"[{citation.marker}] — {_escaped(where)}{note}"


def _escaped(text: str) -> str:
    """Return text of which Markdown takes no character for its own."""
    text = re.sub(r"[\\`*_~<\]]|&(?=#?\w+;)", r"\\\g<0>", text)
    text = re.sub(r"^( *)([-+>=#])", r"\1\\\2", text, flags=re.MULTILINE)
    return re.sub(r"^( *\d{1,9})([.)])", r"\1\\\2", text, flags=re.MULTILINE)
