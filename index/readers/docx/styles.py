"""DOCX styles: which paragraphs are headings or items of lists, and how text looks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.docx.package import Package, child, local_name, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST_HEADING = 9
_DEEPEST_STYLE = 20

_LOOKS = frozenset({"dstrike", "strike", "vanish", "vertAlign"})
_PLAIN: "Look" = {}
Look = Mapping[str, str]
"""What of a run's look changes its meaning: the values of properties by their names."""


@dataclass(frozen=True, slots=True)
class ListItem:
    """Where a paragraph stands: its list, how deep, and the style that makes it an item, if one does."""

    identifier: str
    depth: int
    style: str = ""


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
        level = number(value(self._property(properties, "outlineLvl")), _DEEPEST_HEADING)
        return level + 1 if level < _DEEPEST_HEADING else 0

    def list_item(self, properties: "Element | None") -> ListItem | None:
        """Return where a paragraph stands in which list; None if it is an item of none."""
        own = child(properties, "numPr")
        identifier, depth = value(child(own, "numId")), value(child(own, "ilvl"))
        style, of_style = value(child(properties, "pStyle")) or "", None
        if not (identifier and depth):
            style, of_style = self._numbered(style)
        identifier = identifier or value(child(of_style, "numId"))
        if identifier in {None, "0"}:
            return None
        default = number(value(child(of_style, "ilvl")), 0)
        return ListItem(str(identifier), number(depth, default), "" if depth else style)

    def list_of(self, style: str) -> str:
        """Return the list of a style of lists, by the style's id; empty where there is none."""
        return value(child(self._styles.get(style), "pPr", "numPr", "numId")) or ""

    def sets_first_row_apart(self, style: str) -> bool:
        """Whether the style of a table, by its id, has bold letters for the first row alone."""
        for _ in range(_DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                return False
            for each in element.iterchildren("{*}tblStylePr"):
                if value(each, "type") == "firstRow" and child(each, "rPr", "b") is not None:
                    return child(element, "rPr", "b") is None
            style = value(child(element, "basedOn")) or ""
        return False

    def _numbered(self, style: str) -> "tuple[str, Element | None]":
        """Return the style that makes items of paragraphs, of all that one stands on, and how."""
        for _ in range(_DEEPEST_STYLE):
            element = self._styles.get(style)
            found = child(element, "pPr", "numPr")
            if found is not None or element is None:
                return style, found
            style = value(child(element, "basedOn")) or ""
        return "", None

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


def number(text: str | None, default: int) -> int:
    """Return the number that an attribute states, or the default."""
    found = re.fullmatch(r"\d{1,6}", text or "", re.ASCII)
    return int(found[0]) if found else default
