"""PDF stretches: letters one after the other, divided into words and into parts far apart."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from statistics import median

from index.readers import scripts
from index.readers.composing import folded, on_one_line
from index.readers.pdf.bidi import in_logical_order, runs_right_to_left
from index.readers.pdf.characters import HYPHEN, Box, Characters

_LINE = re.compile(rf"[^\r\n{HYPHEN}]+")
MARK = re.compile(r"\W|\(?\w{1,3}[.)]|\[\d{1,3}\]")
"""What stands before the item of a list, however far."""
SPACE = 0.15
"""Of the font's size; letters that are further apart belong to two words."""
_THIN_SPACE = 0.08
"""Of the font's size; letters between which pdfium sees a space need not be further apart."""
SPACED = 0.1
"""Of the font's size; as far may all letters of a line be apart."""
_WIDE_GAP = 1.6
"""Of the font's size; wider spaces within a line lie between columns or cells."""
CELL_GAP = 0.4
"""Of the font's size; with such a gap before it, what stands in line with the next line is a cell."""
SMALLER = 0.85
"""Of the size of the letters beside it; a smaller number points to a note."""
LARGER = 1.7
"""Times the size of the letters beside it; that of a large first letter."""
_FIRST = re.compile(r"\d{1,3}(?!\w)")
_BEFORE_NOTE = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?)”’\"'])$")  # noqa: RUF001
RAISABLE = frozenset("0123456789+-−–")  # noqa: RUF001
"""Signs of which raised numbers are made."""
_SYMBOL_BULLET = re.compile("^[\0\ue000-\uf8ff\ufffd](?= |$)")
"""A bullet in a font of symbols, which says no letter for it."""
_LONGEST_NOTE = 3
_LONGEST_MARK = 5
_HANGING = 0.6
"""Of the font's size; a wider gap behind a mark leads to where all lines of the item begin."""
_CUT = "\n"
_SAMPLE = 4
"""Letters that say whether the font of a line names what it draws."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand together, and where; ``is_broken`` and ``hang`` as in a line."""

    text: str
    box: Box
    is_bold: bool
    is_broken: bool
    hang: float = 0.0


def stretches_of(characters: Characters) -> Iterator["Stretch"]:
    """Give the letters of a page in the order in which the file holds them."""
    text = characters.text
    for found in _LINE.finditer(text):
        letters = [i for i in range(*found.span()) if not text[i].isspace()]
        start = 0
        while start < len(letters):
            is_broken = text[found.end() : found.end() + 1] == HYPHEN
            stretch = Stretch(characters, letters, start, is_broken=is_broken)
            yield stretch
            start += len(stretch.letters)


class Stretch:
    """Letters that the file holds one after the other: those from ``start`` on that are on one line."""

    def __init__(
        self, characters: Characters, letters: Sequence[int], start: int, *, is_broken: bool
    ) -> None:
        self._characters = characters
        self.angle = characters.angle(letters[start])
        self._boxes = dict(_on_one_line(characters, islice(letters, start, None), self.angle))
        self.letters = list(self._boxes)
        self._is_broken = is_broken and self.letters[-1] == letters[-1]
        # letters of symbols may have no name, words of them have
        self.is_mapped = any(map(characters.is_mapped, self.letters[:_SAMPLE]))
        sample = [self.letters[0], self.letters[len(self.letters) // 2], self.letters[-1]]
        self.size = median(map(characters.size, sample))
        self._backwards = runs_right_to_left("".join(characters.text[i] for i in self.letters))
        if self._backwards:
            self.letters.sort(key=lambda i: -self._boxes[i][0] - self._boxes[i][2])
        boxes = [self._boxes[i] for i in self.letters]
        self.pitch = characters.pitch(self.letters, boxes)

    def left_of(self, character: int) -> float:
        """Return where another character begins, turned as this line is."""
        return self._characters.box(character, self.angle)[0]

    def parts(self, edges: Sequence[float]) -> Iterator[Part]:
        """Give the parts of the line that are far apart, or begin at one of ``edges``."""
        part: list[tuple[int, str]] = []
        hang = 0.0
        gaps = zip(self.letters, [*self.letters[1:], None], [*self._gaps(edges), _CUT], strict=True)
        for letter, following, gap in gaps:
            is_mark = False
            if following is not None and (gap == _CUT or (gap and len(part) < _LONGEST_MARK)):
                left = self._boxes[following][0]
                is_wide = left - self._boxes[letter][2] > _HANGING * self.size
                if is_wide and self._is_mark(part, letter):
                    hang, is_mark = left, gap == _CUT
            part.append((letter, " " if is_mark else gap))
            if part[-1][1] != _CUT:
                continue
            words = self._words(part)
            if words:
                yield replace(self._part(words, part[0][0], letter), hang=hang)
            part, hang = [], 0.0

    def _is_mark(self, part: Sequence[tuple[int, str]], last: int) -> bool:
        letters = [*(letter for letter, _ in part), last]
        text = "".join(self._characters.text[i] for i in letters)
        is_note = text.isdigit() and self._is_raised(last, self.letters[-1])
        return is_note or bool(MARK.fullmatch(text))

    def _gaps(self, edges: Sequence[float]) -> list[str]:
        """Return what is between each letter and the next: nothing, spaces, or the end of a part."""
        pairs = list(pairwise(self.letters))
        distances = [self._distance(one, other) for one, other in pairs]
        text = self._characters.text
        within = [d for (one, _), d in zip(pairs, distances, strict=True) if text[one].isalpha()]
        usual = min(max(median(within), 0.0), SPACED * self.size) if within else 0.0
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
        if not is_drawn and distance <= (_THIN_SPACE if between else SPACE) * self.size:
            return ""
        if self.pitch:
            return " " * max(round(distance / self.pitch), 1)
        if is_drawn:
            return " "
        left = self._boxes[other][0]
        is_edge = any(abs(left - edge) < SPACE * self.size for edge in edges)
        least = CELL_GAP if is_edge else _WIDE_GAP
        return _CUT if distance > least * self.size else " "

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
        text = _SYMBOL_BULLET.sub("•", self._with_scripts(pieces, owners))
        return folded(text).strip() if self.pitch else on_one_line(folded(text))

    def _with_scripts(self, pieces: Sequence[str], owners: Sequence[int]) -> str:
        """Return text with small raised numbers as the marks of notes and the powers that they are."""
        text, raised = "", ""
        base: int | None = None
        for piece, owner in zip(pieces, owners, strict=True):
            if base is not None and piece in RAISABLE and self._is_raised(owner, base):
                raised += piece
                continue
            text += raised_signs(raised, text, piece) + piece
            raised, base = "", None if piece.isspace() else owner
        text += raised_signs(raised, text, "")
        first = _FIRST.match(text)
        if first and self._is_raised(owners[0], self.letters[-1]):
            return f"[{first[0]}] {text[first.end() :]}"
        return text

    def _is_raised(self, digit: int, beside: int) -> bool:
        if self._boxes[digit][3] >= self._boxes[beside][3]:
            return False
        size = self._characters.size
        return size(digit) < SMALLER * size(beside)

    def _part(self, words: str, first: int, last: int) -> Part:
        lefts, tops, rights, bottoms = zip(self._boxes[first], self._boxes[last], strict=True)
        return Part(
            words,
            (min(lefts), min(tops), max(rights), max(bottoms)),
            is_bold=self._characters.is_bold(first) and self._characters.is_bold(last),
            is_broken=self._is_broken and last == self.letters[-1],
        )


def raised_signs(signs: str, before: str, after: str) -> str:
    """Return raised signs in plain characters, given the text around them."""
    is_note = signs.isdigit() and len(signs) <= _LONGEST_NOTE and not after.isalnum()
    if is_note and _BEFORE_NOTE.search(before[-3:]):
        return f"[{signs}]"
    return scripts.placed(signs, scripts.RAISED, before)


def _on_one_line(
    characters: Characters, letters: Iterable[int], angle: int
) -> Iterator[tuple[int, Box]]:
    """Give letters with their places, as long as they are level with the first."""
    top, bottom, left = -math.inf, math.inf, -math.inf
    for letter in letters:
        box = characters.box(letter, angle)
        if not (top < box[3] and box[1] < bottom):
            return
        if box[2] < left and box[3] - box[1] > LARGER * (bottom - top):
            return  # a large letter at the beginning of the lines, drawn behind them
        left = box[0]
        if bottom == math.inf:
            _, top, _, bottom = box
        yield letter, box
