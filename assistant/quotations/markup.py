"""Markup: what of a Markdown text its readers do not see, where people quote what they see."""

import re
from operator import add

from index.readers.formats import FORMATS, ending, unsaid

HIDDEN = "\0"
"""Stands for each character that readers do not see, so that places stay where they are."""

_TARGET = r"\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)|\[[^\]\n]{0,500}\]"
"""Bounded, as all that a hostile text could make one look at again and again."""
_HIDDEN = re.compile(
    r"(?P<before>!?\[)(?P<shown>(?:[^\[\]]|\[[^\[\]]{0,500}\]){0,500})"
    r"(?P<after>\](?:" + _TARGET + r"))"
    r"|\[\^[^\]\s]{1,100}\]|<!--(?:(?!<!--|-->).)*-->|</?[A-Za-z][^<>\n]*>",
    re.DOTALL,
)
_SIGNS = ("](", "][", "[^", "<")


def as_seen(text: str, document: str) -> str:
    """Return the text of a document with ``HIDDEN`` in place of all that its readers do not see.

    That are targets of links, marks of notes, tags and comments in Markdown. Numbers and times of
    subtitles are white space between words.
    """
    if times := unsaid(text, document):
        ends = [0, *(end for _, end in times)]
        said = (text[end:start] for end, (start, _) in zip(ends, times, strict=False))
        blanks = (" " * (end - start) for start, end in times)
        return "".join(map(add, said, blanks)) + text[ends[-1] :]
    if FORMATS.get(ending(document)) is not FORMATS[".md"] or not any(
        map(text.__contains__, _SIGNS)
    ):
        return text
    seen = _HIDDEN.sub(_hidden, text)
    return text if seen == text else seen


def _hidden(match: re.Match[str]) -> str:
    if match["shown"] is None:
        return HIDDEN * len(match[0])
    before, after = HIDDEN * len(match["before"]), HIDDEN * len(match["after"])
    return before + match["shown"] + after
