"""Short lines of plain text: which name what follows, and which state a fact themselves."""

import re

_LONGEST_HEADING = 100
"""Characters; headlines reach some 90, and a paragraph of that length ends like a sentence."""
_LIST_MARK = re.compile(r"[-*+•‣◦–—>|]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s")  # noqa: RUF001
_NUMBER = r"(?:\d+(?:\.\d+)*\.?|[IVXLC]+\.)\s+"
_NUMBERED_HEADING = re.compile(rf"{_NUMBER}[^\W\d_]")
_PART = r"chapter|book|part|canto|act|scene|letter|section|article|appendix|kapitel|teil|artikel"
_NAMED_PART = re.compile(rf"(?:{_PART})\s+(?:[IVXLC]+|\d+|the\s\w+)\.?$", re.IGNORECASE)
_CLOSERS = "\"'”’)]»"  # noqa: RUF001
_UNFINISHED = (".", "!", ",", ";", ":", "…", "。", "、", "؟", "۔")  # noqa: RUF001

_COUNTED = re.compile(
    rf"(?:{_PART}|step|lesson|unit|day|week|figure|table|exercise|phase|module|volume|episode|rule"
    r"|level|round|version|release|no\.|nr\.|§)\s*[\w.]{1,8}\b",
    re.IGNORECASE,
)
"""A part with its number, which counts and states nothing."""
_FIGURE = re.compile(
    r"[€$£¥]\s?\d|\d\s?(?:[€%°]|(?:km|kg|g|ml|l|cm|mm|m|hrs?|h|min|a\.?m|p\.?m|euros?|dollars|pounds)\b)"
    r"|\b\d+[.,]\d{2}\b|\b\d{1,2}:\d{2}\b|(?:\+|\b0)\d[\d\s/().-]{4,}\d|\b\d{3}[ -]\d{3,4}\b"
)
"""A price, a quantity, a time or the number of a telephone."""
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?] [A-Z]")
_FIELD = re.compile(r"([^\W\d_][^:]{0,39}):\s+(\S.*)")
_SUBTITLE = re.compile(r"(?:An?|The|How|What|Why|When|Where|Who|From|Towards?|Notes|In|On)\s")
_VERB = re.compile(
    r"\s(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|shall|should|do|does"
    r"|did|go|goes|comes|opens|closes|begins|takes|arrives|meets|lies|hangs|gets|gives|pays|sells"
    r"|belongs|isn't|aren't|cannot|can't|don't|doesn't|won't"
    r"|ist|sind|war|hat|haben|wird|werden|kann|muss|darf|per|every|each|until|daily|never|not)\s"
)
_ASKS = re.compile(
    r"(?:how|what|why|when|where|who|which|whose|that|if|as|wie|was|warum|wer)\b", re.IGNORECASE
)
_FEWEST_WORDS = 3


def looks_like_heading(label: str) -> bool:
    """Whether a line is as short as a heading and does not end like a sentence."""
    if _NAMED_PART.match(label):
        return True
    bare = label.rstrip(_CLOSERS)
    if len(label) > _LONGEST_HEADING or not bare or bare.endswith(_UNFINISHED):
        return False
    if _NUMBERED_HEADING.match(label):
        return True
    first = next((char for char in label if char.isalnum()), "a")
    return not first.islower() and not _LIST_MARK.match(label)


def is_named_part(label: str) -> bool:
    """Whether a line is the number of a chapter or the like, below which its name may stand."""
    return bool(_NAMED_PART.match(label))


def says_something(label: str, *, is_first: bool = False) -> bool:
    """Whether a line that looks like a heading states a fact: a figure, a field, or a clause.

    The first line of a text may be its headline, which says something in a few words.
    """
    if label.endswith("?"):
        return False
    bare = re.sub(f"^{_NUMBER}", "", label)
    if _FIGURE.search(_COUNTED.sub("", bare)) or _TWO_SENTENCES.search(bare):
        return True
    field = _FIELD.match(bare)
    if field and not _COUNTED.match(bare) and not _SUBTITLE.match(field[2]):
        return not is_first or not field[2][0].isupper()
    is_clause = bool(_VERB.search(bare)) and not _ASKS.match(bare)
    return is_clause and not is_first and _is_in_sentence_case(bare)


def _is_in_sentence_case(text: str) -> bool:
    """Whether most words after the first have small initials, as those of titles often have not."""
    words = [word for word in text.split()[1:] if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    return len(words) + 1 >= _FEWEST_WORDS and 2 * small > len(words)
