"""Replies: what pasted mail quotes of earlier mail, told from what was written."""

import re

from index.documents import QUOTED_REPLY

MARKS = re.compile(r"(?:>[ \t]?)+")
"""Before each line that is quoted."""
_ATTRIBUTION = re.compile(
    r"\b(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef)\b[^:]*:$", re.IGNORECASE
)
_LONGEST_ATTRIBUTION = 120
"""Characters."""


def is_quoted(label: str) -> bool:
    """Whether a line is one that is quoted and says something."""
    marks = MARKS.match(label)
    return marks is not None and marks.end() < len(label)


def without_marks(line: str) -> str:
    """Return a line without the marks that it begins with where it is quoted."""
    marks = MARKS.match(line)
    return line[marks.end() :] if marks else line


def is_attribution(label: str) -> bool:
    """Whether a line says who wrote what is quoted below it."""
    return len(label) <= _LONGEST_ATTRIBUTION and _ATTRIBUTION.search(label) is not None


def quoted_from(before: str) -> str:
    """Return what names a quoted reply, given the line before it, which may say who wrote it."""
    named = " ".join(before.rstrip(": ").split())
    return f"{QUOTED_REPLY}: {named}" if is_attribution(before) else QUOTED_REPLY
