"""``quoth-eval candidates RECORDS``: what was answered or judged becomes drafts of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.console.messages import ignore, say
from assistant.console.parser import OneLineParser
from eval.labelling.documents import documents_of
from eval.labelling.duplicates import Asked
from eval.labelling.growing_set import json_line
from eval.labelling.logged import Logged
from eval.program.frozen import frozen
from eval.program.labels.drafts_file import check_new, write_new
from eval.program.labels.options import add_labelling_options
from eval.questions.eval_file import eval_question
from eval.questions.records import records

_PROGRAM = "quoth-eval"
_DONE, _NOTHING = 0, 1


@dataclass(frozen=True, slots=True)
class _Options:
    records: tuple[Path, ...]
    set: Path | None
    unsure: bool
    output: Path | None
    sources: tuple[Path, ...]
    quiet: bool


def run(arguments: Sequence[str]) -> int:
    """Write drafts as eval records, each question once; return 1 where there is none.

    Raises:
        QuothError: Records, the set or the documents cannot be read, or the output not written.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    note = ignore if options.quiet else partial(say, program=_PROGRAM)
    check_new(options.output)
    documents = documents_of(options.set or options.records[0], options.sources, note)
    texts = {name: document.text for name, document in documents.items()}
    logged = Logged(texts, options.unsure, _asked(options.set))
    drafts = [json_line(fields) for path in options.records for fields in logged.drafts(path)]
    write_new("".join(drafts).encode("utf-8"), options.output)
    found = ", ".join(f"{what} {count:,}" for what, count in sorted(logged.counts.items()))
    note(f"{found or 'nothing there'}; review them with: quoth-eval add")
    return _DONE if drafts else _NOTHING


def _asked(path: Path | None) -> Asked:
    asked = Asked()
    for record in records(path) if path and path.exists() else ():
        asked.add(eval_question(record))
    return asked


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=f"{_PROGRAM} candidates",
        description="Make drafts of questions of what was answered (quoth batch, quoth ask --json), "
        "judged (quoth judge --json) or labelled in a chat: each question once, with what was "
        "shown. A person reviews them with quoth-eval add.",
        epilog=f"Exit codes: {_DONE} done, {_NOTHING} no candidate, 2 could not run.",
    )
    add = parser.add_argument
    add("records", metavar="RECORDS", type=Path, nargs="+", help="files of records, a line each")
    add("--set", metavar="SET", type=Path, help="leave out what this set asks already")
    add("--unsure", action="store_true", help="leave out answers that were sure")
    add("-o", "--output", metavar="FILE", type=Path, help="where drafts go (default: stdout)")
    add_labelling_options(parser)
    return parser
