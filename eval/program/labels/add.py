"""``quoth-eval add RECORDS SET``: what was labelled in a chat, or drafted, becomes part of a set."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from assistant.console.messages import ignore, say
from assistant.console.parser import OneLineParser
from eval.labelling.candidates import FROM_CHAT, Candidate, candidates
from eval.labelling.documents import documents_of
from eval.labelling.examination import Text
from eval.labelling.findings import Finding
from eval.labelling.growing_set import GrowingSet
from eval.labelling.logged import FROM_JUDGE, FROM_LOG, SHOWN
from eval.labelling.review import Quit, review
from eval.program.frozen import frozen
from eval.program.labels.options import add_labelling_options
from eval.questions.eval_set import DRAFT
from index.errors import InputError

_PROGRAM = "quoth-eval"
_DONE, _REFUSED = 0, 1
_ORIGINS = {FROM_CHAT, FROM_LOG, FROM_JUDGE}


@dataclass(frozen=True, slots=True)
class _Options:
    records: Path
    set: Path
    all: bool
    tags: tuple[str, ...]
    sources: tuple[Path, ...]
    quiet: bool


def run(arguments: Sequence[str]) -> int:
    """Add records to a set, each as soon as it is accepted; return 1 if one could not be.

    Raises:
        QuothError: The records, the set or the documents cannot be read, or the set not written.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    note = ignore if options.quiet else partial(say, program=_PROGRAM)
    growing = _growing(options)
    documents = documents_of(options.set, options.sources, note)
    counts: Counter[str] = Counter()
    try:
        _add(options, growing, lambda name: documents[name].text, counts)
    finally:
        found = ", ".join(f"{what} {count:,}" for what, count in counts.items())
        note(f"{growing.name}: {found or 'nothing added'}")
    return _REFUSED if counts["refused"] else _DONE


def _growing(options: _Options) -> GrowingSet:
    if options.set.exists() and options.records.exists() and options.set.samefile(options.records):
        raise InputError(f"{options.set}: is the file of records; name the set to add them to")
    if not options.set.parent.is_dir():
        raise InputError(f"{options.set}: there is no folder {options.set.parent}; make it first")
    return GrowingSet(options.set)


def _add(options: _Options, growing: GrowingSet, text: Text, counts: Counter[str]) -> None:
    """Decide on each record in turn; ``counts`` says what became of them, whatever ends this."""
    found = list(candidates(options.records, text))
    for number, candidate in enumerate(found, 1):
        if not isinstance(candidate, Candidate):
            _refuse(candidate, counts)
        elif growing.holds(candidate.question):
            counts["in it already"] += 1
        elif options.all:
            _add_checked(candidate, options.tags, growing, counts)
        else:
            proposed = candidate.retagged(
                options.tags,
                dropping=_ORIGINS | {DRAFT},
                tags_unanswerable=growing.tags_unanswerable,
            )
            heading = f"[{number:,} of {len(found):,}] {candidate.question.text}"
            decision = review(proposed, heading, growing, text)
            if decision is Quit.QUIT:
                return
            if decision is None:
                counts["skipped"] += 1
            else:
                name = growing.append(_labels(decision), decision.question)
                counts["added"] += 1
                sys.stdout.write(f"added as {name}\n\n")


def _add_checked(
    candidate: Candidate, tags: Sequence[str], growing: GrowingSet, counts: Counter[str]
) -> None:
    """Add a candidate in which nothing is found; a draft stays one, and so is refused."""
    checked = candidate.retagged(
        tags,
        dropping=_ORIGINS if tags else (),
        tags_unanswerable=growing.tags_unanswerable,
    )
    findings = list(growing.doubts(checked.question))
    if findings:
        _refuse(findings, counts)
        return
    growing.append(_labels(checked), checked.question)
    counts["added"] += 1


def _labels(candidate: Candidate) -> dict[str, Any]:
    """Return the fields of a candidate that become part of a set."""
    return {name: value for name, value in candidate.fields.items() if name != SHOWN}


def _refuse(findings: Iterable[Finding], counts: Counter[str]) -> None:
    for finding in findings:
        say(f"not added: {finding}", _PROGRAM)
    counts["refused"] += 1


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=f"{_PROGRAM} add",
        description="Review questions that were labelled in a chat, or drafted, and add them to "
        "an eval set: each is shown with its evidence in its surroundings, and added as soon as "
        "it is accepted. What is in the set already is passed over, so a review can be gone on "
        "with.",
        epilog=f"Exit codes: {_DONE} done, {_REFUSED} some record could not be added, "
        "2 could not run.",
    )
    add = parser.add_argument
    add("records", metavar="RECORDS", type=Path, help="a file of eval records to review")
    add("set", metavar="SET", type=Path, help="the file of eval records that they are added to")
    add("--all", action="store_true", help="add all in which check finds nothing, without asking")
    add(
        "--tag",
        dest="tags",
        metavar="TAG",
        action="append",
        default=[],
        help=f'a tag in place of "{FROM_CHAT}"; repeatable',
    )
    add_labelling_options(parser)
    return parser
