"""DOCX styles and numbering: which paragraphs are headings, and the marks that lists show."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from index.readers import counting
from index.readers.docx.package import Package, child, local_name, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST_HEADING = 9
_DEEPEST_STYLE = 20

_LOOKS = frozenset({"dstrike", "strike", "vanish", "vertAlign"})
_PLAIN: "Look" = {}
Look = Mapping[str, str]
"""What of a run's look changes its meaning: the values of properties by their names."""


class Styles:
    """The named styles of paragraphs, each with what it takes over from another."""

    def __init__(self, package: Package) -> None:
        root = package.part("styles")
        styles = root if root is not None else ()
        self._styles = {
            value(style, "styleId") or "": style for style in styles if local_name(style) == "style"
        }
        self._looks: dict[str, Look] = {}

    def name(self, properties: "Element | None") -> str:
        """Return the name of a paragraph's style in lower case; empty where it has none."""
        style = self._styles.get(value(child(properties, "pStyle")) or "")
        return (value(child(style, "name")) or "").lower()

    def heading_level(self, properties: "Element | None") -> int:
        """Return the level of a heading, from 1; 0 for any other paragraph."""
        found = re.fullmatch(r"heading ([1-9])", self.name(properties))
        if found:
            return int(found[1])
        level = _number(value(self._property(properties, "outlineLvl")), _DEEPEST_HEADING)
        return level + 1 if level < _DEEPEST_HEADING else 0

    def list_level(self, properties: "Element | None") -> tuple[str, int] | None:
        """Return the list that a paragraph is an item of, and how deep; None if it is none."""
        item = self._property(properties, "numPr")
        identifier = value(child(item, "numId"))
        if identifier in {None, "0"}:
            return None
        return str(identifier), _number(value(child(item, "ilvl")), 0)

    def look(self, run: "Element") -> Look:
        """Return how a run looks: by its own properties, and else by its style's."""
        own = child(run, "rPr")
        return self._look(own, _DEEPEST_STYLE) if own is not None else _PLAIN

    def _look(self, properties: "Element | None", depth: int) -> Look:
        look, style = {}, ""
        for each in properties if properties is not None else ():
            name = local_name(each)
            if name == "rStyle":
                style = value(each) or ""
            elif name in _LOOKS:
                look[name] = value(each) or "on"
        return {**self._look_of_style(style, depth), **look} if style else look

    def _look_of_style(self, identifier: str, depth: int) -> Look:
        """Return the look that a style gives, with what it takes over."""
        if identifier not in self._looks:
            style = self._styles.get(identifier)
            own = self._look(child(style, "rPr"), 0)
            based = value(child(style, "basedOn")) if depth else None
            taken_over = self._look_of_style(based, depth - 1) if based else _PLAIN
            self._looks[identifier] = {**taken_over, **own}
        return self._looks[identifier]

    def _property(self, properties: "Element | None", name: str) -> "Element | None":
        """Return a property of a paragraph: its own, or its style's."""
        identifier = value(child(properties, "pStyle")) or ""
        for _ in range(_DEEPEST_STYLE):
            found = child(properties, name)
            style = self._styles.get(identifier)
            if found is not None or style is None:
                return found
            properties = child(style, "pPr")
            identifier = value(child(style, "basedOn")) or ""
        return None


class Numbering:
    """Counts the items of lists, as their marks do."""

    def __init__(self, package: Package) -> None:
        root = package.part("numbering")
        self._levels: dict[str, dict[int, Element]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        for each in root if root is not None else ():
            if local_name(each) == "abstractNum":
                levels = {
                    _number(value(level, "ilvl"), 0): level
                    for level in each
                    if local_name(level) == "lvl"
                }
                self._levels[value(each, "abstractNumId") or ""] = levels
            elif local_name(each) == "num":
                abstract = value(child(each, "abstractNumId")) or ""
                self._abstract[value(each, "numId") or ""] = abstract

    def mark(self, identifier: str, depth: int) -> str:
        """Count an item and return its mark with a space behind it; empty where it shows none."""
        abstract = self._abstract.get(identifier, "")
        levels = self._levels.get(abstract, {})
        counts = self._counts[identifier]
        counts[depth] = counts.get(depth, _start(levels, depth) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        level = levels.get(depth)
        form = value(child(level, "numFmt"))
        if level is None or form == "bullet":
            return "• "
        if form == "none":
            return ""

        def shown(place: "re.Match[str]") -> str:
            at = int(place[1]) - 1
            count = counts.get(at, _start(levels, at))
            return _shown(count, value(child(levels.get(at), "numFmt")))

        mark = re.sub(r"%([1-9])", shown, value(child(level, "lvlText")) or "")
        return f"{mark} " if mark.strip() else ""


def _start(levels: "dict[int, Element]", depth: int) -> int:
    return _number(value(child(levels.get(depth), "start")), 1)


def _shown(count: int, form: str | None) -> str:
    """Return a count as a list shows it."""
    match form:
        case "lowerLetter" | "upperLetter":
            shown = counting.letters(count)
        case "lowerRoman" | "upperRoman":
            shown = counting.roman(count)
        case _:
            return str(count)
    return shown.upper() if form.startswith("upper") else shown


def _number(text: str | None, default: int) -> int:
    found = re.fullmatch(r"\d{1,6}", text or "", re.ASCII)
    return int(found[0]) if found else default
