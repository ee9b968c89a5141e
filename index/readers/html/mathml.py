"""MathML: the formulas of a page, in one line each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.readers import formulas
from index.readers.composing import on_one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_DEEPEST = 40
"""Elements of a formula within each other; what lies deeper is read without its form."""
_MOST_PARENTS = 200
_MEANT = str.maketrans({"\u2061": None, "\u2062": None, "\u2063": None, "\u2064": " "})
"""Signs that are not seen, and only say how a formula is meant."""
_NOTHING = frozenset(
    {"annotation-xml", "maligngroup", "malignmark", "mphantom", "none", "mprescripts"}
)


def write_formulas(tree: "LexborHTMLParser") -> None:
    """Put its text in the place of each formula of a page.

    One for those who do not see the picture of it, as encyclopedias have it, is seen then.
    """
    for math in tree.css("math"):
        if _is_inner(math):
            continue
        text = _formula(math, _DEEPEST)
        place = math
        if math.parent and "mathml" in (math.parent.attributes.get("class") or "").lower():
            place = math.parent
        before = place.prev.text_content if place.prev and place.prev.is_text_node else ""
        if math.attributes.get("display") == "block" or (before or "")[-1:].isalnum():
            text = f" {text}" if text[:1].isalnum() else text
        place.replace_with(text)


def _is_inner(math: "LexborNode") -> bool:
    """Whether a formula is a part of another."""
    node = math.parent
    for _ in range(_MOST_PARENTS):
        if node is None:
            return False
        if node.tag == "math":
            return True
        node = node.parent
    return False


def _formula(node: "LexborNode", depth: int) -> str:  # noqa: C901, PLR0911, PLR0912 - a case each
    if not depth:
        return on_one_line(node.text(separator=" "))
    tag = node.tag or ""
    if tag in _NOTHING:
        return ""
    if tag in {"mi", "mn", "mo", "mtext", "ms"}:
        return on_one_line(node.text().translate(_MEANT))
    if tag == "mspace":
        return " "
    inner = [(each, _formula(each, depth - 1)) for each in _children(node)]
    parts = [text for _, text in inner]
    first, second, third = (*parts, "", "", "")[:3]
    match tag:
        case "mfrac":
            return formulas.fraction(first, second)
        case "msup" | "mover":
            return formulas.scripted(first, up=second)
        case "msub" | "munder":
            return formulas.scripted(first, second)
        case "msubsup" | "munderover":
            return formulas.scripted(first, second, third)
        case "mmultiscripts":
            return _around([each.tag or "" for each, _ in inner], parts)
        case "msqrt":
            return formulas.root(formulas.row(parts))
        case "mroot":
            return formulas.root(first, second)
        case "mfenced":
            opening, closing = node.attributes.get("open"), node.attributes.get("close")
            return formulas.fenced(parts, opening or "(", closing or ")")
        case "mtable":
            return formulas.fenced(parts, "[", "]", "; ")
        case "mtr":
            return ", ".join(parts)
        case "semantics":
            return first
        case _:
            return formulas.operators([(text, each.tag == "mo") for each, text in inner])


def _around(tags: list[str], parts: list[str]) -> str:
    """Return a base with signs in pairs, below and above, behind it and then before it."""
    if not parts:
        return ""
    split = tags.index("mprescripts") if "mprescripts" in tags else len(tags)
    base = parts[0]
    for low, up in zip(parts[1:split:2], parts[2:split:2], strict=False):
        base = formulas.scripted(base, low, up)
    for low, up in zip(parts[split + 1 :: 2], parts[split + 2 :: 2], strict=False):
        base = formulas.before(low, up) + base
    return base


def _children(node: "LexborNode") -> Iterator["LexborNode"]:
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next
