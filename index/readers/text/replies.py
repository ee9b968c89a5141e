"""Replies: what pasted mail quotes of earlier mail, told from what was written."""

import re
from collections.abc import Sequence

from index.documents import QUOTED_REPLY

_MARKS = re.compile(r"(?:>[ \t]?)+")
"""Before each line that is quoted."""
_ATTRIBUTION = re.compile(
    r"\b(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef)\b[^:]*:$", re.IGNORECASE
)
_OPENS = re.compile(r"(?:On|Am|Le|El|Il|Op)\s[^\n:]*\d[^\n]*[^.!?:\s]$")
"""The first of two lines that say when something was written, and by whom."""
_LONGEST_ATTRIBUTION = 120
"""Characters."""


def depth(line: str) -> int:
    """Return how many replies deep a line is quoted; 0 where it was written."""
    marks = _MARKS.match(line)
    return marks[0].count(">") if marks else 0


def without_marks(line: str) -> str:
    """Return a line without the marks that it begins with where it is quoted."""
    marks = _MARKS.match(line)
    return line[marks.end() :] if marks else line


def is_attribution(label: str) -> bool:
    """Whether a line says who wrote what is quoted below it."""
    return len(label) <= _LONGEST_ATTRIBUTION and _ATTRIBUTION.search(label) is not None


def is_divided_attribution(upper: str, lower: str) -> bool:
    """Whether two lines say together who wrote what is quoted below them."""
    return is_attribution(lower) and _OPENS.match(upper) is not None


def named(attribution: str) -> str:
    """Return what names a reply, given the line that says who wrote it."""
    lines = map(without_marks, attribution.rstrip(": ").splitlines())
    return f"{QUOTED_REPLY}: {' '.join(' '.join(lines).split())}"


def replies(labels: Sequence[str]) -> dict[int, str]:
    """Return the lines that are quoted and say something, by number, and what names the reply of each.

    Each level of marks is a reply of its own, and what stands below a line that says who wrote it;
    below one of the same level that line has to have a date, since sentences end so too.
    """
    found: dict[int, str] = {}
    names: dict[int, str] = {}
    above = ""
    for i, label in enumerate(labels):
        level = depth(label)
        if level and not label.strip("> \t"):
            continue
        if not level:
            names = {}
        elif is_attribution(above) and (
            level > depth(above) or any(map(str.isdigit, without_marks(above)))
        ):
            names = {each: name for each, name in names.items() if each < level}
            names[level] = named(above)
        if level:
            unnamed = f"{QUOTED_REPLY}, level {level}" if level > 1 else QUOTED_REPLY
            found[i] = names.setdefault(level, unnamed)
        above = label
    return found
