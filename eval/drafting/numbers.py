"""Numbers: "How many …?", "How much …?", "How long …?" and "By how much …?"."""

import re
from collections.abc import Iterator, Sequence

from eval.drafting.clauses import Clause, without_verb

KIND = "number"
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
_NUMBER = (
    r"(?:(?i:more than|less than|fewer than|at least|about|around|nearly|almost|over|up to"
    r"|approximately|roughly|only|some|between)\s)*"
    rf"(?:\d[\d,.]*(?:[-–]\d[\d,.]*)?|(?:{_SMALL})\b)(?:\s(?:to|and|or)\s\d[\d,.]*)?"  # noqa: RUF001
    r"(?:\s(?:hundred|thousand|million|billion))?"
)
_PERCENT = rf"{_NUMBER}(?:[\s-](?:percent|per cent)|\s?%)"
_YEAR = re.compile(r"(?:1\d{3}|20\d\d)$")
_NOUN = r"[A-Za-z][\w’'-]*"  # noqa: RUF001
_NOUNS = rf"(?:{_NOUN}\s){{0,3}}?(?:\w+[^su’'\W]s|people|men|women|children|troops)"  # noqa: RUF001
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})\s(?P<nouns>{_NOUNS})(?P<after>\b.*)$")
_LINKING = re.compile(rf"^(?:of|in)\s(?={_NUMBER}\s)")
_MEASURED = re.compile(
    rf"^(?P<number>{_NUMBER}\s[a-z]+)\s(?P<how>long|high|tall|wide|deep|thick|old)\b(?P<after>.*)$"
)
_CHANGED = re.compile(
    rf"\b(?i:an?|the)\s(?P<number>{_PERCENT})\s(?P<change>decline|increase|rise|fall|drop|decrease"
    r"|reduction|growth|cut|share)\s(?P<of>(?:in|of)\s.+)"
)
_BY = re.compile(rf"^(?P<before>.*?)\bby\s(?P<number>{_PERCENT})(?P<after>.*)$")
_SHARE = re.compile(rf"^(?P<number>{_PERCENT}) of (?P<of>.+)$")
_PORTION = re.compile(
    rf"^(?P<number>(?:(?:more|less) than |about |almost |nearly |over )*(?:{_PERCENT}|half|a third"
    r"|a quarter|one third|two[ -]thirds)) of (?P<of>[^,]+?)(?P<after>,.*|\s(?:from|in|to|on|by|at)\s.*|)$"
)
_MONEY = re.compile(
    r"^(?P<number>(?:[a-z]+\s){0,2}?(?:US)?[$€£]\s?\d[\d,.]*(?:\s(?:million|billion))?)(?P<after>.*)$"
)
_NO_NOUNS = re.compile(
    r"\b(?:of|the|in|to|and|or|a|by|at|on|per|is|was|for|with|years? ago)\b|^as\b"
)
Asked = tuple[str, str]
"""The words of a question, and the short answer."""


def numbers(sentence: str, clauses: Sequence[Clause]) -> Iterator[Asked]:
    """Yield the words of questions for the numbers of a sentence, and the numbers."""
    changed = _CHANGED.search(sentence)
    if changed:
        what = without_verb(changed["of"])
        yield f"How large was the {changed['change']} {what}", changed["number"]
    for clause in clauses:
        yield from _of_subject(clause)
        for asked in (
            _percents(clause),
            _portion(clause),
            _measured(clause),
            _paid(clause),
            _counted(clause),
        ):
            if asked:
                yield asked


def _of_subject(clause: Clause) -> Iterator[Asked]:
    share = _SHARE.match(clause.subject)
    if share:
        yield f"What share of {share['of']} {clause.predicate}", share["number"]
        return
    found = _COUNTED.fullmatch(clause.subject)
    if found and _counts(found) and not found["after"].strip():
        yield f"How many {found['nouns']} {clause.predicate}", found["number"]


def _percents(clause: Clause) -> Asked | None:
    found = _BY.match(clause.rest)
    if found is None:
        return None
    return f"By how much {clause.inverted(found['before'] + found['after'])}", found["number"]


def _portion(clause: Clause) -> Asked | None:
    found = _PORTION.match(clause.rest)
    if found is None or clause.base is None:
        return None
    return f"How much of {found['of']} {clause.inverted(found['after'])}", found["number"]


def _measured(clause: Clause) -> Asked | None:
    found = _MEASURED.match(clause.rest)
    if found is None or clause.base:
        return None
    return f"How {found['how']} {clause.inverted(found['after'])}", found["number"]


def _paid(clause: Clause) -> Asked | None:
    found = _MONEY.match(clause.rest)
    if found is None or clause.base is None:
        return None
    return f"How much {clause.inverted(found['after'])}", found["number"].strip()


def _counted(clause: Clause) -> Asked | None:
    """Ask for the number of an object: "How many ships does Russia have …?"."""
    link = _LINKING.match(clause.rest)
    rest = clause.rest[link.end() :] if link else clause.rest
    found = _COUNTED.match(rest)
    if found is None or not _counts(found) or (clause.base is None and not link):
        return None
    tail = f"{link.group() if link else ''}{found['after']}"
    return f"How many {found['nouns']} {clause.inverted(tail)}", found["number"]


def _counts(found: re.Match[str]) -> bool:
    """Whether the words after a number are what is counted, and the number is no year."""
    return not (_NO_NOUNS.search(found["nouns"]) or _YEAR.search(found["number"]))
