"""``python -m eval.training reader DATA``: train a small model that ships with Quoth.

It trains on the CPU, saves where it is every five minutes, and goes on from there when it is
started again; when it is through, it writes weights and a model card.
"""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assistant.console.ending import guarded, terminating
from assistant.console.messages import say
from assistant.console.parser import OneLineParser
from index.errors import InputError

_PROGRAM = "eval.training"
_DATA = {
    "reader": ("reading_train.jsonl.xz", "reading_dev.jsonl.xz"),
    "carrier": ("rewrites.jsonl.xz",),
}
_WEIGHTS = {
    "reader": Path("index/reading/weights"),
    "carrier": Path("index/following/weights"),
}
_WORK = Path("build/training")
_THREADS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what is asked for; return 0, or 2 where the data is missing."""
    with guarded(_PROGRAM) as ending, terminating():
        options = _parser().parse_args(arguments)
        for name in _DATA[options.what]:
            if not (options.data / name).is_file():
                raise InputError(f"{options.data / name}: no such file; name the data's folder")
        _train(
            options.what,
            options.data,
            options.work or _WORK / options.what,
            options.weights or _WEIGHTS[options.what],
            rows=options.rows,
            minutes=options.minutes,
            after=options.after,
        )
    return ending.code


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=_PROGRAM,
        description="Train a small model that ships with Quoth; write its weights and its card.",
    )
    add = parser.add_argument
    add("what", choices=list(_DATA), help="reader: what answers; carrier: what a follow-up needs")
    add("data", metavar="DATA", type=Path, help="the folder of the rows to learn from")
    add("--work", metavar="FOLDER", type=Path, help="of the checkpoint [build/training]")
    add("--weights", metavar="FOLDER", type=Path, help="of the result [where Quoth reads it]")
    add("--rows", metavar="N", type=int, help="how many rows to learn from [as was shipped]")
    add("--minutes", metavar="N", type=float, help="how long to learn, in place of --rows")
    add("--after", metavar="FILE", type=Path, help="weights to go on from, with rows not seen yet")
    return parser


def _train(
    what: str,
    data: Path,
    work: Path,
    weights: Path,
    *,
    rows: int | None,
    minutes: float | None,
    after: Path | None,
) -> None:
    import torch

    from eval.training.following.recipe import train_carrier
    from eval.training.reading.recipe import train_reader

    torch.set_num_threads(_THREADS)
    train = {"reader": train_reader, "carrier": train_carrier}[what]
    report = partial(say, program=_PROGRAM)
    if rows:
        train(data, work, weights, report, rows=rows, minutes=minutes, after=after)
    else:
        train(data, work, weights, report, minutes=minutes, after=after)


if __name__ == "__main__":
    sys.exit(main())
