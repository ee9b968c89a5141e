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


def ordinal(count: int) -> str:
    """Return a count as an English ordinal: 1st, 12th."""
    is_teen = count // 10 % 10 == 1
    return f"{count}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"


def spelled(count: int, *, is_ordinal: bool = False) -> str:
    """Return a count up to 99 as an English word, its first letter large; digits beyond."""
    if not 0 < count < 100:  # noqa: PLR2004
        return ordinal(count) if is_ordinal else str(count)
    tens, ones = divmod(count, 10)
    words = (
        [_ONES[count]] if count < len(_ONES) else [_TENS[tens], *_ONES[ones : ones + (ones > 0)]]
    )
    if is_ordinal:
        last = words[-1]
        regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
        words[-1] = _IRREGULAR.get(last, regular)
    return "-".join(words).capitalize()


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = "none ten twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
              "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
