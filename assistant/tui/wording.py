"""The words around an answer. All of it safe to show."""

from collections.abc import Iterable
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


def short(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return untrusted text on one line, at most ``longest`` characters."""
    line = " ".join(safe_cells(text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def fitted(line: str, cells: int) -> str:
    """Return a safe line, shortened in the middle where it has more cells than there is room."""
    if cell_len(line) <= cells:
        return line
    head = set_cell_size(line, max(cells // 3, 0)).rstrip()
    tail = line[max(len(line) - cells, 0) :]
    while tail and cell_len(head) + 1 + cell_len(tail) > cells:
        tail = tail[1:]
    return f"{head}…{tail}"


def place(citation: Citation) -> str:
    """Return where a passage stands inside its document: section, page, paragraph."""
    page = f"p. {paged(citation)}" if citation.shown_page is not None else ""
    section = short(citation.section or "")
    paragraph = f"¶{citation.paragraph}" if citation.paragraph is not None else ""
    return " · ".join(filter(None, (section, page, paragraph)))


def citation_line(passage: CitedPassage) -> str:
    """Return title, place, and how often else the same words stand in the documents."""
    copies = len(passage.also)
    also = f"also in {counted(copies, 'other place')}" if copies else ""
    citation = passage.citation
    return " · ".join(filter(None, (short(citation.title), place(citation), also)))


def held(assistant: "Answerer") -> str:
    """Return what there is to ask about, in a few words."""
    documents = assistant.documents
    count = counted(len(documents), "document") if len(documents) > 1 else short(documents[0].title)
    return f"{count} · {safe_line(assistant.model)}"


def examples(assistant: "Answerer", most: int = 3) -> tuple[str, ...]:
    """Return questions to begin with, from the documents' own titles and headings."""
    several = [
        _example_questions(document.title, [h.label for h in assistant.outline(document.id)])
        for document in assistant.documents[:most]
    ]
    if len(several) == 1:
        return several[0][:most]
    return tuple(questions[-1] for questions in several)


def _example_questions(title: str, headings: Iterable[str]) -> tuple[str, ...]:
    """Return what to ask about a document: its whole, then its sections."""
    whole = safe_line(title)
    named = [heading for heading in dict.fromkeys(map(safe_line, headings)) if heading]
    about = (f"What does it say about “{short(name)}”?" for name in named if name != whole)
    return (f"What is “{short(title)}” about?", *about)
