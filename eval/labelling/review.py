"""Review: a person looks at each candidate on the terminal and decides."""

import re
import sys
from collections.abc import Iterator, Sequence
from enum import Enum

from assistant.console.safe_text import safe_line
from assistant.console.streams import standard_input
from assistant.console.wrapping import wrapped
from assistant.conversation import Exchange
from assistant.rendering.layout import layout_of_stdout
from eval.labelling.candidates import Candidate
from eval.labelling.examination import Text
from eval.labelling.findings import Finding
from eval.labelling.growing_set import GrowingSet
from eval.labelling.logged import SHOWN
from eval.questions.eval_set import EvalQuestion
from eval.questions.evidence import locate

_AROUND = 200
"""Characters of a document that are shown on either side of a quote."""
_INDENT = "    "
_PROMPT = "[a]ccept, edit [t]ags, [s]kip, [q]uit: "


class Quit(Enum):
    """The decision to look at no further candidate."""

    QUIT = "quit"


def review(
    candidate: Candidate, heading: str, growing: GrowingSet, text: Text
) -> Candidate | Quit | None:
    """Show a candidate and ask what becomes of it.

    Returns:
        The candidate as it is to be added, with the tags that were typed; None to skip it.
    """
    show([heading, *_described(candidate.question, text), *_shown(candidate)])
    while True:
        show(_noted(candidate.question.tags, growing.doubts(candidate.question)))
        decision = ask(_PROMPT)
        if decision is None or decision in {"q", "quit"}:
            return Quit.QUIT
        if decision in {"s", "skip"}:
            return None
        if decision in {"a", "accept"}:
            return candidate
        if decision in {"t", "tags"}:
            candidate = candidate.tagged(_typed_tags(ask("tags: ") or ""))


def _typed_tags(typed: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[^\s,]+", typed)))


def ask(prompt: str) -> str | None:
    """Return the next line that is typed; None where there is no more."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = standard_input().readline()
    if not line:
        sys.stdout.write("\n")
        return None
    return line.decode("utf-8", "replace").strip()


def _described(question: EvalQuestion, text: Text) -> Iterator[str]:
    for exchange in question.history:
        yield f"  after: {_exchange(exchange)}"
    if question.rewrite:
        yield f"  alone: {question.rewrite}"
    for answer in question.answers:
        yield f"  answer: {answer}"
    if not question.evidence:
        yield "  nothing in the documents answers it"
    for quoted in locate(question, text):
        yield f"  evidence, {quoted.document}:"
        yield _INDENT + in_surroundings(text(quoted.document), quoted.start, quoted.end)


def _shown(candidate: Candidate) -> Iterator[str]:
    """Yield what was shown when the question was asked, where its draft says it."""
    shown = candidate.fields.get(SHOWN)
    if isinstance(shown, dict):
        plain = {
            name: value for name, value in shown.items() if isinstance(value, str | float | int)
        }
        said = (f"{name} {value}" for name, value in plain.items() if value != "")
        yield f"  shown: {'; '.join(said)}"


def _exchange(exchange: Exchange) -> str:
    return f"{exchange.question} — {exchange.answer}" if exchange.answer else exchange.question


def in_surroundings(document: str, start: int, end: int) -> str:
    """Return a quote, marked, with the words before and after it."""
    before, after = document[max(start - _AROUND, 0) : start], document[end : end + _AROUND]
    if start > _AROUND:
        before = "…" + before.partition(" ")[2]
    if end + _AROUND < len(document):
        after = after.rpartition(" ")[0] + "…"
    return f"{before}»{document[start:end]}«{after}"


def _noted(tags: Sequence[str], doubts: Iterator[Finding]) -> Iterator[str]:
    yield f"  tags: {', '.join(tags) or 'none'}"
    for doubt in doubts:
        yield f"  note: {doubt.problem}"


def show(paragraphs: Sequence[str] | Iterator[str]) -> None:
    """Print paragraphs in the terminal's width, made safe; each keeps its indent."""
    width = layout_of_stdout().width
    for paragraph in paragraphs:
        indent = " " * (len(paragraph) - len(paragraph.lstrip(" ")))
        for line in wrapped(safe_line(paragraph), width - len(indent)):
            sys.stdout.write(f"{indent}{line}\n")
