"""Dates: "When did …?"."""

import re
from collections.abc import Iterator, Sequence

from eval.drafting.clauses import Clause

KIND = "date"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_YEAR = r"(?:1\d{3}|20\d\d)"
_DATE = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Aa]round)\s(?:the\s)?"
    r"(?:(?:early|mid|late|spring|summer|autumn|winter|beginning|end|middle)[\s-](?:of\s)?)?"
    rf"(?:(?:\d{{1,2}}\s)?{_MONTH}(?:\s\d{{1,2}}\b)?(?:,?\s(?:of\s)?{_YEAR}\b)?|{_YEAR}s?\b)"
    r"(?![-–])(?!\s(?:and|to|or)\s\d)"  # noqa: RUF001
)
_OTHER = re.compile(
    r",(?!\d)|\b(?:and|or|after|before|until|since|following|prior|that|which|who|than)\b"
)
"""What before a date may mean that it is that of something else."""
_PAST = frozenset({"was", "were", "did", "had"})


def dates(clauses: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Yield the words of questions that ask when, and the dates."""
    for clause in clauses:
        if clause.helper in _PAST:
            yield from _dates(clause)


def _dates(clause: Clause) -> Iterator[tuple[str, str]]:
    found = [match.group() for match in _DATE.finditer(f"{clause.lead}{clause.rest}")]
    if len(found) != 1:
        return
    date = found[0]
    if date in clause.lead and _OTHER.search(clause.lead.partition(date)[0].lower()):
        return
    if date in clause.lead:
        yield f"When {clause.inverted(clause.rest)}", date
        return
    before, _, after = clause.rest.partition(date)
    if not _OTHER.search(before):
        yield f"When {clause.inverted(f'{before}{after}')}", date
