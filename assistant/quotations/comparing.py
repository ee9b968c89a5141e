"""Comparing: whether a quotation and a stretch of a document differ in their setting alone."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum

from assistant.quotations.markup import HIDDEN

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\"'`\u00ab\u00bb\u2018-\u201f\u2032\u2033\u2039\u203a\u02bc\u300c-\u300f\uff02\uff07"
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class Setting(StrEnum):
    """What may differ where the words are the same."""

    WHITE_SPACE = "white space"
    QUOTES = "quotation marks"
    DASHES = "hyphens"
    CASE = "case"
    FORMS = "letter forms"
    EMPHASIS = "emphasis"
    BRACKETS = "brackets"
    ESCAPES = "escaped marks"
    LINKS = "links"
    CELLS = "bars between cells"
    ENDS = "marks at the ends"


def _without_forms(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN)


def _replacing(pattern: str, by: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(by, text)


def _without_dashes(text: str) -> str:
    return _JOINED.sub("", _DASH.sub("-", text))


_DASH = re.compile(rf"\s*(?:[{_DASHES}]|--+|(?<=\s)-(?=\s))\s*")
_JOINED = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
"""A hyphen within a word, also where a line ended after it."""

_STEPS: Mapping[Setting, Callable[[str], str]] = {
    Setting.ESCAPES: _replacing(r"\\(?=[!-/:-@\[-`{-~])", ""),
    Setting.LINKS: _replacing(HIDDEN, ""),
    Setting.FORMS: _without_forms,
    Setting.EMPHASIS: _replacing(r"[*~`]|(?<!\w)_+|_+(?!\w)|(?m:^[ \t]*(?:>[ \t]*)+)", ""),
    Setting.BRACKETS: _replacing(r"[\[\]]", ""),
    Setting.CELLS: _replacing(r"(?m:^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$)|[ \t]+[|\u00b7](?=[ \t])", ""),
    Setting.QUOTES: _replacing(rf"[{_QUOTES}]+", "'"),
    Setting.DASHES: _without_dashes,
    Setting.CASE: str.casefold,
    Setting.WHITE_SPACE: _replacing(r"\s+(?=[,.;:!?)]|$)|(?<=\()\s+|^\s+", ""),
}
_ONE_SPACE = re.compile(r"\s+")


def normal(text: str, *, but: Setting | None = None) -> str:
    """Return ``text`` as all that are only set otherwise read; one kind of setting may be kept."""
    for setting, step in _STEPS.items():
        if setting is not but:
            text = step(text)
    return text if but is Setting.WHITE_SPACE else _ONE_SPACE.sub(" ", text)


def settings_between(quoted: str, text: str) -> tuple[Setting, ...] | None:
    """Return in what two texts differ that say the same in the same words; None if they do not."""
    if quoted == text:
        return ()
    if normal(quoted) != normal(text):
        return None
    needed = [one for one in _STEPS if normal(quoted, but=one) != normal(text, but=one)]
    # A ligature is both another form and another case: each alone could be kept.
    able = [one for one, step in _STEPS.items() if step(quoted) != quoted or step(text) != text]
    return tuple(needed or able)
