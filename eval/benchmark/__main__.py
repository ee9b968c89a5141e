"""``python -m eval.benchmark`` measures Quoth beside the floor and the plain script.

All on one core, with nothing from the network, in a temporary folder. Times on a busy machine
mean little; the ratios hold, since the programs take turns.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.console.ending import guarded, terminating
from assistant.console.messages import say
from assistant.console.parser import OneLineParser
from assistant.console.streams import standard_output, write_record
from assistant.console.values import positive
from eval.benchmark.changing_folder import ChangingFolder
from eval.benchmark.contest import Contest
from eval.benchmark.figures import Figure, table, to_record
from eval.benchmark.process import use_one_core

_PROGRAM = "eval.benchmark"
_QUICK = 240
_SIZES = (_QUICK, 20_000)
_RUNS = 7
_NOTES = """
All on one core, taking turns; ask is the median of {runs} runs, ratios are Quoth over its rival.
floor: onnxruntime, tokenizers, one encoding and a flat FAISS index of the same size, no more.
plain: sentence-transformers and a flat FAISS index. Its build rate is that of model.encode alone,
over at most 300 passages; Quoth's is of the whole process, token vectors included.
read: with the reader, as is the default; all else ranks without it, as its rivals do.
CrossEncoder: that of sentence-transformers, of the same size, with one passage at a time.
first paint: from the start of the process until a terminal shows the question line.
"""
_FOLDER_NOTES = """
Whole processes, taking turns; each time is the median of {runs} runs, the build's is of one.
outside of encoding: while no passage was being encoded, of the whole build.
nothing changed: quoth index, which reads every file and proves every byte of the index.
of one file: the article in seeds/, so that the ratio is what a large folder costs a question.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0, whichever goals are met, or 2 where it could not run."""
    with guarded(_PROGRAM) as ending, terminating():
        options = _parser().parse_args(arguments)
        with _working_folder(options.keep) as home:
            if options.folder:
                found = list(ChangingFolder(home, options.folder, _say).run(options.runs))
            else:
                found = _contests(home, options.sizes, options.runs)
        _print(
            found, _FOLDER_NOTES if options.folder else _NOTES, options.runs, as_json=options.json
        )
    return ending.code


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=_PROGRAM,
        description="Compare Quoth's speed and memory with the floor and the plain script.",
        epilog=f"With {max(_SIZES):,} passages it takes half an hour, most of it building indexes.",
    )
    add = parser.add_argument
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--sizes",
        metavar="N,N",
        type=_sizes,
        default=_SIZES,
        help=f"numbers of passages (default: {','.join(map(str, _SIZES))})",
    )
    which.add_argument(
        "--folder",
        metavar="FILES",
        type=positive,
        help="measure a folder of so many files that changes instead, on all cores",
    )
    which.add_argument(
        "--quick", dest="sizes", action="store_const", const=(_QUICK,), help=f"{_QUICK} only"
    )
    add(
        "--runs",
        metavar="N",
        type=positive,
        default=_RUNS,
        help="runs of ask (default: %(default)s)",
    )
    add("--json", action="store_true", help="print a JSON record, nothing else")
    add(
        "--keep",
        metavar="DIR",
        type=Path,
        help="work here and leave corpus and indexes for the next time; "
        "those that are still current are not built and timed again",
    )
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(positive(part) for part in text.split(","))


def _contests(home: Path, sizes: Sequence[int], runs: int) -> list[Figure]:
    use_one_core()
    return [figure for size in sizes for figure in Contest(home, size, _say).run(runs)]


def _print(figures: Sequence[Figure], notes: str, runs: int, *, as_json: bool) -> None:
    if as_json:
        write_record(standard_output(), to_record(figures))
    else:
        sys.stdout.write(f"{table(figures)}\n{notes.format(runs=runs)}")


@contextmanager
def _working_folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with TemporaryDirectory(prefix="quoth-benchmark-") as folder:
        yield Path(folder).resolve()


def _say(line: str) -> None:
    say(line, _PROGRAM)


if __name__ == "__main__":
    sys.exit(main())
