"""``quoth-eval fidelity SET INDEX STORE``: whether two indexes of the same documents answer alike."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.console.parser import OneLineParser, add_version
from assistant.console.streams import standard_output, write_record
from eval.judging.fidelity import LEAST_CANDIDATES, LEAST_FIRST, Fidelity, fidelity
from eval.program.frozen import frozen
from eval.questions.loading import load
from index.files.location import StoreUrl
from index.library import Library

_ALIKE, _OTHER = 0, 1
_SCHEMA = "quoth.fidelity/1"


@dataclass(frozen=True, slots=True)
class _Options:
    set: Path
    index: Path | StoreUrl
    store: Path | StoreUrl
    json: bool


def run(arguments: Sequence[str]) -> int:
    """Ask two indexes all questions of a set, and print how much is alike.

    Raises:
        QuothError: The set or an index cannot be used, or they are of other documents.
    """
    options = frozen(_Options, _parser().parse_args(arguments))
    questions = [question.text for question in load(options.set).questions]
    found = fidelity(
        questions, Library.open(directory=options.index), Library.open(directory=options.store)
    )
    if options.json:
        write_record(standard_output(), {"schema": _SCHEMA, **asdict(found), "holds": found.holds})
    else:
        sys.stdout.write(in_words(found) + "\n")
    return _ALIKE if found.holds else _OTHER


def in_words(found: Fidelity) -> str:
    """Return what was found, in one line."""
    return (
        f"Of {found.questions:,} questions the first passage is the same, with the same score, in "
        f"{found.first:.3f}, the first five are in {found.five:.3f}; of the candidates "
        f"{found.candidates:.3f} are the same."
    )


def _place(text: str) -> Path | StoreUrl:
    return StoreUrl.parse(text) if "://" in text else Path(text)


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog="quoth-eval fidelity",
        description="Ask two indexes of the same documents the same questions, without reading: "
        "one that is taken for right, such as a folder, and one that is to stand in for it, such "
        "as a store that looks into a part of its partitions. Their sources are not looked at.",
        epilog=f"Exit codes: {_ALIKE} the first passage is the same in {LEAST_FIRST} of the "
        f"questions and so are {LEAST_CANDIDATES} of the candidates, {_OTHER} fewer are, "
        "2 could not run.",
    )
    add = parser.add_argument
    add("set", metavar="SET", type=Path, help="questions: a file of eval records or a BEIR folder")
    add("index", metavar="INDEX", type=_place, help="the index that is taken for right")
    add("store", metavar="STORE", type=_place, help="the other: a folder, lance://DIR or s3://…")
    add("--json", action="store_true", help="print a JSON record, nothing else")
    add_version(parser)
    return parser
