"""Equations of Word, in one line each."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.readers import formulas
from index.readers.docx.package import child, local_name, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 40
"""Elements of an equation within each other; what lies deeper is read without its form."""
_OFF = frozenset({"0", "false", "off"})
_SUM = "∫"
"""The sign of a large operator that names none."""


def equation(element: "Element", depth: int = _DEEPEST) -> str:
    """Return what an element of an equation says."""
    if not depth:
        return " ".join(" ".join(element.itertext("{*}t")).split())
    return formulas.row(_parts(element, depth - 1))


def _parts(element: "Element", depth: int) -> Iterator[str]:
    run = ""
    for each in element:
        name = local_name(each)
        if name == "r":
            run += "".join(text.text or "" for text in each if local_name(text) == "t")
            continue
        if run:
            yield run
        run = ""
        if not name.endswith("Pr"):
            yield _part(each, name, depth)
    if run:
        yield run


def _part(element: "Element", name: str, depth: int) -> str:  # noqa: C901, PLR0911, PLR0912 - a case each
    def of(inner: str) -> str:
        found = child(element, inner)
        return equation(found, depth) if found is not None else ""

    def stated(inner: str, default: str) -> str:
        found = child(element, f"{name}Pr", inner)
        return default if found is None else value(found) or ""

    match name:
        case "f":
            return formulas.fraction(of("num"), of("den"))
        case "sSup":
            return formulas.scripted(of("e"), up=of("sup"))
        case "sSub":
            return formulas.scripted(of("e"), of("sub"))
        case "sSubSup":
            return formulas.scripted(of("e"), of("sub"), of("sup"))
        case "sPre":
            return formulas.before(of("sub"), of("sup")) + of("e")
        case "rad":
            return formulas.root(of("e"), of("deg"))
        case "nary":
            sign = formulas.scripted(stated("chr", _SUM), of("sub"), of("sup"))
            return f"{sign} {of('e')}"
        case "limLow":
            return formulas.scripted(of("e"), of("lim"))
        case "limUpp":
            return formulas.scripted(of("e"), up=of("lim"))
        case "func":
            return f"{of('fName')} {of('e')}"
        case "d":
            inner = [equation(each, depth) for each in element if local_name(each) == "e"]
            between = stated("sepChr", "|")
            return formulas.fenced(inner, stated("begChr", "("), stated("endChr", ")"), between)
        case "m":
            rows = [each for each in element if local_name(each) == "mr"]
            return formulas.fenced([_row(each, depth) for each in rows], "[", "]", "; ")
        case "eqArr":
            lines = [equation(each, depth) for each in element if local_name(each) == "e"]
            return "; ".join(lines)
        case "phant" if value(child(element, "phantPr", "show")) in _OFF:
            return ""
        case _:
            return equation(element, depth)


def _row(element: "Element", depth: int) -> str:
    return ", ".join(equation(each, depth) for each in element if local_name(each) == "e")
