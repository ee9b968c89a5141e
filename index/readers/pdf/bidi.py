"""PDF text that runs from right to left: from where its letters stand to how it is read."""

import re
import unicodedata
from collections.abc import Sequence

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_KINDS = {"R": "R", "AL": "R", "NSM": "R", "L": "L", "EN": "1", "AN": "1"}
_IN_NUMBERS = ".,:/-+%"
_LEFT_TO_RIGHT = re.compile(r"1(?:[1i]*1)?|L(?:[^R]*[L1])?")


def runs_right_to_left(text: str) -> bool:
    """Whether most letters of a line are of a script that is read from right to left."""
    found = len(_RIGHT_TO_LEFT.findall(text))
    return bool(found) and 2 * found > sum(map(str.isalpha, text))


def in_logical_order(letters: Sequence[str]) -> list[int]:
    """Return the order in which letters are read that stand in this order from right to left.

    Numbers, and words of other scripts with what is between them, run from left to right.
    """
    kinds = "".join(map(_kind, letters))
    order = list(range(len(letters)))
    for run in _LEFT_TO_RIGHT.finditer(kinds):
        start, end = run.span()
        order[start:end] = order[start:end][::-1]
    return order


def _kind(letter: str) -> str:
    if letter in _IN_NUMBERS:
        return "i"
    return _KINDS.get(unicodedata.bidirectional(letter), "n")
