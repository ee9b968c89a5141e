"""Rendering: what each document says to one question, as plain text for a terminal or a pipe."""

from collections.abc import Sequence

from assistant.console.counting import counted
from assistant.console.safe_text import safe_line
from assistant.each_document import Compared
from assistant.rendering.layout import Layout
from assistant.rendering.turns import NOT_FOUND, laid_out, plain_text

_MOST_NAMED = 10
"""Documents that do not say, by their names."""


def plain_comparison(compared: Compared, layout: Layout) -> str:
    """Return the answer of each document, then who does not say; without a final newline."""
    blocks = [plain_text(turn, layout) for turn in compared.answering]
    blocks += [laid_out(line, "", layout) for line in _others(compared)]
    return "\n\n".join(blocks)


def _others(compared: Compared) -> list[str]:
    said = [] if compared.answering else [NOT_FOUND]
    if compared.silent:
        names = [turn.within.documents[0] for turn in compared.silent]
        said.append(f"No answer in {_listed(names)}.")
    if compared.unasked:
        said.append(f"{counted(compared.unasked, 'other document')} not asked: these come nearer.")
    return said


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(safe_line, names[:_MOST_NAMED]))
    more = len(names) - _MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
