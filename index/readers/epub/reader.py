"""EPUB: the chapters of a book in the order in which they are read."""

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from index.errors import SourceError
from index.readers.archive import Archive
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.html.reader import read as read_page
from index.readers.stated import metadata_told

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_ABOUT = "{http://purl.org/dc/elements/1.1/}"
_FONTS = "http://www.idpf.org/2008/embedding"
"""An algorithm that hides fonts and no text."""


def read(data: bytes, name: str) -> Reading:
    """Read one book; see ``Format``. The chapters that are left out are problems."""
    archive = Archive(data, "EPUB")
    container = archive.tree(_CONTAINER)
    place = container.find(".//{*}rootfile") if container is not None else None
    path = unquote(place.get("full-path") or "") if place is not None else ""
    package = archive.tree(path)
    if package is None:
        raise archive.damaged()
    locked = _locked(archive)
    composer, problems = Composer(), []
    for chapter in _chapters(package, posixpath.dirname(path)):
        if chapter in locked:
            raise SourceError("is protected against copying; no program may read its text")
        page = archive.part(chapter)
        if page is None:
            problems.append(f"{chapter}: is named as a chapter and lacks")
            continue
        for document in read_page(page, chapter).documents:
            composer.add_document(document)
    title = package.findtext(f".//{_ABOUT}title") or ""
    title = on_one_line(title) or composer.first_heading()
    told_of = (
        (each.tag.rpartition("}")[2], each.text) for each in package.iterfind(f".//{_ABOUT}*")
    )
    return Reading(
        (composer.document(name, title, metadata=metadata_told(told_of)),), tuple(problems)
    )


def _chapters(package: "Element", folder: str) -> list[str]:
    """Return the pages of a book in the order of its spine, those beside the text left out."""
    pages: dict[str, str] = {}
    for item in package.iterfind(".//{*}manifest/{*}item"):
        is_contents = "nav" in (item.get("properties") or "").split()
        if item.get("media-type") in _PAGES and not is_contents:
            href = unquote((item.get("href") or "").partition("#")[0])
            target = posixpath.normpath(posixpath.join("/", folder, href))
            pages[item.get("id") or ""] = target.lstrip("/")
    read = (each.get("idref") or "" for each in package.iterfind(".//{*}spine/{*}itemref"))
    return [pages[each] for each in dict.fromkeys(read) if each in pages]


def _locked(archive: Archive) -> set[str]:
    """Return the parts that are encrypted."""
    encryption = archive.tree(_ENCRYPTION)
    found: set[str] = set()
    for each in encryption.iterfind(".//{*}EncryptedData") if encryption is not None else ():
        method, reference = each.find("{*}EncryptionMethod"), each.find(".//{*}CipherReference")
        if method is not None and method.get("Algorithm") == _FONTS:
            continue
        if reference is not None:
            found.add(unquote(reference.get("URI") or ""))
    return found
