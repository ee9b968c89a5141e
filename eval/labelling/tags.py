"""Whether tags that are meant to be the same are written the same."""

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.labelling.findings import Finding
from eval.questions.eval_set import EvalQuestion

_LONG = 5
"""Letters from which on one wrong letter makes no other word."""


def tag_findings(questions: Sequence[EvalQuestion]) -> Iterator[Finding]:
    """Yield a finding wherever a tag is written unlike a more frequent one that it resembles."""
    counts = Counter(tag for question in questions for tag in question.tags)
    usual = {tag: found for tag in counts if (found := _usual(tag, counts))}
    for question in questions:
        for tag in question.tags:
            if tag in usual:
                problem = f"the tag {tag!r} is written {usual[tag]!r} elsewhere; write them alike"
                yield Finding.at(question.place, problem)


def _usual(tag: str, counts: Counter[str]) -> str | None:
    """Return the more frequent tag that a tag resembles; of two as frequent, the first counts."""
    order = list(counts)
    for other, count in counts.most_common():
        is_usual = (-count, order.index(other)) < (-counts[tag], order.index(tag))
        if is_usual and _are_alike(tag, other):
            return other
    return None


def _are_alike(tag: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    one, two = _letters(tag), _letters(other)
    if one == two:
        return True
    is_word = min(len(one), len(two)) >= _LONG and (one + two).isalpha()
    return is_word and OSA.distance(one, two, score_cutoff=1) <= 1


def _letters(tag: str) -> str:
    return "".join(char for char in tag.casefold() if char.isalnum()) or tag
