"""Formulas: what stands above, below and under signs, written in one line: ``15/2``, ``10^4``, ``√(a + b)``."""

import re
from collections.abc import Iterable, Sequence

from index.readers.scripts import DOWN, UP

_ATOM = re.compile(r"\w+(?:[.,]\d+)*|.|[^\W_][⁰¹²³⁴-ⁿ₀-₎′]+|√\w+", re.DOTALL)  # noqa: RUF001
_NUMBER = re.compile(r"[+-]?\d+")
_PRIMES = frozenset("'′″‴*†°∘")  # noqa: RUF001
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_INFIX = frozenset("+-=<>±∓×·÷≤≥≠≈≡∼∝→⇒⇔∈⊂∪∩∧∨")  # noqa: RUF001


def row(parts: Iterable[str]) -> str:
    """Return parts that stand beside each other, no two numbers of which become one."""
    text = ""
    for part in parts:
        text += " " * (part[:1].isdigit() and text[-1:].isalnum()) + part
    return text


def operators(parts: Sequence[tuple[str, bool]]) -> str:
    """Return a row of parts, each with whether it is an operator, which has space on both sides."""
    last = len(parts) - 1
    return row(
        f" {part} "
        if is_operator and part in _INFIX and 0 < at < last and parts[at - 1][0] not in _INFIX
        else part
        for at, (part, is_operator) in enumerate(parts)
    )


def fraction(above: str, below: str) -> str:
    """Return a fraction."""
    return f"{_operand(above)}/{_operand(below)}"


def scripted(base: str, low: str = "", up: str = "") -> str:
    """Return what has something below or above at its right: an index, a power, a prime."""
    if low or (up and not _PRIMES.issuperset(up)):
        base = _operand(base)
    if low:
        base += low.translate(DOWN) if low.isdecimal() else f"_{_operand(low)}"
    if not up:
        return base
    if _PRIMES.issuperset(up):
        return base + up.replace("∘", "°")
    up = up.replace("−", "-")  # noqa: RUF001
    if not _NUMBER.fullmatch(up):
        return f"{base}^{_operand(up)}"
    return base + (up.translate(UP) if base and not base[-1].isdigit() else f"^{up}")


def before(low: str, up: str) -> str:
    """Return what stands below and above at the left of something, as the mass of an isotope."""
    return up.translate(UP) + low.translate(DOWN)


def root(inside: str, degree: str = "") -> str:
    """Return a root, the square one where no degree is given."""
    sign = _ROOTS.get(degree) or f"{degree.translate(UP)}√"
    return sign + _operand(inside)


def fenced(
    parts: Sequence[str], opening: str = "(", closing: str = ")", between: str = ", "
) -> str:
    """Return parts within brackets."""
    return f"{opening}{between.join(parts)}{closing}"


def _operand(text: str) -> str:
    """Return ``text`` such that nothing beside it can take a part of it."""
    text = text.strip()
    if _ATOM.fullmatch(text) or not text or _is_in_brackets(text):
        return text
    return f"({text})"


def _is_in_brackets(text: str) -> bool:
    if text[0] != "(" or text[-1] != ")":
        return False
    depth = 0
    for char in text[:-1]:
        depth += (char == "(") - (char == ")")
        if not depth:
            return False
    return True
