"""DOCX packages: the parts of a document as trees of XML, taken out of an archive within limits."""

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from index.readers.archive import Archive, refuse_old

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def local_name(element: "Element") -> str:
    """Return the name of an element without its namespace, of which the format has two sets."""
    return _local(element.tag)


@lru_cache(4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def child(element: "Element | None", *path: str) -> "Element | None":
    """Return the first child, its first child and so on along a path of names; None if one lacks."""
    for name in path:
        for each in element if element is not None else ():
            if local_name(each) == name:
                element = each
                break
        else:
            return None
    return element


def value(element: "Element | None", name: str = "val") -> str | None:
    """Return an attribute by its name without namespace."""
    for key, text in element.items() if element is not None else ():
        if _local(key) == name:
            return str(text)
    return None


class Package:
    """The parts of a DOCX file that hold text; nothing outside it is ever looked at."""

    def __init__(self, data: bytes) -> None:
        refuse_old(data, "Word", ".docx")
        self._archive = Archive(data, "DOCX")
        self._by_id: dict[str, str] = {}
        self._parts = self._related("", "_rels/.rels")
        self._by_id.clear()
        self._main = self._parts.get("officeDocument", "word/document.xml")
        folder, name = posixpath.split(self._main)
        self._parts |= self._related(folder, f"{folder}/_rels/{name}.rels")

    def document(self) -> "Element":
        """Return the main part.

        Raises:
            SourceError: There is none, or it cannot be used.
        """
        root = self._archive.tree(self._main)
        if root is None or child(root, "body") is None:
            raise self._archive.damaged()
        return root

    def part(self, kind: str) -> "Element | None":
        """Return a part by its kind, such as "footnotes"; None if there is none."""
        return self._archive.tree(self._parts[kind]) if kind in self._parts else None

    def referred(self, identifier: str) -> "Element | None":
        """Return the part that the main one refers to by an id; None if there is none."""
        return self._archive.tree(self._by_id[identifier]) if identifier in self._by_id else None

    def _related(self, folder: str, name: str) -> dict[str, str]:
        """Return the names of parts by their kind, and note them by their id."""
        root = self._archive.tree(name)
        found = {}
        for each in root if root is not None else ():
            if value(each, "TargetMode") == "External":
                continue
            target = posixpath.join("/", folder, value(each, "Target") or "")
            part = posixpath.normpath(target).lstrip("/")
            found[(value(each, "Type") or "").rpartition("/")[2]] = part
            self._by_id[value(each, "Id") or ""] = part
        return found
