"""Exact: a stage that holds passages to the letter of the question: figures, signs, speakers.

It moves the mark within a passage, and scores by a little; where nothing of this is at stake
nothing changes but that no heading, question or header row is marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents import Span
from index.exactness.agreement import HELD, asked_figures, precision
from index.exactness.choice import choose
from index.exactness.figures.figure import Figure, Kind, Point
from index.exactness.figures.scan import figures
from index.exactness.fits import Fit, fits, heading_agreement, is_at_stake
from index.exactness.sign import may_be_negative
from index.exactness.speakers import speakers
from index.exactness.standing import (
    asks_past,
    denied_figures,
    is_obsolete,
    may_be_changed,
    replaces,
    says_any,
    supersedes,
)
from index.exactness.unmarkable import Veto, with_numbers
from index.language import content_words
from index.search.scored_passage import Contribution, ScoredPassage

_AMONG, _AMONG_FIGURES = 8, 20
"""How many of the first passages are held to it; more where a figure tells like passages apart."""

_CONFIRMS, _CONTRADICTS = 0.12, 0.12
"""What it is worth to a score that a passage says the figure asked for, or others in its place;
the latter where another passage says it."""
_SIGN = 0.03
_SPEAKER = 0.3
_PROMPT = 0.1
"""What it is worth to stand under a question that has all the words of the one asked."""
_SUPERSEDED = -0.15
_OBSOLETE = -0.2
"""What a passage loses of whose document the beginning says that it holds no more."""
_CONTENTS = -1.0
"""What a passage loses that is nothing but lines of a table of contents."""
_BEGINNING = 400
"""Characters within which a document says that."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A passage, how its sentences fit, and which of them is marked now."""

    scored: ScoredPassage
    fits: Sequence[Fit]
    marked: int

    @property
    def heading(self) -> tuple[str, ...]:
        return _heading(self.scored)

    @property
    def document(self) -> str:
        return self.scored.passage.document

    @property
    def sentence(self) -> str:
        """The marked sentence, with its number."""
        return _sentences(self.scored)[self.marked]


def exact_among(question: str) -> int:
    """Return how many of the first passages are held to the letter of a question."""
    return _AMONG_FIGURES if asked_figures(question) else _AMONG


def exact(question: str, passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Return passages with marks and scores that fit what a question demands to the letter."""
    names = _speakers(passages)
    held = [_held(question, scored, names.get(scored.passage.document, ())) for scored in passages]
    is_negative = may_be_negative(question)
    said = [[*_of_fits(each.fits, is_negative=is_negative)] for each in held]
    for other in (_of_figures(question, held), _of_standing(question, held)):
        for at, contribution in other:
            said[at].append(contribution)
    return [_judged(each, tuple(also)) for each, also in zip(held, said, strict=True)]


def _speakers(passages: Sequence[ScoredPassage]) -> dict[str, tuple[str, ...]]:
    """Return who speaks in each document, as far as its passages here show."""
    parts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for scored in passages:
        part = _heading(scored), scored.passage.text
        parts.setdefault(scored.passage.document, []).append(part)
    return {document: speakers(each) for document, each in parts.items()}


def _heading(scored: ScoredPassage) -> tuple[str, ...]:
    return (scored.passage.title, *scored.passage.section)


def _held(question: str, scored: ScoredPassage, names: tuple[str, ...]) -> _Held:
    passage = scored.passage
    marked_text = passage.said(scored.sentence)
    marked = passage.sentences.index(scored.sentence)
    if not is_at_stake(question, _heading(scored), passage.text, marked_text, names):
        return _Held(scored, (), marked)
    sentences = [(a - passage.start, b - passage.start) for a, b in passage.sentences]
    heading, language = _heading(scored), passage.language
    found = fits(question, heading, passage.text, sentences, names, language)
    matches = scored.matches or (0.0,) * len(sentences)
    return _Held(scored, found, choose(found, matches, marked))


def _judged(held: _Held, said: tuple[Contribution, ...]) -> ScoredPassage:
    scored = held.scored
    sentence = scored.passage.sentences[held.marked]
    if not said and sentence == scored.sentence:
        return scored
    return replace(
        scored,
        score=round(scored.score + sum(each.part for each in said), 6),
        sentence=sentence,
        contributions=(*scored.contributions, *said),
        answer=_inside(scored.answer, sentence),
    )


def _inside(answer: Span | None, sentence: Span) -> Span | None:
    """Return the words that answer where they stand in the marked sentence."""
    is_inside = answer and sentence[0] <= answer[0] and answer[1] <= sentence[1]
    return answer if is_inside else None


def _of_fits(found: Sequence[Fit], *, is_negative: bool) -> Iterator[Contribution]:
    """Return what the sentences of a passage say for it by themselves."""
    open_ones = [fit for fit in found if not fit.vetoed]
    for name, weight, values in (
        ("sign", _SIGN if is_negative else 0.0, [fit.sign for fit in open_ones]),
        ("speaker", _SPEAKER, [fit.speaker for fit in open_ones]),
        ("under the question", _PROMPT, [fit.prompt for fit in open_ones]),
    ):
        if weight and any(values):
            value = max(values) or min(values)
            yield Contribution(name, value, weight * value)
    if found and all(fit.veto is Veto.CONTENTS for fit in found):
        yield Contribution("table of contents", 1.0, _CONTENTS)


def _of_figures(question: str, held: Sequence[_Held]) -> Iterator[tuple[int, Contribution]]:
    """Return what the figures of passages say for them, where one at least says what is asked."""
    asked = asked_figures(question)
    if not asked or precision(asked) < 1:
        return
    values = [
        [*(fit.figures for fit in each.fits), heading_agreement(question, each.heading)]
        for each in held
    ]
    if max(map(max, values)) < HELD:
        return
    for at, each in enumerate(values):
        value = max(each) if max(each) > 0 else min(each)
        if value:
            part = (_CONFIRMS if value > 0 else _CONTRADICTS) * value
            yield at, Contribution("exact figures", value, part)


def _of_standing(question: str, held: Sequence[_Held]) -> Iterator[tuple[int, Contribution]]:
    """Return which passages hold no more, by what they or others say; or do, where that is asked."""
    changing = [each for each in held if may_be_changed(each.scored.passage.text)]
    if not changing:
        return
    amending = [
        (each, said) for each in changing for said in _sentences(each.scored) if replaces(said)
    ]
    old = {
        each.document
        for each in changing
        if each.scored.passage.start < _BEGINNING and is_obsolete(each.scored.passage.text)
    }
    for at, each in enumerate(held):
        if asks_past(question):
            if replaces(each.sentence):
                yield at, Contribution("superseding", 1.0, _SUPERSEDED)
        elif each.document in old:
            yield at, Contribution("superseded", 1.0, _OBSOLETE)
        elif any(
            other is not each
            and supersedes(said, each.sentence, is_named=_names(other, each))
            and not _is_later(each, other)
            for other, said in amending
        ) or says_any(each.sentence, _wrong(each.document, changing)):
            yield at, Contribution("superseded", 1.0, _SUPERSEDED)


def _wrong(document: str, changing: Sequence[_Held]) -> list[Figure]:
    """Return the figures of a document that its passages call wrong."""
    return [
        figure
        for each in changing
        if each.document == document
        for figure in denied_figures(each.scored.passage.text)
    ]


def _names(amending: _Held, held: _Held) -> bool:
    """Whether the headings over one passage name the document of another one."""
    title = {*content_words(held.heading[0])}
    above = {word for label in amending.heading for word in content_words(label)}
    return len(title) > 1 and title < above and amending.document != held.document


def _is_later(held: _Held, other: _Held) -> bool:
    """Whether a passage stands under a later date than another one."""
    one, before = (_dates(each.heading) for each in (held, other))
    return bool(one and before and max(one) > max(before))


def _dates(heading: Sequence[str]) -> list[Point]:
    return [f.readings[0][0] for label in heading for f in figures(label) if f.kind is Kind.DATE]


def _sentences(scored: ScoredPassage) -> list[str]:
    """Return the sentences of a passage, with their numbers."""
    passage = scored.passage
    inside = [(a - passage.start, b - passage.start) for a, b in passage.sentences]
    return [passage.text[a:b] for a, b in with_numbers(passage.text, inside)]
