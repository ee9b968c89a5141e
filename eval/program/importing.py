"""``quoth-eval import LAYOUT PATH FOLDER``: a public set becomes a folder that can be measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.console.counting import counted
from assistant.console.messages import say
from assistant.console.parser import OneLineParser, add_version
from eval.program.frozen import frozen
from eval.questions.public_sets import beir
from eval.questions.public_sets.importing import LAYOUTS, write
from index.errors import InputError

_PROGRAM = "quoth-eval"
_DONE = 0


@dataclass(frozen=True, slots=True)
class _Options:
    layout: str
    path: Path
    folder: Path
    split: str | None


def run(arguments: Sequence[str]) -> int:
    """Read a public set and write it as a folder in BEIR layout.

    Raises:
        QuothError: It cannot be read, is in another layout, or the folder cannot be written.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    read = LAYOUTS[options.layout]
    if options.split:
        if options.layout != "beir":
            raise InputError("--split: only a set in the layout beir has splits")
        read = partial(beir.read, split=options.split)
    found = read(options.path)
    write(found, options.folder)
    asked, among = (
        counted(len(found.queries), "question"),
        counted(len(found.documents), "document"),
    )
    say(f"wrote {options.folder}: {asked}, {among}", _PROGRAM)
    return _DONE


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=f"{_PROGRAM} import",
        description="Read a public set of questions in the layout in which it is published, and "
        "write it as a folder in BEIR layout, which quoth-eval measures. Nothing is downloaded.",
        epilog=f"Exit codes: {_DONE} done, 2 could not run.",
    )
    add = parser.add_argument
    add("layout", metavar="LAYOUT", choices=LAYOUTS, help=f"one of {', '.join(LAYOUTS)}")
    add("path", metavar="PATH", type=Path, help="the file, or for beir the folder, of the set")
    add("folder", metavar="FOLDER", type=Path, help="the folder to write; must not be there")
    add("--split", metavar="NAME", help="for beir: whose judgements to take (default: test)")
    add_version(parser)
    return parser
