"""Stated: what a web page says of itself, for programs: in its head, and in data beside its text."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from index.metadata import Metadata
from index.readers.stated import metadata_told

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_OF_OTHERS = ("twitter:", "fb:", "og:updated_time")
_LINKED = 'script[type="application/ld+json"]'
_LONGEST = 2**18
"""Characters of data beside the text."""
_WANTED = ("author", "datePublished", "dateCreated", "dateModified", "inLanguage", "keywords")


def metadata_of(tree: "LexborHTMLParser") -> Metadata:
    """Return what a page says of itself; the tree still holds its head and its scripts."""
    return metadata_told(_fields(tree))


def _fields(tree: "LexborHTMLParser") -> Iterator[tuple[str, object]]:
    for meta in tree.css("meta[content]"):
        attributes = meta.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name and not name.lower().startswith(_OF_OTHERS):
            yield name, attributes.get("content")
    for script in tree.css(_LINKED):
        with suppress(ValueError, RecursionError):
            yield from _linked(json.loads(script.text()[:_LONGEST]))
    root = tree.css_first("html")
    if root is not None:
        yield "lang", root.attributes.get("lang") or root.attributes.get("xml:lang")


def _linked(data: object) -> Iterator[tuple[str, object]]:
    """Give the fields of what data tells of first that somebody wrote, or that was published."""
    graph = data.get("@graph") if isinstance(data, dict) else data
    nodes = graph if isinstance(graph, list) else [data]
    for node in nodes:
        if isinstance(node, dict) and {"author", "datePublished"} & node.keys():
            for name in _WANTED:
                yield from ((name, value) for value in _names(node.get(name)))
            return


def _names(value: object) -> list[object]:
    values = value if isinstance(value, list) else [value]
    return [each.get("name") if isinstance(each, dict) else each for each in values]
