"""Bibliography: documents as BibTeX, CSL-JSON and RIS, for programs that manage references."""

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answering import Citation
from index.files.json_lines import dump

_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&$#_"},
}  # fmt: skip


def bibtex(citations: Sequence[Citation]) -> str:
    """Return an entry of BibTeX for each document that is cited, with its pages."""
    return "\n\n".join(
        "\n".join(
            [
                f"@misc{{{key},",
                *_bibtex_authors(first),
                f"  title = {{{_bibtex(first.title)}}},",
                *_bibtex_date(first),
                f"  howpublished = {{{_bibtex(first.document)}}},",
                *([f"  pages = {{{', '.join(pages)}}},"] if pages else []),
                f"  note = {{SHA-256 {first.sha256}}}",
                "}",
            ]
        )
        for key, first, pages in _entries(citations)
    )


def csl(citations: Sequence[Citation]) -> str:
    """Return CSL-JSON, a list with an object for each document that is cited, on one line."""
    return dump(
        [
            {
                "id": key,
                "type": "document",
                "title": first.title,
                **_csl_origin(first),
                "source": first.document,
                **({"page": ", ".join(pages)} if pages else {}),
                "note": f"SHA-256 {first.sha256}",
            }
            for key, first, pages in _entries(citations)
        ]
    )


def ris(citations: Sequence[Citation]) -> str:
    """Return a record of RIS for each document that is cited."""
    return "\n\n".join(
        "\n".join(
            [
                "TY  - GEN",
                f"ID  - {key}",
                *(f"AU  - {_line(name)}" for name in first.metadata.writers),
                f"TI  - {_line(first.title)}",
                *_ris_date(first),
                f"PB  - {_line(first.document)}",
                *(f"SP  - {page}" for page in pages[:1]),
                f"N1  - SHA-256 {first.sha256}",
                "ER  - ",
            ]
        )
        for key, first, pages in _entries(citations)
    )


STYLES: Mapping[str, Callable[[Sequence[Citation]], str]] = {
    "bibtex": bibtex,
    "csl": csl,
    "ris": ris,
}
"""What writes entries, by the names of the formats."""


def _entries(citations: Sequence[Citation]) -> list[tuple[str, Citation, list[str]]]:
    """Return the documents once, in the order in which they are cited: key, citation, pages."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.document, []).append(citation)
    entries: list[tuple[str, Citation, list[str]]] = []
    taken: set[str] = set()
    for cited in found.values():
        key = _key(cited[0].document)
        number = 1
        while key in taken:
            number += 1
            key = f"{_key(cited[0].document)}-{number}"
        taken.add(key)
        pages = {one.shown_page: one.page_label for one in cited if one.shown_page is not None}
        named = [pages[page] or str(page) for page in sorted(filter(None, pages))]
        entries.append((key, cited[0], named))
    return entries


def _bibtex_authors(citation: Citation) -> list[str]:
    named = " and ".join(f"{{{_bibtex(name)}}}" for name in citation.metadata.writers)
    return [f"  author = {{{named}}},"] if named else []


def _bibtex_date(citation: Citation) -> list[str]:
    day = citation.metadata.day
    return [f"  date = {{{day}}},", f"  year = {{{day[:4]}}},"] if day else []


def _csl_origin(citation: Citation) -> dict[str, object]:
    """Return who wrote a document, and when, as far as it says."""
    metadata = citation.metadata
    found: dict[str, object] = {}
    if metadata.writers:
        found["author"] = [{"literal": name} for name in metadata.writers]
    if metadata.day:
        found["issued"] = {"date-parts": [[int(part) for part in metadata.day.split("-")]]}
    if metadata.language:
        found["language"] = metadata.language
    return found


def _ris_date(citation: Citation) -> list[str]:
    parts = [*citation.metadata.day.split("-"), "", ""][:3]
    return [f"PY  - {parts[0]}", f"DA  - {'/'.join(parts)}/"] if parts[0] else []


def _key(document: str) -> str:
    """Return a document's id as a key: letters, digits and hyphens alone."""
    return re.sub(r"[^A-Za-z0-9]+", "-", document).strip("-") or "document"


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX_SIGNS.get(char, char) for char in _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())
