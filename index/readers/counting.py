"""Counting: the number of an item as a list shows it."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def letters(count: int) -> str:
    """Return a count as letters, which are doubled behind z; digits where it has none."""
    if not 0 < count <= 26 * 9:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """Return a count as a Roman number in small letters; digits where it has none."""
    if not 0 < count < 4000:  # noqa: PLR2004
        return str(count)
    numeral = ""
    for step, sign in _ROMAN:
        numeral += sign * (count // step)
        count %= step
    return numeral
