"""References: dotted numbers, codes, and the numbers of clauses and chapters."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.exactness.figures.figure import Figure, Kind, single, word_before
from index.exactness.figures.numerals import SMALL, roman

_DOTTED = re.compile(r"[vV]?(\d{1,5}(?:\.\d{1,5}){2,7})(?![\d]|\.\d)")
_PAIR = re.compile(r"[vV]?(\d{1,4}\.\d{1,4})(?!\d|[.,]\d|\s?(?:%|million|billion|thousand))")
_CODE = re.compile(r"([A-Z]{1,4}|[A-Za-z])-?(\d{1,6})(?![\w%]|[.,:]\d)")
_SECTION = "clause|section|chapter|article|paragraph|rule|part|volume|book|act|appendix|annex|title|schedule|item|step"
_LABELS = frozenset(
    (
        f"{_SECTION}|version|release|firmware|update|question|amendment|regulation|verse|point|stage"
        "|phase|level|exhibit|form|figure|table|page|art|sec|ch|vol|para|no"
    ).split("|")
)
_LABEL = re.compile(
    rf"(?<![^\W])({'|'.join(sorted(_LABELS))}|\u00a7+)s?\.?[ \t\u00a0]*$", re.IGNORECASE
)
_LOOK_BACK = 14
_ITEM = re.compile(r"(?:^|\n)[ \t>*_#(-]*$")
_ITEM_END = re.compile(r"[.)\]:]?[*_]*(?:\s+(?=[A-Z\"'\u201c])|\s*(?:\n|$))")
_ITEM_MARK = re.compile(r"\d{1,3}[.)](?:\s|$)")
ITEM = "item"
"""The unit of the number that a paragraph or a row of a list begins with."""
OUTER, INNER = "(", ")"
"""Among what a reference is about that is asked for with one of its items, and what that item is."""
_INNER = re.compile(r"[ \t\u00a0]*\((\d{1,3})\)")
_SYNONYMS = dict.fromkeys(("release", "firmware", "update", "v"), "version") | {
    "art": "article",
    "sec": "section",
    "ch": "chapter",
    "vol": "volume",
    "para": "paragraph",
}
_PARTS = {*_SECTION.split("|"), "question", "amendment", "regulation", "verse", "point"}


def reference(text: str, start: int) -> Figure | None:
    """Return the reference that is written at ``start``; None where there is none."""
    label = _label(text, start) or ("version" if text[start] in "vV" else "")
    if found := _DOTTED.match(text, start):
        return Figure(start, found.end(), Kind.REFERENCE, (single(*_parts(found[1])),), label)
    at_line = bool(_ITEM.search(text, max(start - _LOOK_BACK, 0), start))
    if (label or at_line) and (found := _PAIR.match(text, start)):
        is_item = at_line and _ITEM_END.match(text, found.end())
        if label or is_item:
            unit = label or ITEM
            return Figure(start, found.end(), Kind.REFERENCE, (single(*_parts(found[1])),), unit)
    if at_line and (found := _ITEM_MARK.match(text, start)):
        value = int(re.sub(r"\D", "", found.group()))
        return Figure(start, found.end(), Kind.REFERENCE, (single(value),), ITEM)
    if found := _CODE.match(text, start):
        return Figure(
            start, found.end(), Kind.REFERENCE, (single(int(found[2])),), found[1].upper()
        )
    return _numbered(text, start, label) if label in _PARTS else None


def with_items(question: str, asked: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures of a question with the items that it names in brackets, as in "§ 1 (2)".

    What holds such an item is no item itself.
    """
    found: list[Figure] = []
    for figure in asked:
        item = _INNER.match(question, figure.end) if figure.kind is Kind.REFERENCE else None
        if found and figure.start < found[-1].end:
            continue  # the number of an item, taken for one that counts something
        if not item:
            found.append(figure)
            continue
        found.append(replace(figure, about=figure.about | {OUTER}))
        value = single(int(item[1]))
        span = item.span(1)
        found.append(Figure(*span, Kind.REFERENCE, (value,), ITEM, about=frozenset({INNER})))
    return tuple(found)


def are_same_sort(one: str, other: str) -> bool:
    """Whether the numbers of two references may number the same things, by their units."""
    return (
        one == other
        or not one
        or not other
        or (ITEM in {one, other} and {one, other} <= {ITEM, *_PARTS})
    )


def _label(text: str, start: int) -> str:
    word = word_before(text, start).rstrip(".").rstrip("s")
    if word not in _LABELS and "\u00a7" not in word:
        return ""
    found = _LABEL.search(text, max(start - _LOOK_BACK, 0), start)
    if not found:
        return ""
    name = found[1].lower()
    return "section" if name[0] == "\u00a7" else _SYNONYMS.get(name, name)


def _parts(dotted: str) -> list[float]:
    return [float(part) for part in dotted.split(".")]


def _numbered(text: str, start: int, label: str) -> Figure | None:
    """Return the plain, spelled or Roman number behind a word such as "chapter"."""
    if text[start].isdecimal():
        found = re.compile(r"\d{1,4}(?![\d:]|[.,]\d)").match(text, start)
        value = float(found.group()) if found else None
        end = found.end() if found else start
    elif numeral := roman(text, start):
        value, end = numeral.values[0], numeral.end
    else:
        found = re.compile(r"[A-Za-z]+").match(text, start)
        known = SMALL.get(found.group().lower()) if found else None
        value = None if known is None else float(known)
        end = found.end() if found else start
    return None if value is None else Figure(start, end, Kind.REFERENCE, (single(value),), label)
