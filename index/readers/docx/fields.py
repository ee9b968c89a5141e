"""Fields: what is filled in or chosen in forms of old, and numbers of pages, which belong to no text."""

from typing import TYPE_CHECKING

from index.readers.docx.package import child, local_name, value
from index.readers.docx.styles import number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFF = frozenset({"0", "false", "off"})
_PAGES = frozenset({"NUMPAGES", "PAGE", "SECTIONPAGES"})


def form_field(begin: "Element") -> str:
    """Return what a field shows, by its beginning: a box, or what was chosen; else nothing."""
    data = child(begin, "ffData")
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        checked = child(box, "checked")
        if checked is None:
            checked = child(box, "default")
        return "☐" if checked is None or value(checked) in _OFF else "☒"
    if choices is not None:
        chosen = value(child(choices, "result")) or value(child(choices, "default"))
        entries = [value(each) or "" for each in choices if local_name(each) == "listEntry"]
        return next(iter(entries[number(chosen, 0) :]), "")
    return ""


def without_page_numbers(part: "Element") -> None:
    """Empty the fields of a header or footer that show the number of the page, or how many there are."""
    is_number = False
    for each in part.iter("{*}fldSimple", "{*}instrText", "{*}fldChar", "{*}t"):
        name = local_name(each)
        if name == "t":
            each.text = "" if is_number else each.text
        elif name == "fldSimple":
            if _names_pages(value(each, "instr")):
                for text in each.iter("{*}t"):
                    text.text = ""
        elif name == "instrText":
            is_number = is_number or _names_pages(each.text)
        elif value(each, "fldCharType") == "end":
            is_number = False


def _names_pages(code: str | None) -> bool:
    return (code or "").strip().partition(" ")[0].upper() in _PAGES
