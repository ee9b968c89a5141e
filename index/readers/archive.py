"""Archive: the parts of a zipped document, taken out within limits, and nothing outside it."""

import io
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from index.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES = 128 * 2**20
"""Of a part when it is unpacked."""


_BEFORE_2007 = b"\xd0\xcf\x11\xe0"
"""How files of Office begin that are encrypted, and those of before 2007; they are no archives."""


def refuse_old(data: bytes, program: str, ending: str) -> None:
    """Refuse a file that a program of Office wrote before 2007, or encrypted.

    Raises:
        SourceError: It is one; says to save a copy with this ending.
    """
    if data.startswith(_BEFORE_2007):
        raise SourceError(
            f"is encrypted, or of {program} before 2007; save a copy as plain {ending}"
        )


class Archive:
    """The parts of a zipped document by their names.

    Args:
        data: The bytes of the file.
        kind: What it should be, as in "is damaged, or is no EPUB".

    Raises:
        SourceError: It is no such archive; so do the methods where a part is damaged or too large.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._damaged = f"is damaged, or is no {kind}"
        try:
            self._archive = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError):
            raise self.damaged() from None

    def damaged(self, where: str = "") -> SourceError:
        """Return what to raise where a part is not as it should be."""
        return SourceError(self._damaged + (f" ({where})" if where else ""))

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part; None if there is none."""
        try:
            part = self._archive.getinfo(name)
        except KeyError:
            return None
        if part.file_size > MOST_BYTES:
            raise SourceError(f"unpacks to more than {MOST_BYTES >> 20} MB, the most that is read")
        try:
            return self._archive.read(part)
        except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            raise self.damaged(name) from None

    def tree(self, name: str) -> "Element | None":
        """Return the root of a part in XML, without comments; None if there is none."""
        from lxml import etree

        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged(f"{name}, line {error.lineno}") from None
        if root.getroottree().docinfo.internalDTD is not None and _declares(root):
            raise SourceError(f"declares entities of its own in {name}, which no document needs")
        return root


def _declares(root: "Element") -> bool:
    """Whether a document type of its own stands before the root, instead of a name alone."""
    declared = root.getroottree().docinfo.internalDTD
    return bool(declared is not None and (list(declared.entities()) or list(declared.elements())))
