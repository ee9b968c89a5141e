"""PDF lines: the characters of a page as lines with their place, size and weight."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from statistics import median
from typing import TYPE_CHECKING

from index.readers.composing import folded, on_one_line
from index.readers.pdf_bidi import in_logical_order, runs_right_to_left
from index.readers.pdf_characters import HYPHEN, Box, Characters

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_LINE = re.compile(rf"[^\r\n{HYPHEN}]+")
_MARK = re.compile(r"\W|\(?\w{1,3}[.)]|\[\d{1,3}\]")
"""What stands before the item of a list, however far."""
_SPACE = 0.15
"""Of the font's size; letters that are further apart belong to two words."""
_THIN_SPACE = 0.08
"""Of the font's size; letters between which pdfium sees a space need not be further apart."""
_SPACED = 0.1
"""Of the font's size; as far may all letters of a line be apart."""
_WIDE_GAP = 1.6
"""Of the font's size; wider spaces within a line lie between columns or cells."""
_CELL_GAP = 0.4
"""Of the font's size; with such a gap before it, what stands in line with the next line is a cell."""
_SMALLER = 0.85
"""Of the size of the letters beside it; a smaller number points to a note."""
_NOTE = re.compile(r"(?:^|[^\W\d_]{3}|[.,;:!?)”’\"'])(\d{1,3})(?!\d)")  # noqa: RUF001
_CUT = "\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or its part between two wide gaps, as it stands on a page.

    ``left``, ``right``, ``top`` and ``bottom`` are in points, turned such that the text runs from
    left to right and ``top`` is less than ``bottom``; ``size`` is the font's. ``cell`` counts the
    parts of a line, from 0. ``is_broken`` means that a hyphen at its end divides a word.
    ``pitch`` is the width of each letter in a font where all are as wide, else 0. ``row`` numbers
    the row of a table that it belongs to; 0 is none.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    is_broken: bool
    cell: int
    angle: int
    pitch: float = 0.0
    row: int = 0

    def is_beside(self, other: "Line") -> bool:
        """Whether it stands on the same line of the page as ``other``."""
        middle = (self.top + self.bottom) / 2
        return self.page == other.page and other.top < middle < other.bottom


def lines_of(page: "PdfTextPage", number: int) -> Iterator[Line]:
    """Give the lines of a page in the order in which the file holds them."""
    characters = Characters(page)
    last: Line | None = None
    edges: list[float] = []
    stretches = _stretches(characters)
    following = next(stretches, None)
    while following:
        stretch, following = following, next(stretches, None)
        if following:
            edges.append(stretch.left_of(following.letters[0]))
        parts = list(stretch.lines(number, edges))
        edges = [part.left for part in parts[1:]]
        for line in parts:
            joined = _joined(last, line) if last else None
            if last and not joined:
                yield last
            last = joined or line
    if last:
        yield last
    page.close()


def _stretches(characters: Characters) -> Iterator["_Stretch"]:
    text = characters.text
    for found in _LINE.finditer(text):
        letters = [i for i in range(*found.span()) if not text[i].isspace()]
        start = 0
        while start < len(letters):
            is_broken = text[found.end() : found.end() + 1] == HYPHEN
            stretch = _Stretch(characters, letters, start, is_broken=is_broken)
            yield stretch
            start += len(stretch.letters)


class _Stretch:
    """Letters that the file holds one after the other: those from ``start`` on that are on one line."""

    def __init__(
        self, characters: Characters, letters: Sequence[int], start: int, *, is_broken: bool
    ) -> None:
        self._characters = characters
        self._angle = characters.angle(letters[start])
        self._boxes = dict(_on_one_line(characters, islice(letters, start, None), self._angle))
        self.letters = list(self._boxes)
        self._is_broken = is_broken and self.letters[-1] == letters[-1]
        self._size = max(
            map(characters.size, (self.letters[0], self.letters[len(self.letters) // 2]))
        )
        self._backwards = runs_right_to_left("".join(characters.text[i] for i in self.letters))
        if self._backwards:
            self.letters.sort(key=lambda i: -self._boxes[i][0] - self._boxes[i][2])
        boxes = [self._boxes[i] for i in self.letters]
        self._pitch = characters.pitch(self.letters, boxes)

    def left_of(self, character: int) -> float:
        """Return where another character begins, turned as this line is."""
        return self._characters.box(character, self._angle)[0]

    def lines(self, number: int, edges: Sequence[float]) -> Iterator[Line]:
        """Give the parts of the line that are far apart, or begin at one of ``edges``."""
        part: list[tuple[int, str]] = []
        cell = 0
        for letter, gap in zip(self.letters, [*self._gaps(edges), _CUT], strict=True):
            is_mark = gap == _CUT and letter != self.letters[-1] and self._is_mark(part, letter)
            part.append((letter, " " if is_mark else gap))
            if part[-1][1] != _CUT:
                continue
            words = self._words(part)
            if words:
                yield self._line(words, [each for each, _ in part], number, cell)
                cell += 1
            part = []

    def _is_mark(self, part: Sequence[tuple[int, str]], last: int) -> bool:
        letters = [*(letter for letter, _ in part), last]
        text = "".join(self._characters.text[i] for i in letters)
        is_note = text.isdigit() and self._is_raised(last, self.letters[-1])
        return is_note or bool(_MARK.fullmatch(text))

    def _gaps(self, edges: Sequence[float]) -> list[str]:
        """Return what is between each letter and the next: nothing, spaces, or the end of a part."""
        pairs = list(pairwise(self.letters))
        distances = [self._distance(one, other) for one, other in pairs]
        text = self._characters.text
        within = [d for (one, _), d in zip(pairs, distances, strict=True) if text[one].isalpha()]
        usual = min(max(median(within), 0.0), _SPACED * self._size) if within else 0.0
        return [
            self._gap(one, other, distance - usual, edges)
            for (one, other), distance in zip(pairs, distances, strict=True)
        ]

    def _distance(self, one: int, other: int) -> float:
        if self._backwards:
            one, other = other, one
        return self._boxes[other][0] - self._boxes[one][2]

    def _gap(self, one: int, other: int, distance: float, edges: Sequence[float]) -> str:
        between = range(one + 1, other)  # none if backwards
        is_drawn = any(map(self._characters.is_drawn, between))
        if not is_drawn and distance <= (_THIN_SPACE if between else _SPACE) * self._size:
            return ""
        if self._pitch:
            return " " * max(round(distance / self._pitch), 1)
        if is_drawn:
            return " "
        left = self._boxes[other][0]
        is_edge = any(abs(left - edge) < _SPACE * self._size for edge in edges)
        least = _CELL_GAP if is_edge else _WIDE_GAP
        return _CUT if distance > least * self._size else " "

    def _words(self, part: Sequence[tuple[int, str]]) -> str:
        """Return the text of a part; spaces within it stay as wide as they are in fixed pitch."""
        pieces: list[str] = []
        owners: list[int] = []
        for letter, gap in part:
            pieces += [self._characters.text[letter], *gap.strip(_CUT)]
            owners += [letter] * (1 + len(gap.strip(_CUT)))
        if self._backwards:
            order = in_logical_order(pieces)
            return on_one_line(folded("".join(pieces[i] for i in order)))
        text = self._with_notes("".join(pieces), owners)
        return folded(text).strip() if self._pitch else on_one_line(folded(text))

    def _with_notes(self, text: str, owners: Sequence[int]) -> str:
        """Return a text with small raised numbers behind words as the marks of notes that they are."""

        def shown(found: re.Match[str]) -> str:
            digit, before = owners[found.start(1)], owners[found.start()]
            is_first = found.start(1) == 0
            beside = self.letters[-1] if is_first else before
            if not self._is_raised(digit, beside) or (
                not is_first and text[found.end() : found.end() + 1].isalnum()
            ):
                return found[0]
            return f"{found[0][: -len(found[1])]}[{found[1]}]{' ' * is_first}"

        return _NOTE.sub(shown, text)

    def _is_raised(self, digit: int, beside: int) -> bool:
        size = self._characters.size
        is_smaller = size(digit) < _SMALLER * size(beside)
        return is_smaller and self._boxes[digit][3] < self._boxes[beside][3]

    def _line(self, words: str, letters: Sequence[int], number: int, cell: int) -> Line:
        boxes = [self._boxes[i] for i in letters]
        lefts, tops, rights, bottoms = zip(boxes[0], boxes[-1], strict=True)
        return Line(
            text=words,
            page=number,
            left=min(lefts),
            right=max(rights),
            top=min(tops),
            bottom=max(bottoms),
            size=self._size,
            is_bold=all(map(self._characters.is_bold, (letters[0], letters[-1]))),
            is_broken=self._is_broken and letters[-1] == self.letters[-1],
            cell=cell,
            angle=self._angle,
            pitch=self._pitch,
        )


def _on_one_line(
    characters: Characters, letters: Iterable[int], angle: int
) -> Iterator[tuple[int, Box]]:
    """Give letters with their places, as long as they are level with the first."""
    top, bottom = -math.inf, math.inf
    for letter in letters:
        box = characters.box(letter, angle)
        if not (top < box[3] and box[1] < bottom):
            return
        if bottom == math.inf:
            _, top, _, bottom = box
        yield letter, box


def _joined(line: Line, following: Line) -> Line | None:
    """Return two lines as one, if the second goes on where the first ends; a raised note may part them."""
    size = max(line.size, following.size)
    shared = min(line.bottom, following.bottom) - max(line.top, following.top)
    gap = following.left - line.right
    is_mark = bool(_MARK.fullmatch(line.text))
    is_note = line.text.isdigit() and line.size < _SMALLER * following.size
    if (
        line.angle != following.angle
        or line.is_broken
        or following.cell
        or shared < min(line.bottom - line.top, following.bottom - following.top) / 2
        or not -_SPACED * size <= gap
        or not (is_mark or is_note or gap <= _CELL_GAP * size)
    ):
        return None
    text = f"{line.text}{' ' * (is_mark or gap > _SPACE * size)}{following.text}"
    if is_note:
        text = f"[{line.text}] {following.text}"
    elif following.text.isdigit() and following.size < _SMALLER * line.size and gap < _SPACE * size:
        text = f"{line.text}[{following.text}]"
    larger = following if is_note else line
    return replace(
        larger,
        text=text,
        left=line.left,
        right=max(line.right, following.right),
        top=min(line.top, following.top),
        bottom=max(line.bottom, following.bottom),
        is_broken=following.is_broken,
        cell=line.cell,
        pitch=line.pitch if line.pitch == following.pitch else 0.0,
    )
