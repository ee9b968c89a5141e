"""Lines of Markdown as its readers see them: of paragraphs, items, rows and verses, wherever they wrap."""

import re

_FENCE = re.compile(r"^(?:\0|[> \t])*(?:`{3,}[^`\n]*|~{3,}[^\n]*)(?:\n|\Z)", re.MULTILINE)
"""Where code begins and ends, which nobody sees."""
_RULE = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*(?:\n|\Z)", re.MULTILINE
)
"""What is drawn below the header of a table, which nobody sees either."""
_HARD_BREAK = re.compile(r"(?:\\|(?<=\S) {2,})(\0?)\n(?!\s)")
_BROKEN = "\v"
"""In place of a line break that is meant; no safe text holds it."""
_BLANK_LINE = re.compile(r"\s*\n\s*\n\s*")
_KEPT_LINE = re.compile(r"\s*\n(?=[ \t]*\0?(?:[-*+>•] |\d{1,3}[.)] |\|))")
"""Before a line that begins an item, a row or a quote."""


def unwrapped(text: str) -> str:
    """Return a part of a text in lines as they are seen; see ``lines`` of ``Format``."""
    text = _FENCE.sub(lambda fence: "\0" * fence[0].count("\0"), text)
    text = _RULE.sub("", text)
    paragraphs = _BLANK_LINE.split(_HARD_BREAK.sub(rf"\1{_BROKEN}", text).strip())
    return "\n\n".join("\n".join(map(_folded, _KEPT_LINE.split(each))) for each in paragraphs)


def _folded(text: str) -> str:
    lines = text.replace("\n", " ").split(_BROKEN)
    return "\n".join(re.sub(r"\s+", " ", line) for line in lines)
