"""``quoth-eval anchor SET``: evidence that left its document is shown, and quoted anew on request."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.console.counting import counted
from assistant.console.messages import ignore, say
from assistant.console.parser import OneLineParser
from assistant.console.safe_text import safe_line
from eval.labelling.documents import documents_of
from eval.labelling.gone import Gone, gone, reanchor
from eval.labelling.review import ask, in_surroundings, show
from eval.program.frozen import frozen
from eval.program.labels.options import add_labelling_options
from index.errors import InputError

_PROGRAM = "quoth-eval"
_DONE, _LEFT = 0, 1
_PROMPT = "quote it anew? [y]es, [n]o, [q]uit: "


@dataclass(frozen=True, slots=True)
class _Options:
    set: Path
    list: bool
    sources: tuple[Path, ...]
    quiet: bool


def run(arguments: Sequence[str]) -> int:
    """Show each quote that is gone with the nearest place; return 1 if one is left.

    Raises:
        QuothError: The set or its documents cannot be read, or the set not written.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    if options.set.is_dir():
        raise InputError(f"{safe_line(str(options.set))}: is a folder; name a file of eval records")
    note = ignore if options.quiet else partial(say, program=_PROGRAM)
    documents = documents_of(options.set, options.sources, note)
    texts = {name: document.text for name, document in documents.items()}
    found = list(gone(options.set, texts))
    anchored = 0
    for number, one in enumerate(found, 1):
        line = one.question.place.line
        heading = f"[{number:,} of {len(found):,}] line {line}: {one.question.text}"
        _show(one, heading, texts)
        if options.list or one.anchored is None:
            continue
        decision = ask(_PROMPT)
        if decision is None or decision in {"q", "quit"}:
            break
        if decision in {"y", "yes"}:
            reanchor(options.set, one)
            anchored += 1
    gone_now = counted(len(found) - anchored, "quote")
    note(f"{safe_line(str(options.set))}: quoted anew {anchored:,}, {gone_now} gone")
    return _LEFT if anchored < len(found) else _DONE


def _show(found: Gone, heading: str, texts: dict[str, str]) -> None:
    show([heading, f"  was, {found.evidence.document}: {found.evidence.quote}"])
    if found.place is None:
        show(["  nothing in the documents is like it; mend the record by hand"])
        return
    text = texts[found.place.document]
    show([f"  now, {found.place.document}, {found.place.likeness:.0f} % alike:"])
    show([f"    {in_surroundings(text, found.place.start, found.place.end)}"])
    if found.anchored is None:
        show(["  it is there more than once, and nothing before it tells which is meant"])
    sys.stdout.flush()


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=f"{_PROGRAM} anchor",
        description="Show evidence that is no longer in its document, as after an edit, with the "
        "place that is most like it, and write that into the set where it is confirmed.",
        epilog=f"Exit codes: {_DONE} all evidence stands, {_LEFT} some is gone, 2 could not run.",
    )
    add = parser.add_argument
    add("set", metavar="SET", type=Path, help="a file of eval records")
    add("--list", action="store_true", help="only show, ask nothing and change nothing")
    add_labelling_options(parser)
    return parser
