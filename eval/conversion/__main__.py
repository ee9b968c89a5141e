"""``python -m eval.conversion`` measures what readers of files make of documents whose text is known.

Prints a table, a row for each format, and says what breaks a limit; then the exit code is 1.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.console.ending import guarded, terminating
from assistant.console.messages import say
from assistant.console.parser import OneLineParser
from eval.conversion.documents import documents
from eval.conversion.gate import broken
from eval.conversion.measuring import Score, measure
from eval.conversion.writing import samples

_PROGRAM = "eval.conversion"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every format; return 0 where each keeps its limits, 1 where one does not."""
    failed: list[str] = []
    with guarded(_PROGRAM) as ending, terminating():
        OneLineParser(prog=_PROGRAM, description=__doc__).parse_args(arguments)
        scores = measured()
        sys.stdout.write(table(scores))
        failed = [line for name, score in scores.items() for line in broken(name, score)]
        for line in failed:
            say(line, _PROGRAM)
    return ending.code or int(bool(failed))


def measured() -> Mapping[str, Score]:
    """Return what was measured of all files of each format, by its ending."""
    scores: dict[str, Score] = defaultdict(Score)
    for truth in documents():
        for sample in samples(truth):
            scores[sample.ending] += measure(sample)
    return scores


def table(scores: Mapping[str, Score]) -> str:
    """Return the measures as a table in Markdown."""
    names = list(Score().shares)
    lines = [f"| format | {' | '.join(names)} |", f"|---|{'--:|' * len(names)}"]
    for ending, score in scores.items():
        shares = (f"{share:.4f}" for share in score.shares.values())
        lines.append(f"| {ending} | {' | '.join(shares)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
