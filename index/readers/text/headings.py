"""Headings of plain text: short lines over what they name, which say nothing themselves."""

from collections.abc import Collection, Sequence

from index.readers.text.lines import RULE, Line
from index.readers.text.statements import (
    is_named_part,
    looks_like_heading,
    says_something,
)

_LONGEST_RUN = 3
"""Short lines that stand one after the other beyond this number are a list or a poem."""
_LONGEST_NAME = 3
"""Words of what is surely a name over a list, and no line of a poem."""
_SHORT = 60
"""Characters of a line of a list of facts."""


def heading_levels(
    lines: Sequence[Line], labels: Sequence[str], settled: Collection[int]
) -> dict[int, int]:
    """Return the headings, by their numbers, and their levels.

    Headings that stand one right after the other go one level deeper each, and those over a drawn
    line are of the level that it shows. ``settled`` are the lines that are something else.
    """
    spaced = sum(line.first for line in lines) > len(lines) / 4
    levels: dict[int, int] = {}
    run: list[int] = []
    is_list = False
    for i, label in enumerate(labels):
        if _is_underlined(i, lines, labels) and i not in settled:
            levels[i] = 1 if labels[i + 1].startswith("=") else 2
            run, is_list = [], False
            continue
        is_fact = says_something(label, is_first=i == 0 and _ends_group(i, lines))
        if (
            (lines[i].first or not spaced or (run[-1:] == [i - 1] and is_named_part(labels[i - 1])))
            and i not in settled
            and not lines[i].is_row
            and not RULE.match(label)
            and not (i and lines[i].first and _is_stanza(i, lines, labels))
            and looks_like_heading(label)
            and not is_fact
        ):
            is_list = is_list and not lines[i].first
            run.append(i)
            continue
        if len(run) <= _LONGEST_RUN:
            levels.update(_nested(run[-1:] if is_list else run))
        run = []
        is_list = is_fact and len(label) <= _SHORT
    return levels


def _nested(run: Sequence[int]) -> dict[int, int]:
    return {heading: level for level, heading in enumerate(run, 1)}


def _ends_group(i: int, lines: Sequence[Line]) -> bool:
    """Whether a blank line follows."""
    return i + 1 == len(lines) or lines[i + 1].first


def _is_stanza(i: int, lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether a line, the first of its group, begins one of short ones that are all of its kind."""
    if len(labels[i].split()) <= _LONGEST_NAME:
        return False
    end = i + 1
    while end < len(lines) and not lines[end].first:
        if not looks_like_heading(labels[end]) or says_something(labels[end]):
            return False
        end += 1
    return end - i > _LONGEST_RUN or end == len(lines) > i + 1


def _is_underlined(i: int, lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether a line is drawn right below a short one."""
    return (
        i + 1 < len(lines)
        and not lines[i + 1].first
        and bool(RULE.match(labels[i + 1]))
        and labels[i + 1][0] in "=-~^*_#"
        and not RULE.match(labels[i])
        and not lines[i].is_row
        and lines[i].first
        and len(labels[i]) <= len(labels[i + 1]) * 2
        and looks_like_heading(labels[i])
    )


def raise_headings_below_title(levels: dict[int, int]) -> None:
    """Give the headings right below the title the level that their siblings have."""
    at = 1
    while at in levels:
        levels[at] -= 1
        at += 1
