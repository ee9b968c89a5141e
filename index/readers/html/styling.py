"""Styling: which elements of a page are raised, lowered or struck out, by name or by style."""

import re
from typing import TYPE_CHECKING

from index.readers.scripts import LOWERED, RAISED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

PLACES = {"sup": RAISED, "sub": LOWERED}
"""Elements that say so by their name; others do where a page's styles are used for it."""
STRUCK = ("del", "s", "strike")
"""Elements that are struck out by their name."""
_RAISING = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:[^;}]{0,80}line-through", re.IGNORECASE)
_CLASS = re.compile(r"[a-z0-9]{0,10}\.(-?[A-Za-z_][\w-]{0,80})")
"""A selector of all elements of a class, perhaps only those with one tag."""


class Styling:
    """What the styles of a page do to the meaning of its text; anything else about them is form.

    Args:
        tree: The page, still with its style sheets.
        page: The same as its source, in small letters.
    """

    def __init__(self, tree: "LexborHTMLParser", page: str) -> None:
        self._places: dict[str, int] = {}
        self._struck: set[str] = set()
        self.is_used = False
        if any(map(page.__contains__, ("vertical-align", "line-through"))):
            for sheet in tree.css("style"):
                self._follow(sheet.text())
            styled = tree.css_first("[style*=vertical-align i], [style*=line-through i]")
            self.is_used = bool(self._places or self._struck or styled is not None)

    def place(self, node: "LexborNode") -> int:
        """Return where an element's text stands: raised, lowered, or 0 on the line."""
        tag = node.tag or ""
        if tag in PLACES or not self.is_used:
            return PLACES.get(tag, 0)
        style, classes = self._styles(node)
        found = _RAISING.search(style)
        if found:
            return RAISED if found[1].lower() == "super" else LOWERED
        return next((self._places[each] for each in classes if each in self._places), 0)

    def is_struck(self, node: "LexborNode") -> bool:
        """Whether an element is struck out by a style, so that it holds no longer."""
        style, classes = self._styles(node)
        return bool(_STRIKING.search(style)) or not self._struck.isdisjoint(classes)

    def _styles(self, node: "LexborNode") -> tuple[str, list[str]]:
        attributes = node.attributes
        return attributes.get("style") or "", (attributes.get("class") or "").split()

    def _follow(self, sheet: str) -> None:
        for rule in sheet.split("}"):
            selectors, _, declared = rule.rpartition("{")
            place, is_struck = _RAISING.search(declared), bool(_STRIKING.search(declared))
            if not place and not is_struck:
                continue
            selectors = selectors.rpartition("{")[2].rpartition("*/")[2]
            for selector in selectors.split(","):
                named = _CLASS.fullmatch(selector.strip())
                if named and place:
                    self._places[named[1]] = RAISED if place[1].lower() == "super" else LOWERED
                if named and is_struck:
                    self._struck.add(named[1])
