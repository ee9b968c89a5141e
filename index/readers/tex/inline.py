"""Inline: a stretch of LaTeX as the text that a reader sees, without typesetting it."""

import re
from collections.abc import Callable, Mapping

from index.readers import formulas
from index.readers.tex.signs import ACCENTS, SIGNS, accented

_DEEPEST = 30
"""Arguments within arguments."""
_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z@]+)\*?[ \t]*\n?[ \t]*|\\(?P<sign>.)|(?P<script>[\^_])|(?P<other>[{}$~&]|---?|``|''|,,)",
    re.DOTALL,
)
_PLAIN = {
    "{": "",
    "}": "",
    "$": "",
    "~": " ",
    "&": " ",
    "---": "—",
    "--": "\u2013",
    "``": "“",
    "''": "”",
    ",,": "„",
}
_ESCAPED = {
    **{sign: sign for sign in "%&$#_{}"}, "\\": "\n", ",": " ", ";": " ", ":": " ", " ": " ", "!": "",
    "/": "", "-": "", "@": "", "(": "", ")": "", "[": "", "]": "", "\n": " ", "|": "‖", ">": " ",
}  # fmt: skip
_UNSEEN = frozenset(
    """
    noindent indent bigskip medskip smallskip maketitle tableofcontents listoffigures listoftables
    centering raggedright raggedleft small footnotesize scriptsize tiny normalsize large Large LARGE huge
    Huge bf it em tt rm sc sf sl bfseries itshape ttfamily scshape sffamily mdseries upshape hfill vfill
    left right big Big bigg Bigg protect relax appendix frontmatter mainmatter backmatter limits nolimits
    displaystyle textstyle allowbreak nobreak break null leavevmode unskip strut hline newblock printindex
    printbibliography sloppy fussy flushbottom raggedbottom boldmath nopagebreak balance ignorespaces par
    """.split()  # noqa: SIM905
)
"""Commands that write nothing."""
_SPACES = frozenset(
    {"quad", "qquad", "space", "newline", "linebreak", "hspace", "newpage", "clearpage"}
)
_NO_TEXT = {
    "label": 1, "vspace": 1, "hspace": 1, "includegraphics": 1, "bibliographystyle": 1, "bibliography": 1,
    "input": 1, "include": 1, "usepackage": 1, "documentclass": 1, "setlength": 2, "addtolength": 2,
    "pagestyle": 1, "thispagestyle": 1, "index": 1, "newcommand": 2, "renewcommand": 2,
    "providecommand": 2, "newenvironment": 3, "renewenvironment": 3, "DeclareMathOperator": 2,
    "hypersetup": 1, "color": 1, "fontsize": 2, "rule": 2, "phantom": 1, "pagenumbering": 1,
    "setcounter": 2, "addcontentsline": 3, "graphicspath": 1, "newtheorem": 2, "theoremstyle": 1,
    "hyphenation": 1, "addbibresource": 1, "geometry": 1, "noalign": 1, "thanks": 1, "todo": 1,
    "selectlanguage": 1, "markboth": 2, "markright": 1, "phantomsection": 0, "cmidrule": 1, "cline": 1,
    "input@path": 1, "sisetup": 1, "captionsetup": 1, "lstset": 1, "numberwithin": 2, "allowdisplaybreaks": 0,
    "addlinespace": 0, "toprule": 0, "midrule": 0, "bottomrule": 0, "tightlist": 0, "item": 0,
}  # fmt: skip
"""Commands whose arguments nobody reads, and how many these are."""
_SECOND = frozenset({"href", "textcolor", "colorbox", "foreignlanguage", "scalebox"})
"""Commands of which the last argument is read alone."""
_KEYS = re.compile(r"[A-Za-z]*cite[A-Za-z]*|(?:auto|page|eq|name|[cCv])?ref")
_DEFINITION = re.compile(r"\s*\\[A-Za-z@]+[^{\n]{0,40}(?=\{)")
"""What is given a meaning, behind the command that does so."""
_DEFINING = frozenset({"def", "gdef", "edef", "xdef"})
_BASE = re.compile(r"(?:[A-Za-z0-9.]+|[)\]])?$")
_LONGEST_BASE = 20
_OPTION = re.compile(r"\s*\[[^\]]{0,300}\]")


def argument(text: str, at: int) -> tuple[str, int]:
    """Return the argument that begins at ``at``, without its braces, and where it ends.

    Without braces it is one sign, or one command.
    """
    while at < len(text) and text[at].isspace():
        at += 1
    if text[at : at + 1] != "{":
        command = re.compile(r"\\(?:[A-Za-z]+|.)|.?", re.DOTALL).match(text, at)
        return (command[0], command.end()) if command else ("", at)
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += (found[0] == "{") - (found[0] == "}")
        if not depth:
            return text[at + 1 : found.start()], found.end()
    return text[at + 1 :], len(text)


def said(text: str, note: Callable[[str], str], depth: int = 0) -> str:
    """Return what a stretch of LaTeX says.

    Commands that are not known keep what is between their braces; one without is shown as it
    stands, since somebody may have given it a meaning.

    Args:
        text: Without comments and environments.
        note: Takes what a footnote says, in LaTeX, and returns its mark.
        depth: In how many arguments it lies.
    """
    if depth > _DEEPEST:
        return text
    written, at = "", 0
    while found := _TOKEN.search(text, at):
        written += text[at : found.start()]
        at = found.end()
        if found["script"]:
            inside, at = argument(text, at)
            written = _scripted(written, found["script"], said(inside, note, depth + 1))
        elif found["name"]:
            shown, at = _command(text, found, note, depth)
            written += shown
        elif found["sign"]:
            shown, at = _sign(text, found, note, depth)
            written += shown
        else:
            are_arguments = text.startswith("}{", found.start())
            written += " " if are_arguments else _PLAIN[found["other"]]
    return written + text[at:]


def _scripted(written: str, sign: str, inside: str) -> str:
    """Return what was written with a power or an index at its end."""
    base = _BASE.search(written, max(len(written) - _LONGEST_BASE, 0))
    last = base[0] if base else ""
    over, under = (inside, "") if sign == "^" else ("", inside)
    last = last if last[:-1].isdigit() or len(last) < 2 else last[-1]  # noqa: PLR2004
    return written[: len(written) - len(last)] + formulas.scripted(last, under, over)


def _sign(
    text: str, found: "re.Match[str]", note: Callable[[str], str], depth: int
) -> tuple[str, int]:
    if found["sign"] in ACCENTS:
        letter, at = argument(text, found.end())
        return accented(found["sign"], said(letter, note, depth + 1)), at
    at = found.end()
    if found["sign"] == "\\" and (option := _OPTION.match(text, at)):
        at = option.end()
    return _ESCAPED.get(found["sign"], found["sign"]), at


def _command(  # noqa: PLR0911 - a case each
    text: str, found: "re.Match[str]", note: Callable[[str], str], depth: int
) -> tuple[str, int]:
    name, at = found["name"], found.end()
    if name in ACCENTS and text[at : at + 1] == "{":
        letter, at = argument(text, at)
        return accented(name, said(letter, note, depth + 1)), at
    if name in SIGNS:
        is_apart = found[0][-1:].isspace() and not (len(SIGNS[name]) == 1 and SIGNS[name].isalpha())
        return SIGNS[name] + " " * is_apart, at
    if name in _DEFINING and (defined := _DEFINITION.match(text, at)):
        return "", argument(text, defined.end())[1]
    if name in _UNSEEN:
        return "", at
    if name in _SPACES and name not in _NO_TEXT:
        return " ", at
    while option := _OPTION.match(text, at):
        at = option.end()
    if name in _NO_TEXT:
        for _ in range(_NO_TEXT[name]):
            _, at = argument(text, at)
        return "", at
    return _with_arguments(text, name, at, found, note, depth)


def _with_arguments(
    text: str,
    name: str,
    at: int,
    found: "re.Match[str]",
    note: Callable[[str], str],
    depth: int,
) -> tuple[str, int]:
    read: Mapping[str, Callable[..., str]] = {
        "frac": formulas.fraction, "dfrac": formulas.fraction, "tfrac": formulas.fraction,
        "sqrt": formulas.root,
    }  # fmt: skip
    if name in read:
        parts = []
        for _ in range(1 if name == "sqrt" else 2):
            inside, at = argument(text, at)
            parts.append(said(inside, note, depth + 1).strip())
        return read[name](*parts), at
    if name in {"footnote", "footnotetext", "endnote"}:
        inside, at = argument(text, at)
        return note(inside), at
    if _KEYS.fullmatch(name) and text[at : at + 1] == "{":
        keys, at = argument(text, at)
        return f"[{keys}]", at
    if name in _SECOND:
        _, at = argument(text, at)
    if text[at : at + 1] == "{" and text[at : at + 2] != "{}":
        return "", at  # its braces say nothing, and what is between them is read
    return (found[0] if name not in _SECOND else ""), max(at, found.end())
