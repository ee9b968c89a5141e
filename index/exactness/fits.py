"""Fits: how well each sentence of a passage fits what a question demands to the letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Span
from index.exactness.agreement import BESIDE, HELD, OTHER, agreement, asked_figures, precision
from index.exactness.asking import asks, share_in
from index.exactness.figures.references import OUTER
from index.exactness.figures.scan import figures
from index.exactness.lines import has_fields, is_fact, is_field_of, is_item, is_row
from index.exactness.roles import is_of_another, may_be_another
from index.exactness.sign import Signs, contested, has_sign, may_be_negative, opposed, signs
from index.exactness.speakers import asked_speaker, speaker_above, speakers, speeches
from index.exactness.standing import (
    asks_past,
    denied_figures,
    is_obsolete,
    may_be_changed,
    replaces,
    says_any,
    supersedes,
)
from index.exactness.unmarkable import (
    Veto,
    may_be_vetoed,
    vetoes,
    with_numbers,
)
from index.language import ENGLISH, fold, terms, words

_NAME = re.compile(r"(?<=\s)[A-Z]\w+")
CARRIED = 0.5
"""How far a heading, or an earlier sentence of the same paragraph, speaks for a sentence that says
nothing of its own to a demand."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How one sentence fits; each number in [-1, 1], 0 where nothing is at stake.

    Args:
        veto: Why it is not to be marked where another can be.
        figures: Whether the figures asked for are said, or others in their place.
        sign: Whether it says so or not, as the question does.
        speaker: Whether the one speaks who was asked about.
        standing: -1 where something else in the passage says that this does not hold.
        row: Whether it is the row of a table, or the item of a list, that holds what is asked for.
        role: -1 where it speaks of the deputy of the one who is asked for, or of one before.
        prompt: How much of the question stands in the question that it follows, in [0, 1].
    """

    veto: Veto | None = None
    figures: float = 0.0
    sign: float = 0.0
    speaker: float = 0.0
    standing: float = 0.0
    row: float = 0.0
    role: float = 0.0
    prompt: float = 0.0

    @property
    def vetoed(self) -> bool:
        """Whether it is not to be marked where another can be."""
        return self.veto is not None

    @property
    def agreement(self) -> float:
        """Below 0 where it contradicts the question, above 0 where it confirms it; in [-1, 1]."""
        demands = (self.figures, self.sign, self.speaker, self.standing, self.row, self.role)
        return min(demands) if min(demands) < 0 else max(demands)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A passage and what is asked of it; as ``fits`` takes them, and each sentence's text."""

    question: str
    heading: Sequence[str]
    text: str
    sentences: Sequence[Span]
    said: Sequence[str]
    language: str

    def terms(self, text: str) -> set[str]:
        """Return the terms of a text, read in the language of the passage."""
        return {*terms(text, self.language)}

    @property
    def nothing(self) -> list[float]:
        return [0.0] * len(self.said)


def fits(
    question: str,
    heading: Sequence[str],
    text: str,
    sentences: Sequence[Span],
    names: tuple[str, ...] = (),
    language: str = ENGLISH,
) -> list[Fit]:
    """Return how each sentence of a passage fits a question.

    Args:
        question: What is asked.
        heading: The title and the headings above the passage, outermost first.
        text: The passage.
        sentences: Offsets into ``text``, in order.
        names: Who speaks in the document; by default who is seen to in the passage.
        language: The code of the language that the document is in.
    """
    numbered = with_numbers(text, sentences)
    asked = _Asked(question, heading, text, numbered, [text[a:b] for a, b in numbered], language)
    vetoed = vetoes(question, heading, text, sentences)
    names = names or speakers([(heading, text)])
    speaker = asked_speaker(question, names) if names else ""
    demands = (
        _figures(asked),
        _signs(asked, vetoed),
        _speakers(asked, names, speaker),
        _standing(asked),
        _rows(asked),
        _roles(asked),
        _prompts(asked, vetoed, speaker),
    )
    return [Fit(*each) for each in zip(vetoed, *demands, strict=True)]


def is_at_stake(
    question: str, heading: Sequence[str], text: str, marked: str, names: tuple[str, ...] = ()
) -> bool:
    """Whether anything that ``fits`` would say of a passage may count; cheap.

    Args:
        question: What is asked.
        heading: The title and the headings above the passage, outermost first.
        text: The passage.
        marked: The sentence that is to be marked.
        names: Who speaks in the document.
    """
    return bool(
        asked_figures(question)
        or may_be_vetoed(marked)
        or ((may_be_negative(question) or may_be_negative(marked)) and has_sign(question))
        or may_be_changed(text)
        or may_be_another(text)
        or any(map(asks, heading[-2:]))
        or has_fields(text)
        or (asked_speaker(question, names) if names else any(speeches(text)))
    )


def heading_agreement(question: str, heading: Sequence[str]) -> float:
    """Return how far the figures above a passage are those asked for; see ``agreement``."""
    asked = asked_figures(question)
    return agreement(asked, [f for label in heading for f in figures(label)]) if asked else 0.0


def _figures(here: _Asked) -> list[float]:
    asked = asked_figures(here.question)
    if not asked:
        return here.nothing
    of_heading = heading_agreement(here.question, here.heading)
    if of_heading < 0 and any(OUTER in figure.about for figure in asked):
        return [OTHER] * len(here.said)  # an item of that number, of something else
    above = CARRIED * max(of_heading, 0)
    said = figures(here.text)
    found: list[float] = []
    carried, last = above, 0
    for start, end in here.sentences:
        if here.text.count("\n", last, start) > 1:
            carried = above
        own = agreement(asked, [f for f in said if start <= f.start < end])
        if precision(asked) < 1:
            # A text that told of a year goes on to tell of it, and may compare it with others.
            own = 0.0 if own < 0 < carried else max(min(own, HELD), BESIDE)
        carried = own * CARRIED if own else carried
        found.append(own or carried)
        last = end
    return found


def _signs(here: _Asked, vetoed: Sequence[Veto | None]) -> list[float]:
    if not has_sign(here.question):
        return here.nothing
    if not any(map(may_be_negative, (here.question, here.text, *here.heading[-1:]))):
        return here.nothing
    asked = signs(here.question)
    above = signs(here.heading[-1]) if here.heading else {}
    said: list[Signs] = []
    for sentence, veto in zip(here.said, vetoed, strict=True):
        own = signs(sentence)
        said.append({**above, **own})
        above = own if veto is Veto.ANNOUNCEMENT else above
    about = contested(asked, said)
    return [opposed(asked, each, about) for each in said]


def _speakers(here: _Asked, names: Sequence[str], asked: str) -> list[float]:
    if not asked:
        return here.nothing
    spoken = [speech for speech in speeches(here.text) if speech.speaker in names]
    above = speaker_above(here.heading)
    surname = fold(asked).split()[-1]
    found: list[float] = []
    for (_, end), sentence in zip(here.sentences, here.said, strict=True):
        speaker = next((s.speaker for s in reversed(spoken) if s.label < end), above)
        is_named = surname in words(sentence)
        found.append(1.0 if speaker == asked else -1.0 if speaker and not is_named else 0.0)
    return found


def _standing(here: _Asked) -> list[float]:
    if not may_be_changed(here.text) or asks_past(here.question):
        return here.nothing
    if is_obsolete(here.text):
        return [OTHER] * len(here.said)
    wrong = denied_figures(here.text)
    amending = [said for said in here.said if replaces(said)] if replaces(here.text) else []
    if not wrong and not amending:
        return here.nothing
    return [
        OTHER
        if (wrong and says_any(said, wrong)) or any(supersedes(other, said) for other in amending)
        else 0.0
        for said in here.said
    ]


def _rows(here: _Asked) -> list[float]:
    """Return which rows, items and lines of facts hold a name or a word that is asked for.

    A field of which all words of its name are asked for is meant before anything else.
    """
    found = here.nothing
    names = {fold(name) for name in _NAME.findall(here.question)}
    asked = here.terms(here.question)
    for is_one, wanted, reading in (
        (is_row, names, words),
        (is_item, asked, here.terms),
        (is_fact, asked, here.terms),
    ):
        lines = [i for i, said in enumerate(here.said) if is_one(said)]
        holding = (
            {i for i in lines if wanted & {*reading(here.said[i])}} if len(lines) > 1 else set()
        )
        for i in lines if holding else ():
            found[i] = 1.0 if i in holding else -1.0
    fields = {i for i, said in enumerate(here.said) if is_field_of(said, asked, here.language)}
    return [1.0 if i in fields else -1.0 for i in range(len(found))] if fields else found


def _roles(here: _Asked) -> list[float]:
    if not may_be_another(here.text):
        return here.nothing
    return [OTHER if is_of_another(here.question, said) else 0.0 for said in here.said]


def _prompts(here: _Asked, vetoed: Sequence[Veto | None], speaker: str) -> list[float]:
    above = next((label for label in here.heading[:-3:-1] if asks(label)), "")
    if Veto.QUESTION not in vetoed and not above:
        return here.nothing
    # Who is asked is named in the question that is put to him, or not at all.
    asked = here.terms(here.question) - here.terms(speaker)
    found: list[float] = []
    shared = share_in(asked, above, here.language)
    for sentence, veto in zip(here.said, vetoed, strict=True):
        if veto is Veto.QUESTION:
            # "And you?" asks what was asked before; "And who pays?" does not.
            leans = words(sentence)[:1] == ["and"] and not has_sign(sentence)
            shared = max(share_in(asked, sentence, here.language), shared if leans else 0.0)
        found.append(0.0 if veto is Veto.QUESTION else shared)
    return found
