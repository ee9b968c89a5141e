"""``python -m eval.studies.quotations``: how well quotations are told, and how fast.

Quotations are made of the documents by program, of six kinds, each said to stand in a document; the
judge is asked what they are. Only the making is random, and it is the same in every run.
"""

import random
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from assistant.commands.options import add_sources
from assistant.console.ending import guarded, terminating
from assistant.console.messages import say
from assistant.console.parser import OneLineParser
from assistant.console.values import path, positive
from assistant.conversation import Turn
from assistant.judging.extracting import Extract
from assistant.judging.judge import Judge, Verdict
from assistant.judging.naming import Said
from assistant.quotations.finder import Finder
from assistant.quotations.finding import Match
from index.errors import InputError
from index.library import Library

_PROGRAM = "eval.studies.quotations"
_SEED = 7
_FEWEST_WORDS = 60
"""Words of a paragraph that is quoted."""
_MOST_DOCUMENTS = 2000
"""Documents that are quoted of a larger collection."""
_MARKUP = re.compile(r"[*_`>#|\[\]<]")

KINDS: Mapping[str, tuple[Verdict, Match]] = {
    "exact": (Verdict.VERBATIM, Match.EXACT),
    "white space": (Verdict.VERBATIM, Match.TYPOGRAPHIC),
    "elided": (Verdict.VERBATIM, Match.ELIDED),
    "one word changed": (Verdict.NEAR, Match.NEAR),
    "stitched": (Verdict.STITCHED, Match.STITCHED),
    "other document": (Verdict.MISATTRIBUTED, Match.EXACT),
}
"""What each kind of quotation is to be told as."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the quotations of one kind: how many were told, how many taken for verbatim.

    ``seconds`` are how long each took.
    """

    kind: str
    right: int
    verbatim: int
    seconds: tuple[float, ...]


class Quoting:
    """Makes quotations of documents, the same ones in every run.

    Args:
        texts: The documents by their ids; at least two, with a long paragraph each.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._chance = random.Random(_SEED)  # noqa: S311 - drawn the same again, not guarded
        self._names = list(texts)
        self._paragraphs = [
            (name, paragraph)
            for name, text in texts.items()
            for paragraph in text.split("\n\n")
            if len(paragraph.split()) >= _FEWEST_WORDS and not _MARKUP.search(paragraph)
        ]
        if len({name for name, _ in self._paragraphs}) < 2:  # noqa: PLR2004 - one and another
            raise InputError("there are no two documents with long paragraphs; name others with -s")

    def quotation(self, kind: str) -> tuple[str, str]:
        """Return the document that a quotation of a kind is said to be of, and what is quoted."""
        name, paragraph, words = self._words(8, 30)
        match kind:
            case "white space":
                ends = [self._chance.choice(["  ", "\n", "\t", "\u00a0"]) for _ in words]
                return name, "".join(w.rstrip() + e for w, e in zip(words, ends, strict=True))
            case "elided":
                third = len(words) // 3
                sign = self._chance.choice([" … ", " ... ", " [...] ", "… "])
                return name, "".join(words[:third]).rstrip() + sign + "".join(words[-third:])
            case "one word changed":
                at = self._chance.randrange(len(words))
                words[at] = self._chance.choice(["umbrella ", "seventeen ", "quietly "])
            case "stitched":
                name, paragraph, words = self._words(6, 15)
                further = self._words(6, 15, besides=paragraph)[2]
                return name, "".join(words).rstrip() + " " + "".join(further)
            case "other document":
                name = self._chance.choice([other for other in self._names if other != name])
        return name, "".join(words)

    def _words(self, least: int, most: int, *, besides: str = "") -> tuple[str, str, list[str]]:
        """Return some words of a paragraph, of another one than ``besides``, as they stand there."""
        name, paragraph = self._chance.choice(self._paragraphs)
        while paragraph == besides:
            name, paragraph = self._chance.choice(self._paragraphs)
        words = re.findall(r"\S+\s*", paragraph)
        count = self._chance.randint(least, most)
        at = self._chance.randrange(len(words) - count)
        return name, paragraph, words[at : at + count]


def judge_each_kind(library: Library, of_each: int) -> list[Told]:
    """Judge so many quotations of each kind.

    Raises:
        InputError: There are too few documents to quote.
    """
    names = list(library.documents)[:_MOST_DOCUMENTS]
    quoting = Quoting({name: library.text(name) for name in names})
    judge = Judge(Finder(library), _no_claim)
    judge.judged([Extract("nothing that stands anywhere", 1, Said())])  # reads all texts, once
    return [_told(judge, quoting, kind, of_each) for kind in KINDS]


def _told(judge: Judge, quoting: Quoting, kind: str, of_each: int) -> Told:
    right = verbatim = 0
    seconds: list[float] = []
    for _ in range(of_each):
        said, quoted = quoting.quotation(kind)
        began = time.perf_counter()
        (judgement,) = judge.judged([Extract(quoted, 1, Said((said,)))])
        seconds.append(time.perf_counter() - began)
        match = judgement.finding.match if judgement.finding else Match.NONE
        right += (judgement.verdict, match) == KINDS[kind]
        verbatim += judgement.verdict is Verdict.VERBATIM
    return Told(kind, right, verbatim, tuple(seconds))


def _no_claim(question: str) -> Turn:
    raise AssertionError(f"a quotation is no claim: {question}")


def table(told: Sequence[Told], documents: int) -> str:
    """Return what came of all kinds as a Markdown table, with the time that each took."""
    lines = [
        f"| of {documents:,} documents | told | verbatim | median ms | 95 % within ms |",
        "|---|--:|--:|--:|--:|",
    ]
    for one in told:
        within = quantiles(one.seconds, n=20)[-1] if len(one.seconds) > 1 else one.seconds[0]
        times = f"{1000 * median(one.seconds):.1f} | {1000 * within:.1f}"
        count = len(one.seconds)
        lines.append(f"| {one.kind} | {one.right}/{count} | {one.verbatim}/{count} | {times} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0, or 2 where it could not be made."""
    with guarded(_PROGRAM) as ending, terminating():
        options = _parser().parse_args(arguments)
        library = Library.open(options.sources, options.index)
        library = library.ready(searching=False, say=lambda message: say(message, _PROGRAM))
        told = judge_each_kind(library, options.of_each)
        sys.stdout.write(table(told, len(library.documents)) + "\n")
    return ending.code


def _parser() -> OneLineParser:
    parser = OneLineParser(
        prog=_PROGRAM, description="Tell quotations that are made of documents by program."
    )
    add_sources(parser, "a file or folder to quote; repeatable")
    parser.add_argument("--index", metavar="DIR", type=path, help="where the index lives")
    parser.add_argument(
        "--of-each",
        metavar="N",
        type=positive,
        default=50,
        help="quotations of each of the six kinds (default: %(default)s)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
