"""Symbols: signs that a document names by their places in fonts which have an order of their own."""

import re

_SYMBOL = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?",  # noqa: RUF001
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x60: "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",  # noqa: RUF001
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",  # noqa: RUF001
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",  # noqa: RUF001
    0xE0: "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    0xF1: "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺😐☹",
    0x6C: "●❍■□",
    0x71: "❑❒",
    0x76: "❖",
    0x78: "☒",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    0xA7: "▪☐",
    0xD8: "➢",
    0xDF: "←→↑↓",
    0xEF: "⇦⇨⇧⇩",
    0xFB: "✗✓☒☑",
}
_WINGDINGS_2 = {0x4F: "✗✓☒☑☒☒", 0x97: "●", 0xA2: "■☐"}


def _by_place(rows: dict[int, str]) -> dict[int, str]:
    return {start + at: sign for start, signs in rows.items() for at, sign in enumerate(signs)}


_FONTS = {
    "symbol": _by_place(_SYMBOL),
    "wingdings": _by_place(_WINGDINGS),
    "wingdings 2": _by_place(_WINGDINGS_2),
}
PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where Word puts the places of such fonts into text."""


def symbol(font: str, place: str) -> str:
    """Return the sign at a place of a font, in hexadecimal; what is not known is no blank."""
    try:
        code = int(place, 16)
        return in_font(font, chr(code)) if code > 0xFF else in_font(font, chr(0xF000 + code))  # noqa: PLR2004
    except (ValueError, OverflowError):
        return "\ufffd"


def in_font(font: str, text: str) -> str:
    """Return ``text`` with the private places of a font as the signs that it shows there."""
    signs = _FONTS.get(font.lower(), _FONTS["symbol"])
    return PRIVATE.sub(lambda place: signs.get(ord(place[0]) - 0xF000, "\ufffd"), text)
