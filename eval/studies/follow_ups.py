"""``python -m eval.studies.follow_ups SET...``: what following a conversation is worth, set by set.

Answerable questions with a history are searched as they are, with what was asked before pasted
in front of them, with the words that Quoth carries over, and as a person rewrote them; the words are
compared with those of the rewrites. Of a file of conversations without documents that is all.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING

from assistant.asking import LONGEST_QUESTION
from assistant.console.counting import counted
from assistant.console.ending import guarded, terminating
from assistant.console.parser import OneLineParser
from assistant.console.safe_text import safe_line
from assistant.conversation import History
from eval.judging.harness import run
from eval.judging.scoring import score
from eval.measures.significance import paired_difference
from eval.program.options import add_exclude_answered
from eval.questions.eval_set import EvalQuestion, EvalSet
from eval.questions.evidence import folded
from eval.studies.carrying import CONVERSATIONS, Rewritten, carrying, of_conversations
from eval.studies.tables import difference_cell, print_section, print_tables, sets_parser
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.progress import Progress

_PROGRAM = "eval.studies.follow_ups"
_STANDALONE = "standalone"
"""The tag of questions that need no rewrite."""
_SHOWN = ("nDCG@10", "Success@1", "RR")
_RAW = "raw question"
_PREVIOUS_PASTED = "previous question pasted"
_ALL_PASTED = "all earlier questions pasted"
_CARRIED = "words carried over"
_BY_HAND = "rewritten by hand"
_WAYS = (_RAW, _PREVIOUS_PASTED, _ALL_PASTED, _CARRIED, _BY_HAND)


@dataclass(frozen=True, slots=True)
class Searched:
    """Questions with a history, searched in several ways.

    Args:
        questions: In the order of their set; all answerable.
        carried: The words that were carried over into each question.
        values: By way of searching, the measures of each question; by hand only where the set
            has rewrites.
    """

    questions: Sequence[EvalQuestion]
    carried: Sequence[Sequence[str]]
    values: Mapping[str, Sequence[Mapping[str, float]]]


def search_each_way(
    assistant: "Assistant",
    eval_set: EvalSet,
    *,
    exclude_answered: bool = False,
    progress: "Progress | None" = None,
) -> Searched:
    """Search every answerable question with a history in each way.

    Raises:
        InputError: There is no such question, or evidence is not in the documents.
    """
    questions = tuple(q for q in eval_set.questions if q.answerable and q.history)
    if not questions:
        raise InputError(f"{safe_line(eval_set.name)}: no answerable question has a history")
    ask = partial(run, assistant, exclude_answered=exclude_answered, progress=progress)
    carried = score(ask(replace(eval_set, questions=questions)).outcomes)
    # Where nothing is carried over, the raw question was searched, which is not done again.
    known = {
        (question.id, question.text): result.values
        for question, result in zip(questions, carried, strict=True)
        if not result.carried
    }
    keys = {
        way: [(question.id, wording(question)) for question in questions]
        for way, wording in _wordings(questions).items()
    }
    new = {
        key: replace(question, text=key[1])
        for way in keys
        for question, key in zip(questions, keys[way], strict=True)
        if key not in known
    }
    alone = score(ask(replace(eval_set, questions=tuple(new.values())), context=False).outcomes)
    known |= zip(new, (result.values for result in alone), strict=True)
    values = {way: [known[key] for key in keys[way]] for way in keys}
    values[_CARRIED] = [result.values for result in carried]
    return Searched(questions, [result.carried for result in carried], values)


def _wordings(questions: Sequence[EvalQuestion]) -> dict[str, Callable[[EvalQuestion], str]]:
    """Return what is searched for a question without its history, by way."""
    wordings: dict[str, Callable[[EvalQuestion], str]] = {
        _RAW: lambda question: question.text,
        _PREVIOUS_PASTED: lambda question: _pasted(question, question.history[-1:]),
        _ALL_PASTED: lambda question: _pasted(question, question.history),
    }
    if any(question.rewrite for question in questions):
        wordings[_BY_HAND] = lambda question: question.rewrite or question.text
    return wordings


def _pasted(question: EvalQuestion, history: History) -> str:
    """Return earlier questions and the question; too much loses its beginning."""
    texts = [*(exchange.question for exchange in history), question.text]
    return " ".join(texts)[-LONGEST_QUESTION:]


def table(name: str, searched: Searched) -> str:
    """Return the ways as a Markdown table; differences are to the raw question.

    Below it stands how the words carried over agree with the rewrites, where there are any.
    """
    head = "".join(f" {measure} | difference |" for measure in _SHOWN)
    count = len(searched.questions)
    return "\n".join(
        [
            f"### {safe_line(name)}: {counted(count, 'answerable question')} with a history\n",
            f"| questions | searched |{head}",
            "|---|---|" + "--:|---|" * len(_SHOWN),
            *(row for part in _parts(searched) for row in _rows(searched, *part)),
            *_agreement(searched),
        ]
    )


def _agreement(searched: Searched) -> Iterator[str]:
    asked = zip(searched.questions, searched.carried, strict=True)
    rewritten = [
        Rewritten(question.text, question.history, question.rewrite or question.text, words)
        for question, words in asked
        if question.rewrite or _STANDALONE in question.tags
    ]
    if rewritten:
        yield ""
        yield carrying(rewritten).sentence()


def _parts(searched: Searched) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield all questions, and apart those of which a rewrite tells whether they stand alone."""
    alone = [
        question.rewrite and folded(question.rewrite) == folded(question.text)
        for question in searched.questions
    ]
    parts = {
        "all": range(len(alone)),
        "stand alone": [i for i, stands in enumerate(alone) if stands],
        "do not stand alone": [i for i, stands in enumerate(alone) if stands is False],
    }
    for part, chosen in parts.items():
        if chosen:
            carry = sum(bool(searched.carried[i]) for i in chosen)
            yield f"{part}: {len(chosen):,} ({carry:,} with words carried over)", chosen


def _rows(searched: Searched, part: str, chosen: Sequence[int]) -> Iterator[str]:
    for way in _WAYS:
        if way not in searched.values:
            continue
        cells = [part if way == _RAW else "", way]
        for measure in _SHOWN:
            raw = [searched.values[_RAW][i][measure] for i in chosen]
            values = [searched.values[way][i][measure] for i in chosen]
            cells.append(f"{fmean(values):.3f}")
            cells.append("" if way == _RAW else difference_cell(paired_difference(values, raw)))
        yield f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each set; return 0, or 2 where one cannot be measured."""
    with guarded(_PROGRAM) as ending, terminating():
        options = _parser().parse_args(arguments)

        def searched(assistant: "Assistant", eval_set: EvalSet, progress: "Progress") -> str:
            exclude = options.exclude_answered
            found = search_each_way(
                assistant, eval_set, exclude_answered=exclude, progress=progress
            )
            return table(eval_set.name, found)

        for path in options.sets:
            if path.name.endswith(CONVERSATIONS):
                print_section(of_conversations(path))
            else:
                print_tables(_PROGRAM, options, searched, [path])
    return ending.code


def _parser() -> OneLineParser:
    parser = sets_parser(
        _PROGRAM,
        "Print what following a conversation is worth, as Markdown tables: answerable questions "
        "with a history, searched raw, with earlier questions pasted in front, with words "
        "carried over (what Quoth does) and as rewritten by hand; bold differences are sure. Then "
        "the words carried over against those of the rewrites, which is all there is of a SET that "
        "is a .jsonl.xz of conversations.",
    )
    add_exclude_answered(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
