"""Margins: the headers and footers that the pages of a document show."""

from typing import TYPE_CHECKING

from index.readers.docx.package import Package, child, local_name, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST = 200
"""Headers and footers that are read of a document; each section may have six."""


def margins(package: Package, main: "Element") -> "tuple[list[Element], list[Element]]":
    """Return the headers, and the footers, in the order of the sections, each part once."""
    evens = child(package.part("settings"), "evenAndOddHeaders") is not None
    seen: set[str] = set()
    found: tuple[list[Element], list[Element]] = ([], [])
    for section in main.iter("{*}sectPr"):
        shown = {"default": True, "even": evens, "first": child(section, "titlePg") is not None}
        for each in section:
            kinds = {"headerReference": 0, "footerReference": 1}
            kind, identifier = kinds.get(local_name(each)), value(each, "id") or ""
            is_shown = kind is not None and shown.get(value(each, "type") or "default")
            if kind is None or not is_shown or identifier in seen or len(seen) >= _MOST:
                continue
            seen.add(identifier)
            part = package.referred(identifier)
            if part is not None:
                found[kind].append(part)
    return found
