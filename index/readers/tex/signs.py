"""Signs: what commands of TeX stand for that write a sign, and letters with accents."""

# ruff: noqa: RUF001 - signs that look alike are what it is about

import unicodedata

_WORDS = {
    "ldots": "…", "dots": "…", "cdots": "⋯", "textellipsis": "…", "S": "§", "P": "¶", "dag": "†",
    "ddag": "‡", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™",
    "pounds": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textdegree": "°", "degree": "°",
    "celsius": "°C", "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡", "sim": "∼",
    "propto": "∝", "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "leftarrow": "←",
    "leftrightarrow": "↔", "mapsto": "↦", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑",
    "prod": "∏", "int": "∫", "in": "∈", "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩",
    "forall": "∀", "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨", "circ": "∘", "bullet": "•",
    "textbullet": "•", "prime": "′", "langle": "⟨", "rangle": "⟩", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "textless": "<", "textgreater": ">",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "glqq": "„", "grqq": "“", "ss": "ß", "o": "ø",
    "O": "Ø", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "LaTeX": "LaTeX", "TeX": "TeX", "LaTeXe": "LaTeX2e", "slash": "/",
    "textperiodcentered": "·", "lbrace": "{", "rbrace": "}", "textunderscore": "_",
}  # fmt: skip
_GREEK = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau
    upsilon phi chi psi omega
""".split()  # noqa: SIM905
SIGNS = (
    _WORDS
    | {name: unicodedata.lookup(f"GREEK SMALL LETTER {name}") for name in _GREEK}
    | {name.title(): unicodedata.lookup(f"GREEK CAPITAL LETTER {name}") for name in _GREEK}
    | {"lambda": "λ", "Lambda": "Λ", "varepsilon": "ε", "varphi": "φ", "vartheta": "θ"}
)
"""By the names of the commands."""
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a", "d": "\u0323",
}  # fmt: skip
ACCENTS = frozenset(_ACCENTS)
"""The commands that set an accent on the letter behind them."""


def accented(accent: str, letter: str) -> str:
    """Return a letter with the accent that a command sets on it."""
    plain = {"ı": "i", "ȷ": "j"}.get(letter[:1], letter[:1])
    return unicodedata.normalize("NFC", plain + _ACCENTS[accent]) + letter[1:] if letter else ""
