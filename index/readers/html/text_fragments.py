"""Text fragments: a passage of a web page as the end of its address, found there by its words.

The syntax is that of the WICG's specification of scroll-to-text fragments.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote

_FEW = 4
"""Words that a start, an end or a prefix has at least, where there are as many."""
_MANY = 12
"""Words that it has at most; a passage of no more in one run is named whole."""
_BEFORE = 200
"""Characters before a passage in which its prefix is looked for."""
_MARK = re.compile(r"^(?:• |(?:\d{1,9}|[A-Za-z]|[ivxIVX]{2,5})\. )+", re.MULTILINE)
"""What the reader of pages puts before items of lists; no page holds it."""
_BORDER = re.compile(r" \| |\s{2,}|[\n\t]")
"""Where one block of a page may end and the next begin, within which a phrase has to be found."""
_REWRITTEN = re.compile(r"[⁰¹²³⁴-ⁿ₀-₎√∛]|[\w)]\^|\S\[\d")
"""What a word holds that a page writes otherwise: raised or lowered signs, the mark of a note."""


def text_fragment(text: str, start: int, end: int) -> str:
    """Return the directive that finds ``text[start:end]`` in its page, as in ``text=first,last``.

    Browsers go to the first place that fits, so words that stand elsewhere too have those before
    them as their prefix. Empty where nothing tells the passage from an earlier one.
    """
    runs = _runs(text, start, end)
    if not runs:
        return ""
    is_short = len(runs) == 1 and len(runs[0]) <= _MANY
    firsts = [" ".join(runs[0])] if is_short else list(_beginnings(runs[0]))
    candidates = [("", first) for first in firsts]
    candidates += [(prefix, firsts[0]) for prefix in _endings(_preceding(text, start))]
    prefix, first = _distinct(candidates, _as_read(text), text[:start])
    if not first:
        return ""
    last = "" if is_short else _last(runs, first, _line(text, start, end))
    named = f"{_encoded(prefix)}-," if prefix else ""
    return f"text={named}{_encoded(first)}" + f",{_encoded(last)}" * bool(last)


def _distinct(candidates: list[tuple[str, str]], page: str, before: str) -> tuple[str, str]:
    """Return the first candidate that stands once in the page, or else first right after ``before``."""
    phrases = [f"{prefix} {first}".strip().casefold() for prefix, first in candidates]
    for candidate, phrase in zip(candidates, phrases, strict=True):
        if page.find(phrase) == page.rfind(phrase) >= 0:
            return candidate
    place = len(_line(before))
    place += place > 0  # the space between
    for candidate, phrase in zip(candidates, phrases, strict=True):
        if page.find(phrase) + len(phrase) == place + len(candidate[1]):
            return candidate
    return "", ""


def _last(runs: list[list[str]], first: str, passage: str) -> str:
    """Return the last words of a passage, of which none but these follow on ``first``."""
    words = runs[-1] if len(runs) > 1 else runs[0][len(first.split(" ")) :]
    for last in _endings(words):
        if passage.find(last.casefold(), len(first.casefold())) + len(last.casefold()) == len(
            passage
        ):
            return last
    return ""


def _beginnings(words: list[str]) -> Iterator[str]:
    """Give the first words, few and then more."""
    for count in range(min(_FEW, len(words)), min(_MANY, len(words)) + 1):
        yield " ".join(words[:count])


def _endings(words: list[str]) -> Iterator[str]:
    """Give the last words, few and then more."""
    for count in range(max(min(_FEW, len(words)), 1), min(_MANY, len(words)) + 1):
        yield " ".join(words[-count:])


def _preceding(text: str, start: int) -> list[str]:
    """Return the words right before a passage, as far as one block may hold them."""
    at = max(start - _BEFORE, 0)
    runs = _runs(text, at, start)
    return runs[-1][at > 0 and len(runs) == 1 :] if runs else []  # the first may be half a word


def _runs(text: str, start: int = 0, end: int | None = None) -> list[list[str]]:
    """Return the words of each stretch that lies in one block of the page, as it writes them."""
    runs: list[list[str]] = []
    for stretch in _BORDER.split(_unmarked(text, start, len(text) if end is None else end)):
        words = stretch.split()
        if not _REWRITTEN.search(stretch):
            runs.append(words)
            continue
        same = groupby(words, key=lambda word: bool(_REWRITTEN.search(word)))
        runs += [list(group) for is_rewritten, group in same if not is_rewritten]
    return [words for words in runs if words]


def _unmarked(text: str, start: int, end: int) -> str:
    """Return a stretch without the marks of items; what begins within a line has none there."""
    kept: list[str] = []
    for mark in _MARK.finditer(text, start, end):
        kept.append(text[start : mark.start()])
        start = mark.end()
    return "".join([*kept, text[start:end]])


def _line(text: str, start: int = 0, end: int | None = None) -> str:
    return " ".join(word for words in _runs(text, start, end) for word in words).casefold()


_as_read = lru_cache(maxsize=4)(_line)
"""The same for a whole page, of which an answer may cite several passages."""


def _encoded(phrase: str) -> str:
    return quote(phrase, safe="").replace("-", "%2D")
