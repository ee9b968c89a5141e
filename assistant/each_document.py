"""Each document: one question asked of every document by itself, so that they can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.answerer import Answerer
from assistant.conversation import History, Turn
from index.search.restriction import EVERYTHING, Restriction

MOST_ASKED = 50
"""Documents of one question; each costs as much as a question."""
_LOOKED_THROUGH = 5_000
"""First passages among which these documents are looked for."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What each of some documents says to one question.

    Args:
        answering: A turn for each document that answers, restricted to it; the likeliest first.
        silent: One for each that was asked and does not say, the nearest first.
        unasked: How many were not asked, since nothing of them came near, or others came nearer.
    """

    answering: Sequence[Turn]
    silent: Sequence[Turn]
    unasked: int


def ask_each(
    assistant: Answerer,
    question: str,
    history: History = (),
    *,
    context: bool = True,
    within: Restriction = EVERYTHING,
) -> Compared:
    """Ask the documents that come nearest to a question, each by itself, for one passage.

    Args:
        assistant: Answers.
        question: What is asked.
        history: What was asked before.
        context: Whether that is read along.
        within: Which documents may be asked.

    Raises:
        InputError: The question is blank or too long, or nothing is within the restriction.
    """
    found = assistant.retrieve(question, history, context=context, within=within)
    first = islice(found.ranking, _LOOKED_THROUGH)
    near = [*islice(dict.fromkeys(scored.passage.document for scored in first), MOST_ASKED)]
    alone = [replace(within, documents=(document,)) for document in near]
    turns = [
        assistant.compose(
            assistant.retrieve(question, history, context=context, within=document), k=1
        )
        for document in alone
    ]
    answering = [turn for turn in turns if turn.answer.found]
    answering.sort(key=lambda turn: -turn.answer.confidence)
    silent = [turn for turn in turns if not turn.answer.found]
    return Compared(answering, silent, assistant.select(within).documents - len(near))
