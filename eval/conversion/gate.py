"""Gate: what reading files of each format must keep."""

from collections.abc import Mapping

from eval.conversion.measuring import Score

_LIMITS: Mapping[str, tuple[float, bool]] = {
    "lost": (0.002, True),
    "invented": (0.002, True),
    "block F1": (0.97, False),
    "order": (0.99, False),
    "cell to header": (0.98, False),
}
"""By the names of measures: a limit, and whether it is the most that may be."""
_OF_FORMATS: Mapping[tuple[str, str], float] = {
    (".txt", "block F1"): 0.95,  # nothing tells code from verse there
}


def broken(ending: str, score: Score) -> list[str]:
    """Return a line for each limit that the files of a format do not keep."""
    lines: list[str] = []
    for name, share in score.shares.items():
        limit, is_most = _LIMITS[name]
        limit = _OF_FORMATS.get((ending, name), limit)
        if share > limit if is_most else share < limit:
            lines.append(
                f"{ending}: {name} is {share:.4f}, {'over' if is_most else 'below'} {limit}"
            )
    return lines
