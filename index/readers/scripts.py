"""Scripts: raised and lowered signs in plain characters, so that 10 to the sixth is not read as 106."""

import re
from collections.abc import Iterable
from itertools import groupby

RAISED, LOWERED, FORMULA = 1, -1, 2
"""Where signs stand; 0 is on the line, as is a formula."""

UP = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")  # noqa: RUF001
DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")  # noqa: RUF001
_NUMBER = re.compile(r"[+−-]?\d+(?:[.,]\d+)?[+−-]?|[+−-]")  # noqa: RUF001
_NOTE = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*")  # noqa: RUF001
"""What a mark of a note says: a number, or several."""
_MARK = re.compile(rf"{_NOTE.pattern}|[a-z]|[ivx]{{1,5}}|[*†‡§¶]{{1,3}}")
_IN_BRACKETS = re.compile(r"\[.*\]|\(\w{1,3}\)")
"""A mark of a note that is apart as it is."""
_ORDINALS = frozenset(
    "st nd rd th er re e è ème eme es os as".split()  # noqa: SIM905
)
_SIGNS = {"TM": "™", "SM": "℠", "o": "º", "a": "ª"}
_BEHIND_A_SENTENCE = re.compile(
    r"[^\W\d_][\"'”’»)]*[.,;:!?…]+[\"'”’»)]*$"  # noqa: RUF001
    r"|\b\d{4}[.,;:!?]+$|[\"”»]$"
)
_WORD = re.compile(r"[^\W\d_]{4,}$")
_LENGTHS = re.compile(r"(?:metre|meter|inch|mile|yard|feet|foot)(?:s|es)?$", re.IGNORECASE)
"""Words that have squares and cubes; on any other of their length a raised number is a note."""
_PRICE = re.compile(r"[$€£¥]\s?\d[\d,.]*$")
_ELEMENT = re.compile(r"(?:[A-Z][a-z]?|\))$")
"""What a lowered number stands at in a chemical formula, where it is usual to write it plainly."""
_ION = re.compile(r"[A-Za-z)\]]\d*$")
LONGEST = 12
"""Characters; more are a text that is set small."""
_LOOKED_BACK = 40
"""Characters before signs in which is looked for what they stand at."""
_FRACTION = re.compile(
    r"(?:(?<=\d)\^(?P<after>\d+)|(?P<lone>[⁰¹²³⁴-⁹]+))\s?[/⁄∕]\s?(?P<below>[₀-₉]+)"  # noqa: RUF001
    r"|(?<=\d)\^(?P<above>\d+)⁄(?P<line>\d+)"  # noqa: RUF001
)


def joined(pieces: Iterable[tuple[str, int]]) -> str:
    """Return pieces of text, each with where it stands, as one text."""
    text, last = "", 0
    for place, group in groupby(pieces, key=lambda piece: piece[1]):
        piece = "".join(piece for piece, _ in group)
        if FORMULA in {place, last} and text[-1:].isalnum() and piece[:1].isalnum():
            text += " "
        text += placed(piece, place, text)
        last = place
    return fractions(text)


def placed(text: str, place: int, before: str) -> str:
    """Return signs in plain characters, given where they stand and what stands before them."""
    signs = text.strip()
    if place not in {RAISED, LOWERED} or not signs or len(signs) > LONGEST:
        return text
    before = before[-_LOOKED_BACK:]
    written = _raised(signs, before) if place == RAISED else _lowered(signs, before)
    if not written:
        return text
    space = len(text) - len(text.lstrip())
    return text[:space] + written + text[space + len(signs) :]


def note_mark(text: str) -> str:
    """Return the mark of a note as it stands in a line: in brackets, apart from a number before it."""
    mark = text.strip()
    return text if not mark or mark[0] in "[(" else f"[{mark}]"


def is_note_mark(text: str) -> bool:
    """Whether a text, which leads elsewhere, may be the mark of a note."""
    return len(text) <= LONGEST and bool(_MARK.fullmatch(text))


def fractions(text: str) -> str:
    """Return ``text`` with fractions of a raised and a lowered number as such: ``3 1/2``."""
    if not any(map(text.__contains__, "/⁄∕")):  # noqa: RUF001
        return text
    return _FRACTION.sub(_fraction, text)


def _fraction(found: "re.Match[str]") -> str:
    plain = found[0].translate(_PLAIN).replace("⁄", "/").replace("∕", "/").replace(" ", "")  # noqa: RUF001
    return plain.replace("^", " ")


_PLAIN = {ord(sign): chr(of) for table in (UP, DOWN) for of, sign in
          ((of, chr(code)) for of, code in table.items()) if chr(of).isdigit()}  # fmt: skip


def _raised(signs: str, before: str) -> str:  # noqa: PLR0911 - a case each
    last = before[-1:]
    if _IN_BRACKETS.fullmatch(signs):
        return ""
    if not last or last.isspace():
        return signs.translate(UP) if _NUMBER.fullmatch(signs) else ""
    if last.isdigit() and signs.lower() in _ORDINALS:
        return ""
    if signs in _SIGNS and (last.isdigit() or signs.isupper()):
        return _SIGNS[signs]
    if _PRICE.search(before) and re.fullmatch(r"\d\d", signs):
        return signs if last in ".," else f".{signs}"
    if _NOTE.fullmatch(signs) and _bears_a_note(before):
        return note_mark(signs)
    if signs[-1] in "+-−" and _ION.search(before):  # noqa: RUF001
        return signs.translate(UP)
    if _NUMBER.fullmatch(signs):
        return _power(signs) if last.isdigit() else signs.translate(UP)
    if last.isdigit() or last in ")]}" or re.search(r"(?<![^\W\d_])[^\W\d_]$", before):
        is_abbreviated = last.isupper() and len(signs) > 1 and signs.isalpha() and signs.islower()
        return "" if is_abbreviated or not re.search(r"\w", signs) else _power(signs)
    return ""


def _bears_a_note(before: str) -> bool:
    word = _WORD.search(before)
    is_year = re.search(r"(?<![\d.,])(?:1[5-9]|20)\d\d$", before)
    return bool(
        is_year or _BEHIND_A_SENTENCE.search(before) or (word and not _LENGTHS.search(word[0]))
    )


def _power(signs: str) -> str:
    signs = signs.replace("−", "-")  # noqa: RUF001
    is_one = len(signs) == 1 or bool(re.fullmatch(r"-?[\d.,]+", signs))
    return f"^{signs}" if is_one else f"^({signs})"


def _lowered(signs: str, before: str) -> str:
    last = before[-1:]
    if not last or last.isspace():
        return ""
    if _NUMBER.fullmatch(signs):
        return "" if _ELEMENT.search(before) else signs.translate(DOWN)
    if not last.isalnum() or (len(signs) > 1 and signs.isalpha()):
        return ""
    return f"_{signs}" if len(signs) == 1 else f"_({signs})"
