"""The one door between untrusted text and a terminal."""

import re
import unicodedata

_KEPT = {"\n", "\t"}
_INVISIBLE = {
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    *map(chr, range(0xE0000, 0xE0080)),
    *map(chr, range(0xE0100, 0xE01F0)), "\u3164", "\uffa0", "\u115f", "\u1160", "\u2800",
    "\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u061c", "\u180e", "\u2028", "\u2029",
}  # fmt: skip
_JOINING = dict.fromkeys(map(ord, "\u200d\ufe0f"))
_UNSPACED = "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_SPELLING = re.compile(
    rf"(?<={_UNSPACED})\u200b(?={_UNSPACED})"
    rf"|(?<={_RIGHT_TO_LEFT})[\u200e\u200f\u061c]|[\u200e\u200f\u061c](?={_RIGHT_TO_LEFT})"
    "|(?<=[\u1820-\u18aa])\u180e|(?<=[\u3400-\u9fff])[\U000e0100-\U000e01ef]"
)
"""What some scripts are spelled with and nobody sees: where words end, which way signs beside letters
run, and how a letter is drawn."""
_MOST_MARKS = 4
"""Combining marks on one character; real scripts need no more, taller stacks hide other lines."""


def safe_text(text: str) -> str:
    r"""Return ``text`` with nothing left in it that steers a terminal or hides from a reader.

    Control characters, bidirectional overrides, zero-width and tag characters and surrogates
    become visible as ``\x1b``, ``\u202e``; ``\n`` and tabs stay; carriage returns before a
    newline are dropped; combining marks beyond four in a row are dropped, and so is what a script is
    spelled with that nobody sees. Offsets and citations are computed on the original, never on what
    this returns.
    """
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for char in _SPELLING.sub("", text.replace("\r\n", "\n")):
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            shown.append(_visible(char))
    return "".join(shown)


def safe_cells(text: str) -> str:
    """Return ``text`` as ``safe_text`` does, for a place in a layout: joined characters apart.

    Terminals do not agree on the cells that a joined emoji takes, and text with a joiner after
    each letter would run over whatever stands beside it.
    """
    return safe_text(text).translate(_JOINING)


def safe_line(text: str) -> str:
    """Return ``text`` as ``safe_text`` does, on one line."""
    return " ".join(safe_text(text).split())


def _visible(char: str) -> str:
    if char in _KEPT or (char.isprintable() and char not in _INVISIBLE):
        return char
    if unicodedata.category(char) == "Zs" or char == "\u00ad":
        return " " if char != "\u00ad" else ""
    if char in "\u200c\u200d":  # joiners shape emoji and several scripts
        return char
    return ascii(char)[1:-1]
