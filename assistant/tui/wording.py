"""The words around an answer. All of it safe to show."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from assistant.answering import Citation, CitedPassage
from assistant.console.counting import counted
from assistant.console.safe_text import safe_cells, safe_line
from assistant.rendering.turns import paged

if TYPE_CHECKING:
    from assistant.answerer import Answerer

LONGEST_LABEL = 60
"""Characters of a title or a heading in a line about something else."""
LONGEST_LINE = 400
"""Cells of a citation that has a line of its own."""
_HEAD_OF_NAME = 0.6
_SOURCES_NAMED = 3
_ROOM_FOR_NAMES = 20
"""Cells that a document and its section need to be recognised."""
_BETWEEN = " · "


def short(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return untrusted text on one line, at most ``longest`` characters."""
    line = " ".join(safe_cells(text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def from_home(path: Path) -> str:
    """Return a path whole, with ``~`` for the folder of whoever is logged in."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or nobody knows where home is
        return str(path)


def where_written(path: Path, sources: Sequence[str]) -> str:
    """Return where a file was written, and whether it becomes a document of its own there.

    Args:
        path: The file.
        sources: Absolute paths of the files and folders that are asked about.
    """
    whole = path.resolve()
    for source in sources:
        if whole.is_relative_to(Path(source).resolve()):
            return f"{from_home(path)}, which is inside a source of this chat: it may become a document too"
    return from_home(path)


def fitted(line: str, cells: int, head_share: float = 1 / 3) -> str:
    """Return a safe line, shortened in the middle where it has more cells than there is room.

    What ends with what tells most, such as a path, keeps the smaller share of its head.
    """
    if cell_len(line) <= cells:
        return line
    head = set_cell_size(line, max(int(cells * head_share), 0)).rstrip(" …")
    tail = line[max(len(line) - cells, 0) :]
    while tail and cell_len(head) + 1 + cell_len(tail) > cells:
        tail = tail[1:]
    return f"{head}…{tail.lstrip('…')}"


def place(citation: Citation) -> str:
    """Return where a passage stands inside its document: section, page, paragraph."""
    return " · ".join(filter(None, (short(citation.section or ""), *_exactly(citation))))


def _exactly(citation: Citation) -> list[str]:
    page = f"p. {paged(citation)}" if citation.shown_page is not None else ""
    paragraph = f"¶{citation.paragraph}" if citation.paragraph is not None else ""
    return [part for part in (page, paragraph) if part]


def citation_line(
    passage: CitedPassage, cells: int = LONGEST_LINE, only_document: str | None = None
) -> str:
    """Return the document, the place in it, and how often else the same words stand in the documents.

    Where there is no room for all, titles and sections are shortened in their middle, never the
    page or the paragraph. A section is enough of a name in the only document that there is.
    """
    citation = passage.citation
    exact = _exactly(citation)
    copies = len(passage.also)
    also = [f"also in {counted(copies, 'other place')}"] if copies else []
    names = [name for name in map(_whole_line, (citation.title, citation.section or "")) if name]
    if citation.document == only_document:
        names = names[1:] or names
    if _room(cells, names, exact + also) < _ROOM_FOR_NAMES:
        also = []
    if _room(cells, names, exact) < _ROOM_FOR_NAMES:
        names = names[:1]
    named = _shared(names, _room(cells, names, exact + also))
    return fitted(" · ".join((*named, *exact, *also)), max(cells, 1))


def _whole_line(text: str) -> str:
    return " ".join(safe_cells(text[:LONGEST_LINE]).split())


def _room(cells: int, names: list[str], others: list[str]) -> int:
    """Return the cells that are left for names beside what is not shortened."""
    between = cell_len(_BETWEEN)
    return cells - sum(between + cell_len(part) for part in others) - between * (len(names) - 1)


def _shared(names: list[str], room: int) -> list[str]:
    """Return one name or two in so many cells; a short one leaves its room to the other."""
    if len(names) < 2:  # noqa: PLR2004
        return [fitted(name, room, _HEAD_OF_NAME) for name in names]
    first = fitted(names[0], max(room - cell_len(names[1]), room * 3 // 5), _HEAD_OF_NAME)
    return [first, fitted(names[1], room - cell_len(first), _HEAD_OF_NAME)]


def held(assistant: "Answerer") -> str:
    """Return what there is to ask about, in a few words."""
    documents = assistant.documents
    count = counted(len(documents), "document") if len(documents) > 1 else short(documents[0].title)
    pages = sum(len(document.pages) for document in documents)
    return ", ".join(filter(None, (count, counted(pages, "page") if pages else "")))


def read_from(assistant: "Answerer") -> str:
    """Return which files and folders are read, and what they hold."""
    sources = [from_home(Path(source)) for source in assistant.sources]
    rest = [f"{len(sources) - _SOURCES_NAMED:,} more"] if len(sources) > _SOURCES_NAMED else []
    named = ", ".join([*sources[:_SOURCES_NAMED], *rest])
    several = f": {held(assistant)}" if len(assistant.documents) > 1 else ""
    return safe_line(f"Reads {named}{several}")
