"""Naming: which documents a text names, by file name, id, title or a numbered reference."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from assistant.quotations.skeleton import skeleton
from index.readers.formats import FORMATS

_MARKER = re.compile(
    r"\[(\^?[\w-]{1,20}(?:\s{0,9}[,;]\s{0,9}\^?[\w-]{1,20})*)\](?![(\w])|【(\d{1,3})[^】\n]{0,100}】"
)
_NO_NAME = r"\s()\[\]{}<>\"'“”«»\u2018\u2019,;|*`#"
_FILE = re.compile(rf"(?<![^{_NO_NAME}])[^{_NO_NAME}]{{1,300}}\.[A-Za-z]{{2,6}}(?![\w])")
_PLACE = re.compile(
    r"(?::\d{1,9})?(?:#[\w=.&%,:~-]{1,500})?(?: \[\d{1,12}, \d{1,12}\))?(?:, SHA-256 [\da-f]{64})?"
)
"""What follows the name of a file in a citation of ours: its line or page, the offsets, the hash."""
_ENCLOSED = re.compile(r"[(\[`]([^()\[\]`\n]{1,200})[)\]`]")
_PAGES = re.compile(
    r"(?:#page=|\bp{1,2}\.?\s*|\b[Pp]ages?\s+)(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?(?![\w])"  # noqa: RUF001
)
_FARTHEST_PAGE = 60
"""Characters after a document's name within which its page may be named."""
_SHORTEST_TITLE = 8
"""Letters; a shorter title is said by chance."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where something is said to stand: in any of these documents, on any of these pages.

    A document may be one that there is not. Nothing is said of pages where there are none.
    """

    documents: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text that says where something stands, and what it says."""

    start: int
    end: int
    said: Said


@dataclass(frozen=True)
class Names:
    """What the documents may be called.

    Args:
        ids: Their ids.
        files: The ids by the last part of each, in lower case.
        titles: The ids by the skeleton of the title, those of titles that are long enough.
        references: What numbered references of the text lead to.
    """

    ids: frozenset[str]
    files: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    references: Mapping[str, Said] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[tuple[str, str]]) -> "Names":
        """Return the names of documents, given the id and the title of each."""
        files: dict[str, tuple[str, ...]] = {}
        titles: dict[str, tuple[str, ...]] = {}
        ids: list[str] = []
        for name, title in documents:
            ids.append(name)
            file = PurePosixPath(name).name.lower()
            files[file] = (*files.get(file, ()), name)
            key = skeleton(title)
            if len(key) >= _SHORTEST_TITLE and len(title.split()) > 1:
                titles[key] = (*titles.get(key, ()), name)
        return cls(frozenset(ids), files, titles)

    def with_references(self, references: Mapping[str, Said]) -> "Names":
        """Return them with what numbered references lead to."""
        return Names(self.ids, self.files, self.titles, references)

    def mentions(self, text: str) -> list[Mention]:
        """Return what a text says of where something stands, in order.

        Titles are looked for only where there is nothing else.
        """
        found = sorted(
            [*self._markers(text), *self._named(text)], key=lambda one: (one.start, -one.end)
        )
        apart: list[Mention] = []
        for mention in found:
            if not apart or mention.start >= apart[-1].end:
                apart.append(mention)
        return apart or self._titled(text)

    def is_title(self, text: str) -> bool:
        """Whether a text is no more than the title of a document."""
        return skeleton(text) in self.titles

    def _markers(self, text: str) -> Iterator[Mention]:
        for match in _MARKER.finditer(text):
            labels = re.split(r"\s*[,;]\s*", match[1] or match[2])
            labels = [label.removeprefix("^") for label in labels]
            said = [self.references[label] for label in labels if label in self.references]
            is_marker = said or all(label.isdigit() for label in labels) or "^" in match[0]
            if is_marker and not any(label in self.ids for label in labels if not said):
                documents = tuple(name for one in said for name in one.documents)
                pages = tuple(page for one in said for page in one.pages)
                pages = pages or _pages_after(text, match.end())
                yield Mention(*match.span(), Said(documents, pages))

    def _named(self, text: str) -> Iterator[Mention]:
        for match in _FILE.finditer(text):
            documents = self._documents(match[0])
            if documents:
                place = _PLACE.match(text, match.end())
                end = place.end() if place else match.end()
                yield Mention(match.start(), end, Said(documents, _pages_after(text, match.end())))
        for match in _ENCLOSED.finditer(text):
            for part in re.finditer(r"[^,;]+", match[1]):
                name = part[0].strip()
                if name in self.ids:
                    start = match.start(1) + part.start()
                    pages = _pages_after(text, start + len(part[0]))
                    yield Mention(start, start + len(part[0]), Said((name,), pages))

    def _documents(self, name: str) -> tuple[str, ...]:
        """Return the ids that a file's name stands for; itself where there is no such document."""
        name = unquote(name).rstrip(".:").removeprefix("./")
        if name in self.ids:
            return (name,)
        path = PurePosixPath(name)
        known = self.files.get(path.name.lower(), ())
        inside = tuple(each for each in known if each.endswith(name))
        return (
            inside
            or known
            or ((name,) if path.suffix.lower() in FORMATS and "://" not in name else ())
        )

    def _titled(self, text: str) -> list[Mention]:
        key = skeleton(text)
        held = [title for title in self.titles if title in key]
        if not held:
            return []
        return [Mention(0, len(text), Said(self.titles[max(held, key=len)], _pages(text)))]


def _pages_after(text: str, at: int) -> tuple[int, ...]:
    """Return the pages that are named right after a document."""
    return _pages(text[at : at + _FARTHEST_PAGE])


def _pages(text: str) -> tuple[int, ...]:
    match = _PAGES.search(text)
    if not match:
        return ()
    first = int(match[1])
    last = int(match[2] or first)
    return tuple(range(first, min(last, first + 1000) + 1)) or (first,)


def without_markers(text: str) -> str:
    """Return a text without numbered references, and white space before them."""
    return re.sub(rf"\s*(?:{_MARKER.pattern})", "", text)


def all_said(mentions: Sequence[Mention]) -> Said:
    """Return what several mentions say together."""
    documents = dict.fromkeys(name for one in mentions for name in one.said.documents)
    return Said(tuple(documents), tuple(page for one in mentions for page in one.said.pages))
