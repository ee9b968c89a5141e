"""Panels: what one click shows on a page: tabs, accordions, answers below their questions."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.composing import on_one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_OPENERS = (
    "[aria-controls], [data-target], [data-bs-target], [data-toggle][href], [data-bs-toggle][href], "
    "[popovertarget], [commandfor], [role=tab][href]"
)
_LINKS = "a[href^='#']:not([aria-controls]):not([role=tab])"
_NAMING = ("aria-controls", "data-bs-target", "data-target", "popovertarget", "commandfor", "href")
"""Attributes of an opener that name what it opens."""
_HEADING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend"})
_FOLDING = re.compile(
    r"accordion|collaps|toggle|expand|faq|question|answer|spoiler|reveal|(?:^|[\s_-])tabs?(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What the classes of things that fold are called."""
_NEVER = frozenset({"alert", "alertdialog", "dialog", "log", "menu", "status", "tooltip"})
"""Roles of what comes up by itself, or is no text of the page."""
_EMPTY_LABEL = re.compile(
    r"\W*(?:(?:collapse|close|expand|learn|open|read|see|show|toggle|view)\s+)?"
    r"(?:all|close|collapse|copy|details|expand|less|menu|more|open|search|toggle|)\W*",
    re.IGNORECASE,
)
"""The words of an opener that do not say what it opens."""
_LONGEST_LABEL = 300
_TELLING = frozenset(
    {"aria-expanded", "aria-selected", "data-bs-toggle", "data-toggle", "popovertarget"}
)
"""Attributes of a control whose words say what it opens, and not what it does, as ``Next``."""
_OTHERWISE = frozenset({"dropdown", "modal", "offcanvas", "popover", "tooltip"})
"""What buttons open that is no part of the page."""
_FEW = 4


@dataclass(frozen=True, slots=True)
class _Opener:
    """What opens something by a click; ``label`` is empty where its words stand in the text."""

    label: str
    is_control: bool


class Panels:
    """What on a page is opened by a click, and by which words.

    Args:
        tree: The page, still with its menus and buttons.
    """

    def __init__(self, tree: "LexborHTMLParser") -> None:
        self._openers: dict[str, _Opener] = {}
        found = [*tree.css(_OPENERS), *filter(_unfolds, tree.css(_LINKS))]
        places = {node.id for node in tree.css("[id]")} if found else set()
        for node in sorted(found, key=lambda node: len(_opened(node.attributes)) > 1):
            attributes = node.attributes
            if (attributes.get("data-bs-toggle") or attributes.get("data-toggle")) in _OTHERWISE:
                continue
            opened = [each for each in _opened(attributes) if each in places]
            is_control = _is_control(node) and not is_in_heading(node)
            says = is_control and len(opened) == 1 and not _TELLING.isdisjoint(attributes)
            opener = _Opener(_label(node) if says else "", is_control)
            for identifier in opened:
                self._openers.setdefault(identifier, opener)
        self.have_labels = any(opener.label for opener in self._openers.values())

    def opens(self, node: "LexborNode") -> bool:
        """Whether a click on something shows an element that the page hides at first."""
        attributes = node.attributes
        if (attributes.get("hidden") or "").lower() == "until-found":
            return True
        role = attributes.get("role")
        if role in _NEVER:
            return False
        return role == "tabpanel" or node.id in self._openers or _folds(node)

    def label(self, node: "LexborNode") -> str:
        """Return the words that open an element, where they are not read by themselves."""
        opener = self._openers.get(node.id or "")
        return opener.label if opener else ""

    def has_label(self, node: "LexborNode") -> bool:
        """Whether the words of an element are those of a panel, where they are read."""
        opened = map(self._openers.get, _opened(node.attributes)) if self._openers else ()
        return any(opener is not None and opener.is_control for opener in opened)


def is_in_heading(node: "LexborNode") -> bool:
    """Whether a button is what a heading, a term or a summary says, or opens what it is about."""
    parent = node.parent
    for _ in range(_FEW):
        if parent is None:
            return False
        if parent.tag in _HEADING:
            is_all = on_one_line(parent.text()) == on_one_line(node.text())
            return is_all or any(each in node.attributes for each in ("aria-expanded", *_NAMING))
        parent = parent.parent
    return False


def _opened(attributes: "dict[str, str | None]") -> list[str]:
    named = " ".join(attributes.get(name) or "" for name in _NAMING)
    return [identifier.removeprefix("#") for identifier in named.split()]


def _label(opener: "LexborNode") -> str:
    label = on_one_line(opener.text())
    return "" if _EMPTY_LABEL.fullmatch(label) or len(label) > _LONGEST_LABEL else label


def _folds(node: "LexborNode") -> bool:
    """Whether an element stands right behind what looks like the thing that it folds under."""
    before = node.prev
    while before is not None and not before.is_element_node:
        if before.is_text_node and (before.text_content or "").strip():
            return False
        before = before.prev
    if before is None:
        return False
    if before.tag == "dt" and node.tag == "dd":
        return True
    if before.tag not in _HEADING and not _is_control(before):
        return False
    around = [before, node, node.parent]
    named = " ".join((each.attributes.get("class") or "") if each else "" for each in around)
    inside = before.css_first("button, [aria-expanded]")
    return bool(_FOLDING.search(named)) or inside is not None


def _unfolds(link: "LexborNode") -> bool:
    """Whether a link within the page is called like a thing that folds, or stands in one."""
    around = [link, link.parent]
    named = " ".join((each.attributes.get("class") or "") if each else "" for each in around)
    return bool(_FOLDING.search(named))


def _is_control(node: "LexborNode") -> bool:
    return node.tag == "button" or node.attributes.get("role") in {"button", "tab"}
