"""``python -m eval.studies.rules SET...``: what each rule of following is worth, left out alone.

The words of a conversation that a question needs are learned; some rules stand around them. Each is
left out in turn, and the questions with a history are searched again into which it then carries
other words. Of a file of conversations without documents, the words carried are compared instead.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING
from unittest.mock import patch

from assistant.console.ending import guarded, terminating
from assistant.console.parser import OneLineParser
from assistant.console.safe_text import safe_line
from assistant.understanding import following, leaning
from eval.judging.harness import run
from eval.judging.scoring import score
from eval.measures.significance import paired_difference
from eval.program.options import add_exclude_answered
from eval.questions.eval_set import EvalQuestion, EvalSet
from eval.studies.carrying import CONVERSATIONS, carrying, held_out_of
from eval.studies.tables import difference_cell, print_section, print_tables, sets_parser
from index.errors import InputError
from index.following import ToldWord
from index.library import Library

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from index.progress import Progress

Search = Callable[[Sequence[EvalQuestion]], Sequence[float]]
"""Searches questions; gives the measure of each."""

_PROGRAM = "eval.studies.rules"
_MEASURE = "nDCG@10"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what stands in place of the function or the words in which it lives."""

    name: str
    room: object
    place: str
    without: object

    def left_out(self) -> AbstractContextManager[object]:
        """Return a context in which nothing follows the rule."""
        return patch.object(self.room, self.place, self.without)


def rules() -> tuple[Rule, ...]:
    """Return the rules around the learned words, in the order in which a question meets them."""
    return (
        Rule("what a question returns to", following, "_returned_to", lambda _, history: history),
        Rule("another who alone is named", following, "subject_named", lambda _: frozenset()),
        Rule("who somebody is", following, "asks_who_is", lambda _: False),
        Rule("every question may lean", following, "leans", lambda _: True),
        Rule("no question leans", following, "leans", lambda _: False),
        Rule("… by its pronouns", leaning, "_points_back", lambda *_: False),
        Rule("… by its first words", leaning, "_OPENERS", ()),
        Rule("… by how little it says", leaning, "_says_little", lambda _: False),
        Rule("a name of its own", leaning, "_has_subject", lambda _: False),
        Rule("an item of a list by its place", following, "item_pointed_at", lambda *_: ("", "")),
        Rule("hardly any of a long list", following, "_without_lists", lambda _, told: list(told)),
        Rule("words that tell nothing", following, "_UNTELLING", frozenset()),
        Rule("one number of its own", following, "_names_number", lambda _: False),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions with a history, the words carried into each and what they were worth so.

    Args:
        questions: In the order of their set; all answerable.
        carried: The words carried into each with all rules.
        values: The measure of each with all rules.
    """

    questions: Sequence[EvalQuestion]
    carried: Sequence[Sequence[str]]
    values: Sequence[float]


def table_of(assistant: "Assistant", eval_set: EvalSet, search: Search) -> str:
    """Return what each rule is worth where questions are searched, as a Markdown table.

    Raises:
        InputError: No answerable question has a history.
    """
    questions = [q for q in eval_set.questions if q.answerable and q.history]
    if not questions:
        raise InputError(f"{safe_line(eval_set.name)}: no answerable question has a history")
    asked = Asked(questions, _carried(assistant, questions), search(questions))
    return "\n".join(
        [
            f"### {safe_line(eval_set.name)}: {len(questions):,} questions with a history\n",
            f"| left out | other words | {_MEASURE} | difference |",
            "|---|--:|--:|---|",
            f"| nothing | | {fmean(asked.values):.3f} | |",
            *(_row(assistant, asked, rule, search) for rule in rules()),
        ]
    )


def _row(assistant: "Assistant", asked: Asked, rule: Rule, search: Search) -> str:
    with rule.left_out():
        carried = _carried(assistant, asked.questions)
        changed = [n for n, words in enumerate(carried) if words != asked.carried[n]]
        found = search([asked.questions[n] for n in changed]) if changed else []
    values = {**dict(enumerate(asked.values)), **dict(zip(changed, found, strict=True))}
    difference = paired_difference(list(values.values()), asked.values)
    cells = (
        rule.name,
        f"{len(changed)}",
        f"{fmean(values.values()):.3f}",
        difference_cell(difference),
    )
    return f"| {' | '.join(cells)} |"


def _carried(assistant: "Assistant", questions: Sequence[EvalQuestion]) -> list[Sequence[str]]:
    return [assistant.query(one.text, one.history).carried for one in questions]


def table_of_words(path: Path) -> str:
    """Return how the words carried agree with rewrites without each rule, as a Markdown table.

    Raises:
        InputError: The file cannot be read, or holds no conversations.
    """
    told = cache(Library.open().following().told)

    def telling(question: str, texts: Sequence[str]) -> list[list[ToldWord]]:
        return told(question, tuple(texts))

    def row(name: str) -> str:
        found = carrying(held_out_of(path, telling))
        idle = f"{found.idle:,} of {found.alone:,}"
        return f"| {name} | {found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f} | {idle} |"

    rows = [row("nothing")]
    for rule in rules():
        with rule.left_out():
            rows.append(row(rule.name))
    return "\n".join(
        [
            f"### {safe_line(path.name)}: held-out conversations\n",
            "| left out | precision | recall | F1 | need nothing, carry a word |",
            "|---|--:|--:|--:|--:|",
            *rows,
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each set; return 0, or 2 where one cannot be measured."""
    with guarded(_PROGRAM) as ending, terminating():
        options = _parser().parse_args(arguments)

        def studied(assistant: "Assistant", eval_set: EvalSet, progress: "Progress") -> str:
            def search(questions: Sequence[EvalQuestion]) -> list[float]:
                found = run(
                    assistant,
                    replace(eval_set, questions=tuple(questions)),
                    exclude_answered=options.exclude_answered,
                    progress=progress,
                )
                return [one.values[_MEASURE] for one in score(found.outcomes)]

            return table_of(assistant, eval_set, search)

        for path in options.sets:
            if path.name.endswith(CONVERSATIONS):
                print_section(table_of_words(path))
            else:
                print_tables(_PROGRAM, options, studied, [path])
    return ending.code


def _parser() -> OneLineParser:
    parser = sets_parser(
        _PROGRAM,
        "Print what each rule of following a conversation is worth, as Markdown tables: each is "
        "left out alone, and answerable questions with a history are searched again into which "
        "other words are carried; bold differences are sure. Of a SET that is a .jsonl.xz of "
        "conversations, the words carried are compared with those of the rewrites.",
    )
    add_exclude_answered(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
