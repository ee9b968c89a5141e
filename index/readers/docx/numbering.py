"""Numbering: the marks that items of lists show, counted as Word counts them."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index import counting
from index.readers.docx.package import Package, child, local_name, value
from index.readers.docx.styles import ListItem, Styles, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    Levels = dict[int, Element]

_DEEPEST = 9
_OFF = frozenset({"0", "false", "off"})
_MOST_LINKS = 5
"""Styles of lists that lead to others."""


class Numbering:
    """Counts the items of lists. Lists of the same kind go on with each other's numbers."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._kinds: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        root = package.part("numbering")
        for each in root if root is not None else ():
            if local_name(each) == "abstractNum":
                self._kinds[value(each, "abstractNumId") or ""] = each
            elif local_name(each) == "num":
                self._lists[value(each, "numId") or ""] = each
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._levels: dict[str, tuple[str, Levels]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, item: ListItem) -> str:
        """Count an item and return its mark with a space behind it; empty where it shows none."""
        if item.identifier not in self._levels:
            self._levels[item.identifier] = self._levels_of(item.identifier)
        kind, levels = self._levels[item.identifier]
        depth = self._depth(item, levels)
        counts = self._counts[kind]
        self._count(item.identifier, depth, levels, counts)
        level = levels.get(depth)
        form = _form(level)
        if level is None or form == "bullet":
            return "• "
        is_legal = _is_on(child(level, "isLgl"))

        def shown(place: "re.Match[str]") -> str:
            at = int(place[1]) - 1
            count = counts.get(at, _start(levels, at))
            form = _form(levels.get(at))
            return _shown(count, "decimal" if is_legal and form != "decimalZero" else form)

        mark = re.sub(r"%([1-9])", shown, value(child(level, "lvlText")) or "").strip()
        return f"{mark} " if mark else ""

    def _depth(self, item: ListItem, levels: "Levels") -> int:
        """Return how deep an item is: where a style makes it one, the list may say the level."""
        named = (
            depth for depth, level in levels.items() if value(child(level, "pStyle")) == item.style
        )
        return next(named, item.depth) if item.style else item.depth

    def _count(self, identifier: str, depth: int, levels: "Levels", counts: dict[int, int]) -> None:
        start = self._overridden(identifier, depth)
        if start is not None and (identifier, depth) not in self._begun:
            counts[depth] = start
        else:
            counts[depth] = counts.get(depth, _start(levels, depth) - 1) + 1
        self._begun.add((identifier, depth))
        for deeper in [each for each in counts if each > depth]:
            restart = number(value(child(levels.get(deeper), "lvlRestart")), deeper)
            if depth < restart:
                del counts[deeper]

    def _levels_of(self, identifier: str) -> "tuple[str, Levels]":
        """Return the kind of a list, which counts, and its levels."""
        lists, kind = self._lists.get(identifier), ""
        for _ in range(_MOST_LINKS):
            kind = value(child(lists, "abstractNumId")) or ""
            style = value(child(self._kinds.get(kind), "numStyleLink"))
            linked = self._lists.get(self._styles.list_of(style or ""))
            if not style or linked is None:
                break
            lists = linked
        levels = dict(_numbered(self._kinds.get(kind), "lvl"))
        for depth, override in _numbered(self._lists.get(identifier), "lvlOverride"):
            own = child(override, "lvl")
            if own is not None:
                levels[depth] = own
        return kind, levels

    def _overridden(self, identifier: str, depth: int) -> int | None:
        """Return where a list begins to count, if it says so itself."""
        for at, override in _numbered(self._lists.get(identifier), "lvlOverride"):
            start = child(override, "startOverride")
            if at == depth and start is not None:
                return number(value(start), 1)
        return None


def _numbered(element: "Element | None", name: str) -> "Iterator[tuple[int, Element]]":
    for each in element if element is not None else ():
        if local_name(each) == name:
            yield number(value(each, "ilvl"), 0), each


def _is_on(element: "Element | None") -> bool:
    return element is not None and value(element) not in _OFF


def _start(levels: "Levels", depth: int) -> int:
    return number(value(child(levels.get(depth), "start")), 1)


def _form(level: "Element | None") -> str:
    """Return how a level writes its numbers; with leading zeros, an example of them."""
    found = child(level, "numFmt")
    if found is None:
        found = child(level, "AlternateContent", "Choice", "numFmt")
    form = value(found) or "decimal"
    return value(found, "format") or form if form == "custom" else form


def _shown(count: int, form: str) -> str:  # noqa: PLR0911 - a case each
    """Return a count as a list shows it."""
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02}"
        case "lowerLetter" | "upperLetter":
            shown = counting.letters(count)
        case "lowerRoman" | "upperRoman":
            shown = counting.roman(count)
        case "ordinal":
            return counting.ordinal(count)
        case "cardinalText" | "ordinalText":
            return counting.spelled(count, is_ordinal=form == "ordinalText")
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < count <= 20:  # noqa: PLR2004
            return chr(ord("①") + count - 1)
        case _:
            example = re.match(r"0+1\b", form)
            return str(count).zfill(len(example[0]) if example else 0)
    return shown.upper() if form.startswith("upper") else shown
