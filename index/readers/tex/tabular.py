"""Tabular: the rows of a table in LaTeX, and which of them name its columns."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.readers.tables import Cell, Grid
from index.readers.tex.inline import argument

_ROW_END = re.compile(r"\\\\\*?(?:\[[^\]]{0,40}\])?|\\tabularnewline\b")
_ESCAPED = re.compile(r"\\.|[{}&]", re.DOTALL)
_SPANNING = re.compile(r"\s*\\multicolumn\b\s*")
_RULE = re.compile(r"\\(?:hline|midrule|toprule|bottomrule|endhead|endfirsthead)\b")
_NOT_SAID = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|addlinespace)\b"
    r"|\\(?:cmidrule|cline)\s*(?:\([^)]*\))?\s*\{[^}]*\}|\\noalign\s*\{[^}]*\}"
)
_MOST_SPANNED = 100


class Row(NamedTuple):
    """The cells of a row, in LaTeX, and whether it names columns; None where that is not said."""

    cells: list[str]
    names_columns: bool | None


def rows(body: str) -> Iterator[Row]:
    """Give the rows of a table, given what stands between its beginning and its end."""
    body = _without_repeated_heads(body)
    pieces = _ROW_END.split(body)
    ruled = next((at for at, piece in enumerate(pieces[1:], 1) if _RULE.match(piece.lstrip())), 0)
    is_told = 0 < ruled < len(pieces) - 1 and any(
        _NOT_SAID.sub("", piece).strip() for piece in pieces[ruled:]
    )
    are_all_ruled = sum(bool(_RULE.match(piece.lstrip())) for piece in pieces) > len(pieces) - 1
    grid = Grid()
    for at, piece in enumerate(pieces):
        texts = [_cell(cell) for cell in _divided(_NOT_SAID.sub(" ", piece))]
        if any(cell.text.strip() for cell in texts):
            names = at < ruled if is_told and not are_all_ruled else None
            yield Row(grid.row(texts), names)


def _without_repeated_heads(body: str) -> str:
    """Return a long table with its head once, and without what stands at the foot of each page."""
    if "\\endfirsthead" in body and "\\endhead" in body:
        first, _, rest = body.partition("\\endfirsthead")
        body = f"{first}\\midrule{rest.partition(chr(92) + 'endhead')[2]}"
    head, mark, rest = body.partition("\\endhead")
    for foot in ("\\endlastfoot", "\\endfoot"):
        if foot in rest:
            rest = rest.rpartition(foot)[2]
            break
    return f"{head}\\midrule{rest}" if mark else head


def _divided(row: str) -> list[str]:
    """Return the cells of a row, which signs divide that stand in no braces."""
    cells, depth, start = [], 0, 0
    for found in _ESCAPED.finditer(row):
        depth += (found[0] == "{") - (found[0] == "}")
        if found[0] == "&" and depth <= 0:
            cells.append(row[start : found.start()])
            start = found.end()
    return [*cells, row[start:]]


def _cell(text: str) -> Cell:
    spanning = _SPANNING.match(text)
    if not spanning:
        return Cell(text)
    count, at = argument(text, spanning.end())
    _, at = argument(text, at)
    inside, _ = argument(text, at)
    columns = int(count) if count.strip().isdigit() and len(count) < 4 else 1  # noqa: PLR2004
    return Cell(inside, min(columns, _MOST_SPANNED))
