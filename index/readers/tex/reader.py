"""LaTeX: headings, paragraphs, lists, tables, code and notes of a source, as far as it is not computed."""

import re
from collections.abc import Iterator
from itertools import islice

from index.documents import BlockKind
from index.errors import SourceError
from index.readers.charsets import decode
from index.readers.composing import Composer, on_one_line
from index.readers.format import Reading
from index.readers.stated import metadata_told
from index.readers.tex.inline import argument, said
from index.readers.tex.tabular import rows

_VERBATIM = re.compile(
    r"\\begin\{(?P<name>verbatim|Verbatim|lstlisting|minted|alltt|comment)\*?\}(?:\[[^\]]{0,300}\])?"
)
_KEPT = re.compile("\0(\\d+)\0")
_IN_LINE = re.compile("\1(\\d+)\1")
"""In place of code, whose signs mean nothing else: on lines of its own, and in a line."""
_VERB = re.compile(r"\\(?:verb|lstinline)\*?(?P<sign>[^\w\s])(?P<code>[^\n]*?)(?P=sign)")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*|\Z)")
_BLANK = re.compile(r"\n[ \t]*\n\s*|\\par\b\s*")
_LEVELS = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
}  # fmt: skip
_STRUCTURE = re.compile(
    rf"\\(?P<heading>{'|'.join(_LEVELS)})\*?(?=\s*[\[{{])\s*(?:\[[^\]]{{0,1000}}\]\s*)?"
    r"|\\begin\s*\{(?P<begins>[A-Za-z]+)\*?\}|\\end\s*\{(?P<ends>[A-Za-z]+)\*?\}"
    r"|\\item\b[ \t]*(?:\[(?P<term>[^\]]{0,1000})\])?|\\caption\*?(?=\s*[\[{])(?:\[[^\]]{0,1000}\])?(?P<caption>)"
    "|\0(?P<code>\\d+)\0"
)
_TABLES = frozenset({"tabular", "tabularx", "tabulary", "longtable", "tabu", "supertabular"})
_MEASURED = frozenset({"tabularx", "tabulary", "tabu"})
"""Tables whose width is told before their columns."""
_LISTS = frozenset({"itemize", "enumerate", "description", "compactitem", "compactenum"})
_STATED = re.compile(r"\\(?P<name>title|author|date|keywords)\s*(?:\[[^\]]{0,1000}\]\s*)?(?=\{)")
_MOST_STATED = 20
_BETWEEN_AUTHORS = re.compile(r"\\(?:and|AND)\b")


def read(data: bytes, name: str) -> Reading:
    """Read one source; see ``Format``. Files that it takes in are not read."""
    text, problems = decode(data)
    text, code = _apart(text.replace("\r\n", "\n"))
    head, begins, body = text.partition("\\begin{document}")
    body = body.partition("\\end{document}")[0] if begins else text
    stated = list(_stated(head if begins else text))
    walk = _Walk(code)
    title = next((value for field, value in stated if field == "title"), "")
    walk.composer.add(title, BlockKind.HEADING)
    walk.blocks(body)
    if not walk.composer.has_text():
        raise SourceError("holds no text, only commands")
    title = title or walk.composer.first_heading()
    document = walk.composer.document(name, title, metadata=metadata_told(stated))
    return Reading((document,), problems)


def _apart(text: str) -> tuple[str, list[str]]:
    """Return a source without its comments, and its code, in place of which a number stands."""
    code: list[str] = []
    parts: list[str] = []
    unclosed: set[str] = set()
    text, at = text.translate({0: None, 1: None}), 0
    while found := _VERBATIM.search(text, at):
        name = found["name"]
        end = -1 if name in unclosed else text.find(f"\\end{{{name}", found.end())
        if end < 0:
            unclosed.add(name)
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        parts.append(text[at : found.start()])
        if name != "comment":
            parts.append(f"\n\n\0{len(code)}\0\n\n")
            code.append(text[found.end() : end].strip("\n"))
        at = max(text.find("}", end), end) + 1

    def keep(found: "re.Match[str]") -> str:
        code.append(found["code"])
        return f"\1{len(code) - 1}\1"

    text = _VERB.sub(keep, "".join([*parts, text[at:]]))
    return _COMMENT.sub(r"\1", text), code


def _stated(head: str) -> Iterator[tuple[str, str]]:
    for found in islice(_STATED.finditer(head), _MOST_STATED):
        value, _ = argument(head, found.end())
        parts = _BETWEEN_AUTHORS.split(value) if found["name"] == "author" else [value]
        for part in parts:
            told = on_one_line(said(part.partition("\\\\")[0], lambda _: ""))
            if told:
                yield found["name"], told


class _Walk:
    """One way through a body; what a reader sees goes into the composer."""

    def __init__(self, code: list[str]) -> None:
        self.composer = Composer()
        self._code = code
        self._lists: list[int | None] = []
        """The last number of each list that is open; None of those without."""
        self._mark = ""
        self._notes: list[str] = []
        self._shown_notes = 0

    def blocks(self, body: str) -> None:
        """Read a body."""
        at = 0
        while found := _STRUCTURE.search(body, at):
            self._text(body[at : found.start()])
            at = self._structure(body, found)
        self._text(body[at:])

    def _structure(self, body: str, found: "re.Match[str]") -> int:
        """Read a piece of structure; return where it ends."""
        at = found.end()
        if found["heading"]:
            label, at = argument(body, at)
            self.composer.add(
                on_one_line(self._said(label)), BlockKind.HEADING, _LEVELS[found["heading"]]
            )
            self._behind()
        elif found["begins"] in _TABLES:
            return self._table(body, at, found["begins"])
        elif found["begins"]:
            at = self._begin(body, at, found["begins"])
        elif found["ends"] in _LISTS and self._lists:
            self._lists.pop()
            self._mark = ""
        elif found["caption"] is not None:
            label, at = argument(body, at)
            self._text(label)
        elif found["code"]:
            self.composer.add(self._code[int(found["code"])], BlockKind.PREFORMATTED)
        elif found[0].startswith("\\item"):
            self._mark = self._next_mark(found["term"])
        return at

    def _begin(self, body: str, at: int, name: str) -> int:
        if name in _LISTS:
            self._lists.append(0 if "enum" in name else None)
        option = re.compile(r"\s*\[[^\]]{0,300}\]").match(body, at)
        return option.end() if option else at

    def _next_mark(self, term: str | None) -> str:
        if term is not None:
            return f"{on_one_line(self._said(term)).rstrip(':')}: "
        if not self._lists or self._lists[-1] is None:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _table(self, body: str, at: int, name: str) -> int:
        """Read a table; return where it ends."""
        option = re.compile(r"\s*\[[^\]]{0,100}\]").match(body, at)
        at = option.end() if option else at
        for _ in range(2 if name in _MEASURED else 1):
            _, at = argument(body, at)
        end = re.compile(rf"\\end\s*\{{{name}\*?\}}").search(body, at)
        inside = body[at : end.start() if end else len(body)]
        self.composer.begin_table()
        for row in rows(inside):
            cells = [_KEPT.sub("", self._said(cell)) for cell in row.cells]
            self.composer.add_row(cells, names_columns=row.names_columns)
        self._behind()
        return end.end() if end else len(body)

    def _text(self, text: str) -> None:
        for paragraph in _BLANK.split(text):
            lines = [on_one_line(line) for line in self._lines(paragraph)]
            shown = "\n".join(filter(None, lines))
            if any(map(str.isalnum, shown)):
                self.composer.add(self._mark + shown)
                self._mark = ""
            self._behind()

    def _lines(self, paragraph: str) -> list[str]:
        """Return the lines that a paragraph is broken into, not those of its source."""
        return self._said(paragraph.replace("\n", " ")).split("\n")

    def _said(self, text: str) -> str:
        return _IN_LINE.sub(lambda found: self._code[int(found[1])], said(text, self._note))

    def _note(self, text: str) -> str:
        self._shown_notes += 1
        self._notes.append(f"[{self._shown_notes}] {on_one_line(said(text, lambda _: ''))}")
        return f"[{self._shown_notes}]"

    def _behind(self) -> None:
        """Add the notes of what was added last."""
        for note in self._notes:
            self.composer.add(note)
        self._notes.clear()
