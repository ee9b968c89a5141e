"""Choice: which sentence of a passage is marked, given how each one fits."""

from collections.abc import Sequence

from index.exactness.agreement import EQUAL
from index.exactness.fits import Fit
from index.exactness.unmarkable import Veto

_AGREEMENT = 0.3
"""What agreeing with the question is worth beside how well a sentence answers by its meaning."""
_PROMPT = 0.6
"""What it is worth to follow a question that has all the words of the one asked."""
_ALIKE = {"figures": 0.25, "sign": 0.2, "row": 0.6, "speaker": 0.6, "standing": 0.4}
"""How much less a sentence may answer by its meaning, to stand for one that wholly fails a demand."""
_SURE = 0.5
"""How far a sentence must meet the demand that the marked one fails."""


def choose(fits: Sequence[Fit], answers: Sequence[float], marked: int) -> int:
    """Return which sentence of a passage to mark: the marked one, unless another fits better.

    It is left only where it must not be marked, or fails a demand of the question that another
    one meets, which answers nearly as well.

    Args:
        fits: How each sentence fits.
        answers: How well each answers, by whatever judged it.
        marked: Which is marked now.
    """
    open_ones = [i for i, fit in enumerate(fits) if not fit.vetoed]
    if fits[marked].vetoed:
        return _instead(fits, answers, marked, open_ones) if open_ones else marked
    for demand, less in _ALIKE.items():
        failing = -getattr(fits[marked], demand)
        if failing > 0:
            better = [
                i
                for i in open_ones
                if fits[i].agreement >= 0
                and answers[i] >= answers[marked] - less * failing
                and (demand == "standing" or getattr(fits[i], demand) >= _SURE)
            ]
            if better:
                return _best(fits, answers, better)
    present = fits[marked]
    agreeing = [i for i in open_ones if fits[i].agreement >= max(present.agreement, 0)]
    if 0 <= present.figures < EQUAL:
        # To be silent on a figure is not to contradict it; what says just this has to answer more.
        exact = [i for i in agreeing if fits[i].figures >= EQUAL]
        if better := [i for i in exact if answers[i] > answers[marked]]:
            return _best(fits, answers, better)
    asked = [i for i in agreeing if fits[i].prompt >= present.prompt + _SURE]
    if better := [i for i in asked if answers[i] > answers[marked]]:
        return _best(fits, answers, better)
    return marked


def _instead(
    fits: Sequence[Fit], answers: Sequence[float], marked: int, open_ones: Sequence[int]
) -> int:
    """Return what to mark instead of a sentence that must not be: mostly what it leads to."""
    agreeing = next(
        found
        for least in (_SURE, 0.0, -1.0)
        if (found := [i for i in open_ones if fits[i].agreement >= least])
    )
    behind = [i for i in agreeing if i > marked]
    if not behind or fits[marked].veto in {Veto.CONTENTS, Veto.SPEAKER, Veto.ENVELOPE}:
        return _best(fits, answers, agreeing)
    if fits[marked].veto is Veto.QUESTION:
        return behind[0]
    near = [i for i in behind if not any(fits[j].vetoed for j in range(marked + 1, i))]
    return _best(fits, answers, near or behind)


def _best(fits: Sequence[Fit], answers: Sequence[float], among: Sequence[int]) -> int:
    def worth(i: int) -> float:
        return answers[i] + _AGREEMENT * fits[i].agreement + _PROMPT * fits[i].prompt

    return max(among, key=worth)
