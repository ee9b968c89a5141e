"""Web furniture: what stands in a page and is no part of its text for those who read it."""

import re
from typing import TYPE_CHECKING

from index.readers.composing import on_one_line
from index.readers.html.panels import Panels, is_in_heading

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    _Attributes = dict[str, str | None]

_FURNITURE_ROLES = frozenset(
    """
    alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar
    """.split()  # noqa: SIM905
)
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE
)
_HIDING_CLASSES = frozenset(
    """
    d-none headerlink hidden noprint screen-reader-only screen-reader-text sr-only visually-hidden
    visuallyhidden
    """.split()  # noqa: SIM905
)
_NEVER_SEEN = _HIDING_CLASSES - {"d-none", "hidden"}
_COOKIE_NOTICE = re.compile(
    r"cookie.?(?:banner|bar|consent|dialog|law|message|modal|notice|overlay|popup|wall|warning)"
    r"|consent.?(?:banner|bar|dialog|modal|overlay|popup)|onetrust|cookiebot|cc-window|gdpr",
    re.IGNORECASE,
)
_PERMALINK = re.compile("[¶§#🔗⚓↩\ufe0e\\s]*")
"""The words of a link to the place at which it stands, for those who want its address."""
_LONGEST_NOTICE = 3000
"""Characters; what is called like a cookie notice and is longer is a text about them."""
_NAVIGATION = re.compile(
    r"\b(?:breadcrumbs?|menu|nav|navbar|navigation|pagination|sidebar|toc)\b", re.IGNORECASE
)
_GUTTER = re.compile(
    r"\b(?:linenos?|linenodiv|line-?numbers?(?:-rows)?|rouge-gutter|gutter|hljs-ln-numbers|blob-num)\b"
)
"""What the column of line numbers beside code is called."""
_EDGE = re.compile(r"\b(?:footer|header)\b", re.IGNORECASE)


def is_read(node: "LexborNode", panels: Panels, *, whole_page: bool) -> bool:
    """Whether people read an element: it is not hidden, nor furniture of the site.

    Args:
        node: The element.
        panels: What a click opens.
        whole_page: The page does not say which element is the main one, so that headers,
            sidebars and menus have to be told from its text.
    """
    attributes, tag = node.attributes, node.tag
    if tag == "button" and not is_in_heading(node):
        return False
    if not attributes and tag not in {"aside", "footer", "header"}:
        return True
    if attributes.get("role") == "tab" and panels.has_label(node):
        return False
    if _is_hidden(attributes) and not (_may_open(attributes) and panels.opens(node)):
        return False
    return not (_is_gutter(node) or _is_furniture(node, attributes, whole_page=whole_page))


def _is_hidden(attributes: "_Attributes") -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDING_STYLE.search(attributes.get("style") or ""))
        or not _HIDING_CLASSES.isdisjoint((attributes.get("class") or "").split())
    )


def _may_open(attributes: "_Attributes") -> bool:
    """Whether what is hidden may be seen at all; some is hidden from the eyes alone, for ever."""
    return _NEVER_SEEN.isdisjoint((attributes.get("class") or "").split())


def _is_gutter(node: "LexborNode") -> bool:
    named = node.attributes.get("class") or ""
    return bool(_GUTTER.search(named)) and not any(map(str.isalpha, node.text()))


def _is_furniture(node: "LexborNode", attributes: "_Attributes", *, whole_page: bool) -> bool:
    named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    if _COOKIE_NOTICE.search(named):
        return len(node.text()) < _LONGEST_NOTICE
    if node.tag == "a" and (attributes.get("href") or "").startswith("#"):
        return bool(_PERMALINK.fullmatch(node.text()))
    if node.tag == "footer" or attributes.get("role") in _FURNITURE_ROLES:
        return node.css_first("h1, main") is None
    if not whole_page:
        return False
    if node.tag in {"aside", "header"}:
        return node.css_first("h1, main") is None
    is_edge = bool(_EDGE.search(named)) and node.css_first("h1, main") is None
    return (is_edge or bool(_NAVIGATION.search(named))) and _is_mostly_links(node)


def _is_mostly_links(node: "LexborNode") -> bool:
    linked = sum(len(link.text()) for link in node.css("a"))
    return linked > len(on_one_line(node.text())) / 2
