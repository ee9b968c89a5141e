"""Whether the histories of one conversation tell the same story."""

from collections.abc import Iterator, Sequence

from assistant.console.counting import counted
from assistant.conversation import Exchange
from eval.labelling.findings import Finding, shortened
from eval.questions.eval_set import EvalQuestion
from eval.questions.evidence import folded

_NEAR = 85
"""Per cent of likeness from which on two questions are one, mistyped."""


def history_findings(questions: Sequence[EvalQuestion]) -> Iterator[Finding]:
    """Yield a finding for each history that does not go on from the turn before it.

    Questions that open with the same question are of one conversation. The turn before is the
    record that asks what the history ends with; where there is none, nothing is found, since the
    set need not hold every turn. A conversation may go on in two ways from any turn.
    """
    conversations: dict[str, list[EvalQuestion]] = {}
    for question in questions:
        conversations.setdefault(folded(_opening(question)), []).append(question)
    for question in questions:
        problem = _problem(question, conversations[folded(_opening(question))])
        if problem:
            yield Finding.at(question.place, problem)


def _opening(question: EvalQuestion) -> str:
    return question.history[0].question if question.history else question.text


def _problem(question: EvalQuestion, conversation: Sequence[EvalQuestion]) -> str | None:
    if not question.history:
        return None
    *before, last = question.history
    asked = [turn for turn in conversation if turn.text == last.question]
    if any(list(turn.history) == before for turn in asked):
        return None
    if asked:
        return _difference(before, asked[-1])
    turn = next((turn for turn in conversation if _is_meant(last, turn)), None)
    if turn is None:
        return None
    return (
        f"the history ends with {shortened(last.question)!r}, line {turn.place.line} asks "
        f"{shortened(turn.text)!r}; write them alike"
    )


def _difference(before: Sequence[Exchange], turn: EvalQuestion) -> str:
    """Return how a history differs from that of the turn that it ends with."""
    line = turn.place.line
    for number, (one, other) in enumerate(zip(before, turn.history, strict=False), 1):
        if one.question != other.question:
            return (
                f"turn {number} of the history is {shortened(one.question)!r}, "
                f"in line {line} {shortened(other.question)!r}; make the histories agree"
            )
        if one.answer != other.answer:
            return (
                f"the answer of turn {number} of the history is not that in line {line}; "
                "make the histories agree"
            )
    return (
        f"the history has {counted(len(before), 'turn')} before {shortened(turn.text)!r}, "
        f"line {line} has {len(turn.history)}; add what is missing"
    )


def _is_meant(last: Exchange, turn: EvalQuestion) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(folded(last.question), folded(turn.text)) >= _NEAR
