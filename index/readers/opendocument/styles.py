"""Styles: what the looks of an OpenDocument's text say: raised, struck out, a title, a numbered list."""

from typing import TYPE_CHECKING

from index import counting
from index.readers import scripts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_ABOVE = 20
"""Styles that a style may stand upon; a circle ends there."""


def local_name(element: "Element") -> str:
    """Return the name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: "Element | None", name: str) -> str:
    """Return an attribute by its name without namespace; empty if there is none."""
    for key, text in element.items() if element is not None else ():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


class Styles:
    """The styles of one document, those of the parts where a document keeps them together."""

    def __init__(self, parts: "list[Element]") -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for part in parts:
            for each in part.iter("{*}style"):
                self._styles[attribute(each, "name")] = each
            for each in part.iter("{*}list-style"):
                self._lists[attribute(each, "name")] = each

    def names(self, name: str) -> list[str]:
        """Return a style and those that it stands upon, by name."""
        found: list[str] = []
        while name and name not in found and len(found) < _MOST_ABOVE:
            found.append(name)
            name = attribute(self._styles.get(name), "parent-style-name")
        return found

    def is_title(self, name: str) -> bool:
        """Whether a paragraph of a style is the title of the document."""
        return "Title" in self.names(name)

    def is_code(self, name: str) -> bool:
        """Whether lines and indentation say something in a paragraph of a style."""
        return bool({"Preformatted_20_Text", "Source_20_Code"} & set(self.names(name)))

    def place(self, name: str) -> int:
        """Return where signs of a style stand, as ``scripts`` has it."""
        position = self._property(name, "text-position").split(" ")[0]
        if position == "super" or (position.rstrip("%").isdecimal() and position != "0%"):
            return scripts.RAISED
        return scripts.LOWERED if position == "sub" or position.startswith("-") else 0

    def is_unread(self, name: str) -> bool:
        """Whether text of a style is hidden, or struck out and so holds no longer."""
        struck = self._property(name, "text-line-through-style")
        return struck not in {"", "none"} or self._property(name, "display") == "none"

    def mark(self, list_style: str, level: int, number: int) -> str:
        """Return the mark of the item of a list at a level, both counted from 1."""
        for each in self._lists.get(list_style, ()):
            if attribute(each, "level") == str(level):
                if local_name(each) != "list-level-style-number":
                    break
                form = attribute(each, "num-format")
                if not form:
                    return ""
                shown = {"a": counting.letters, "i": counting.roman}.get(form.lower(), str)(number)
                shown = shown.upper() if form.isupper() else shown
                before, after = attribute(each, "num-prefix"), attribute(each, "num-suffix")
                return f"{before}{shown}{after or '.'} "
        return "• "

    def _property(self, name: str, wanted: str) -> str:
        """Return a property of the text of a style, its own or one that it stands upon."""
        for each in self.names(name):
            style = self._styles.get(each)
            for properties in style.iterfind("{*}text-properties") if style is not None else ():
                if found := attribute(properties, wanted):
                    return found
        return ""
