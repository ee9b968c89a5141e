"""Clauses: numbered items that name what the items below them say, as in a contract or by-laws."""

from collections.abc import Mapping, Sequence

from index.documents import Block, BlockKind

_LONGEST = 100
"""Characters of a name."""
_ENDED = (".", "!", "?", ":", ";", ",")


def clause_headings(parts: Sequence[tuple[str, Block]], items: Mapping[int, int]) -> dict[int, int]:
    """Return the blocks that are headings, though they are items of a list, each with its level.

    Items are some where all of their depth, and all above that, are short, end like no sentence,
    and have deeper ones below; and where the list goes on to the next heading, so that nothing
    else comes to stand under them.

    Args:
        parts: The blocks, each with its text.
        items: The depths of items with a number, from 0, by the numbers of their blocks.
    """
    found: dict[int, int] = {}
    above, run = 0, []
    for at, (_, block) in enumerate(parts):
        if at in items:
            run.append(at)
            continue
        if block.kind is BlockKind.HEADING:
            found |= _of_run(run, parts, items, above)
            above = block.level
        run = []
    return found | _of_run(run, parts, items, above)


def _of_run(
    run: Sequence[int], parts: Sequence[tuple[str, Block]], items: Mapping[int, int], above: int
) -> dict[int, int]:
    """Return the headings among items that follow on each other."""
    if not run:
        return {}
    depths = [items[at] for at in run]
    names = [
        lower > upper and _is_name(parts[at][0])
        for at, upper, lower in zip(run, depths, [*depths[1:], -1], strict=True)
    ]
    found: dict[int, int] = {}
    for depth in sorted(set(depths)):
        of_depth = [i for i, own in enumerate(depths) if own == depth]
        if not all(names[i] for i in of_depth):
            break
        found |= {run[i]: above + depth + 1 for i in of_depth}
    return found


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST and "\n" not in text and not text.endswith(_ENDED)
