"""PDF code: lines in letters that are all as wide, which are read as they stand."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.composing import on_one_line
from index.readers.pdf.lines import Line


def as_prose_if_all_is_code(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines such that fixed pitch says something: where most have it, none is code."""
    fixed = sum(len(line.text) for page in pages for line in page if line.pitch)
    if 2 * fixed <= sum(len(line.text) for page in pages for line in page):
        return [list(page) for page in pages]
    return [
        [replace(line, pitch=0.0, text=on_one_line(line.text)) for line in page] for page in pages
    ]


def are_code(lines: Sequence[Line]) -> bool:
    """Whether lines of one paragraph are code."""
    return not lines[0].row and all(line.pitch for line in lines)


def as_it_stands(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """Return code with each line as far to the right as on the page, and the pages that begin in it."""
    left = min(line.left for line in lines)
    text = " " * round((lines[0].left - left) / lines[0].pitch) + lines[0].text
    pages = [(lines[0].page, 0)]
    for last, line in pairwise(lines):
        text += "-" * last.is_broken + "\n" + " " * round((line.left - left) / line.pitch)
        if line.page != last.page:
            pages.append((line.page, len(text)))
        text += line.text
    return text, pages
