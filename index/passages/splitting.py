"""Splitting: documents into passages, each sentence-aligned and within a budget."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents import Block, BlockKind, Document, Span, page_at, tables_within, trim, within
from index.language.recognition import language_of
from index.passages.passage import Passage, header_before
from index.passages.sentences import sentence_spans
from index.passages.tokens import TokenCounter

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")

_NAMED = {BlockKind.BODY, BlockKind.QUOTED, BlockKind.ROW, BlockKind.HEADER}
"""Blocks whose label is the name of what they are part of."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    number: int
    start: int
    end: int
    kind: BlockKind
    gaps: tuple[Span, ...] = ()
    """Where it is interrupted by what is no text."""

    @property
    def is_furniture(self) -> bool:
        """Whether it belongs to the paragraph before it."""
        return self.kind is BlockKind.FURNITURE

    @property
    def is_above(self) -> bool:
        """Whether it belongs to what follows: the header of a row, the name of who speaks."""
        return self.kind in {BlockKind.HEADER, BlockKind.SPEAKER}

    @property
    def is_body(self) -> bool:
        """Whether it says something itself."""
        return self.kind not in {BlockKind.FURNITURE, BlockKind.HEADING} and not self.is_above


@dataclass(slots=True)
class _Section:
    """The paragraphs between two headings."""

    headings: tuple[str, ...]
    paragraphs: list[_Paragraph]


@dataclass(frozen=True, slots=True)
class _Unit:
    """The smallest stretch that is never divided: a sentence, or a piece of an oversized one."""

    paragraph: int
    start: int
    end: int
    is_body: bool
    cost: float
    """Its share, with the white space before it, of the largest passage that is allowed."""


def split(document: Document, counter: TokenCounter) -> list[Passage]:
    """Return the passages of a document, in order.

    Every non-blank character lies in exactly one passage, in a heading that the passages of its
    section cite, or in metadata. No passage crosses a heading or exceeds what ``counter`` allows.
    """
    passages: list[Passage] = []
    language = language_of(document.text, document.metadata.language)
    for section in _sections(document):
        for units in _pack(document.text, section.paragraphs, counter):
            start, end = units[0].start, units[-1].end
            tables = tables_within(document.tables, start, end)
            passages.append(
                Passage(
                    document=document.id,
                    title=document.title,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    section=section.headings,
                    paragraph=units[0].paragraph,
                    sentences=_sentences(units),
                    page=page_at(document.pages, start),
                    is_titled=bool(document.stated_title),
                    preformatted=within(document.preformatted, start, end),
                    tables=tables,
                    header=header_before(document.text, tables, start),
                    date=document.metadata.date,
                    language=language,
                )
            )
    return passages


def _sentences(units: Sequence[_Unit]) -> tuple[Span, ...]:
    """Return what can be highlighted: no heading, header, credit or repeated title, but where all are."""
    body = [unit for unit in units if unit.is_body]
    return tuple((unit.start, unit.end) for unit in body or units)


def _sections(document: Document) -> Iterator[_Section]:
    path: list[Block] = []
    section = _Section((), [])
    number = 0
    empty = _headings_without_text(document.blocks)
    for i, block in enumerate(document.blocks):
        if block.kind is BlockKind.METADATA:
            continue
        if block.kind is BlockKind.CONTINUED and section.paragraphs:
            last = section.paragraphs[-1]
            gaps = (*last.gaps, (last.end, block.start))
            section.paragraphs[-1] = replace(last, end=block.end, gaps=gaps)
            continue
        is_speaker = block.kind is BlockKind.SPEAKER
        if (block.kind is BlockKind.HEADING and i not in empty) or is_speaker:
            yield section
            if block.level:
                path = [*(above for above in path if above.level < block.level), block]
            section = _Section(tuple(heading.label for heading in path), [])
            if not is_speaker:
                continue
        labels = tuple(heading.label for heading in path)
        labels += (block.label,) * (bool(block.label) and block.kind in _NAMED)
        if labels != section.headings and block.kind is not BlockKind.FURNITURE:
            yield section
            section = _Section(labels, [])
        number += block.kind not in {BlockKind.FURNITURE, BlockKind.SPEAKER}
        of = max(number + is_speaker, 1)
        section.paragraphs.append(_Paragraph(of, block.start, block.end, block.kind))
    yield section


def _headings_without_text(blocks: Sequence[Block]) -> set[int]:
    """Return the headings that no passage would cite, since nothing lies under them."""
    empty: set[int] = set()
    waiting: list[tuple[int, int]] = []
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.METADATA:
            continue
        if block.kind is not BlockKind.HEADING:
            waiting.clear()
            continue
        empty.update(at for at, level in waiting if level >= block.level)
        waiting = [(at, level) for at, level in waiting if level < block.level]
        waiting.append((i, block.level))
    return empty | {at for at, _ in waiting}


def _pack(
    text: str, paragraphs: Sequence[_Paragraph], counter: TokenCounter
) -> Iterator[list[_Unit]]:
    """Fill passages with whole paragraphs while they fit; divide larger ones evenly."""
    current: list[_Unit] = []
    last = paragraphs[0].start if paragraphs else 0
    for group in _joined(paragraphs):
        units = list(_units(text, group, counter, last))
        last = group[-1].end
        cost = _cost(units)
        if current and _cost(current) + cost > 1:
            yield from _fitting(text, _divide(current), counter)
            current = []
        current += units
    if current:
        yield from _fitting(text, _divide(current), counter)


def _joined(paragraphs: Sequence[_Paragraph]) -> Iterator[list[_Paragraph]]:
    """Join furniture to the paragraph before it, or at the beginning to the first, and headers to rows."""
    group: list[_Paragraph] = []
    for paragraph in paragraphs:
        if not paragraph.is_furniture and not all(
            member.is_furniture or member.is_above for member in group
        ):
            yield group
            group = []
        group.append(paragraph)
    if group:
        yield group


def _cost(units: Sequence[_Unit]) -> float:
    return sum(unit.cost for unit in units)


def _fitting(
    text: str, runs: Sequence[list[_Unit]], counter: TokenCounter
) -> Iterator[list[_Unit]]:
    """Yield runs; halve those that take a token more as one text than their parts do."""
    for run in runs:
        if len(run) == 1 or counter.share(text[run[0].start : run[-1].end]) <= 1:
            yield run
        else:
            half = len(run) // 2
            yield from _fitting(text, [run[:half], run[half:]], counter)


def _divide(units: list[_Unit]) -> list[list[_Unit]]:
    """Divide units into as few runs as are allowed, of about the same size."""
    wanted = math.ceil(_cost(units))
    while True:
        runs = _runs(units, wanted)
        if len(runs) <= wanted:
            return runs
        # Units did not fill the runs; with more of them each run can be even again.
        wanted = len(runs)


def _runs(units: list[_Unit], wanted: int) -> list[list[_Unit]]:
    left = _cost(units)
    runs: list[list[_Unit]] = [[]]
    for unit in units:
        filled = _cost(runs[-1])
        share = left / max(wanted, 1)
        if filled and (filled + unit.cost > 1 or filled + unit.cost / 2 > share):
            left -= filled
            wanted -= 1
            runs.append([])
        runs[-1].append(unit)
    return runs


def _units(
    text: str, paragraphs: Sequence[_Paragraph], counter: TokenCounter, last: int
) -> Iterator[_Unit]:
    """Return the units of paragraphs, the one before which ended at ``last``."""
    for paragraph in paragraphs:
        for start, end in _stretches(text, paragraph, counter):
            for piece in counter.pieces(text, start, end):
                gap = counter.gap(text[last : piece[0]] or " ")
                cost = counter.share(text[slice(*piece)]) + gap
                yield _Unit(paragraph.number, *piece, paragraph.is_body, cost)
                last = piece[1]


def _stretches(text: str, paragraph: _Paragraph, counter: TokenCounter) -> list[Span]:
    """Return the sentences of a paragraph; a row of a table, or code that fits, is one."""
    start, end = paragraph.start, paragraph.end
    match paragraph.kind:
        case BlockKind.ROW | BlockKind.HEADER:
            return [(start, end)]
        case BlockKind.PREFORMATTED:
            return list(_pieces_of_code(text, start, end, counter))
        case _ if paragraph.gaps:
            stretch = text[start:end]
            for first, last in paragraph.gaps:
                blank = " " * (last - first)
                stretch = stretch[: first - start] + blank + stretch[last - start :]
            found = sentence_spans(stretch, 0, len(stretch))
            return [(start + first, start + last) for first, last in found]
        case _:
            return sentence_spans(text, start, end)


def _pieces_of_code(text: str, start: int, end: int, counter: TokenCounter) -> Iterator[Span]:
    """Divide code that does not fit at its blank lines, and what is too long still at each line."""
    if counter.fits(text, start, end):
        yield start, end
        return
    between = _BLANK_LINE if _BLANK_LINE.search(text, start, end) else _LINE_END
    at = start
    for found in (*between.finditer(text, start, end), None):
        piece = trim(text, at, found.start() if found else end)
        if piece[0] < piece[1]:
            yield from [piece] if between is _LINE_END else _pieces_of_code(text, *piece, counter)
        at = found.end() if found else end
