"""Figures of a reader on held-out rows: does "answers" tell, and are the words the right ones?"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import torch
from tokenizers import Tokenizer

from eval.measures.measures import auroc
from eval.training.reading.cropping import cropped
from eval.training.reading.examples import Example, Span
from eval.training.reading.near_misses.drawing import near_misses
from eval.training.reading.network import Reader
from eval.training.reading.rows import ReadingRow, collated, reading_row

_BATCH = 32
_LONGEST = 64
"""Wordpieces of an answer; the evidence sentences of the sets are as long as that."""
_DRAWS = 1_000
_MADE = 2_000
_MADE_SEED = "held out"
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a reader makes of an example.

    Attributes:
        example: What was read.
        answers: The logit "answers".
        span: The likeliest span of the passage, whether it answers or not.
        margin: By how much its logits are above those of "nothing answers".
    """

    example: Example
    answers: float
    span: Span
    margin: float

    @property
    def right(self) -> float:
        """Return the F1 of the span's words against the words that answer; 0 where none do."""
        passage = self.example.passage
        wanted = passage[slice(*self.example.span)] if self.example.span else ""
        return word_f1(passage[slice(*self.span)], wanted)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: unanswerable rows of one kind against the answerable ones beside them.

    `auroc` is of the logit "answers", with its 95 % percentile-bootstrap interval; `by_margin` of
    the mean of that and the span's margin; `f1` of the words where the passage answers.
    """

    kind: str
    answerable: int
    unanswerable: int
    auroc: float
    low: float
    high: float
    by_both: float
    f1: float


def held_out(examples: Iterable[Example]) -> Iterator[Example]:
    """Yield the examples as they are judged: cropped, with their heading, as they were asked."""
    for example in examples:
        yield cropped(example, random.Random(example.id))
    yield from near_misses(_MADE, _MADE_SEED)


def judged(reader: Reader, examples: Iterable[Example], tokenizer: Tokenizer) -> list[Prediction]:
    """Return the predictions on the examples, shortest first, read in full precision."""
    rows = [reading_row(example, tokenizer) for example in examples]
    rows.sort(key=lambda row: len(row.ids))
    reader.eval()
    predictions = []
    with torch.inference_mode():
        for start in range(0, len(rows), _BATCH):
            some = rows[start : start + _BATCH]
            spans, answers = reader(collated(some))
            for row, span, answer in zip(some, spans.numpy(), answers.tolist(), strict=True):
                predictions.append(_prediction(row, span, answer))
    return predictions


def _prediction(row: ReadingRow, logits: np.ndarray, answers: float) -> Prediction:
    first, last = row.passage, row.passage + len(row.offsets)
    sums = logits[first:last, :1] + logits[None, first:last, 1]
    width = np.arange(len(sums))[None] - np.arange(len(sums))[:, None]
    sums[(width < 0) | (width >= _LONGEST)] = -np.inf
    start, end = divmod(int(sums.argmax()), len(sums))
    span = (row.offsets[start][0], row.offsets[end][1])
    return Prediction(row.example, answers, span, float(sums.max() - logits[0].sum()))


def figures(predictions: Sequence[Prediction]) -> list[Figure]:
    """Return a line for each kind of unanswerable rows, and one for each family and for all.

    The family of a set is the first part of its name, `squad` being one.
    """
    lines = [_figure("all that were written or labelled by rule from texts", _real(predictions))]
    families = sorted({_family(p) for p in predictions})
    for family in families:
        of_family = [p for p in predictions if _family(p) == family]
        kinds = sorted({p.example.kind for p in of_family if p.example.span is None})
        for kind in kinds:
            beside = [p for p in of_family if p.example.span or p.example.kind == kind]
            lines.append(_figure(kind, beside))
    return lines


def _real(predictions: Sequence[Prediction]) -> list[Prediction]:
    return [p for p in predictions if not p.example.kind.startswith("made_")]


def _family(prediction: Prediction) -> str:
    kind = prediction.example.kind
    return kind if kind.startswith("made_") else kind.split("_")[0].rstrip("12")


def _figure(kind: str, predictions: Sequence[Prediction]) -> Figure:
    yes = [p for p in predictions if p.example.span]
    no = [p for p in predictions if not p.example.span]
    sides = [np.array([p.answers for p in side]) for side in (yes, no)]
    both = [np.array([p.answers + p.margin / 2 for p in side]) for side in (yes, no)]
    rng = np.random.default_rng(0)
    drawn = [auroc(*(rng.choice(side, len(side)) for side in sides)) for _ in range(_DRAWS)]
    low, high = np.nanpercentile(drawn, (2.5, 97.5)) if yes and no else (np.nan, np.nan)
    f1 = fmean(p.right for p in yes) if yes else np.nan
    return Figure(kind, len(yes), len(no), auroc(*sides), low, high, auroc(*both), f1)


def word_f1(found: str, wanted: str) -> float:
    """Return the F1 of the words found, as SQuAD counts it: without case, marks and articles."""
    sides = [
        Counter(word for word in _WORD.findall(text.lower()) if word not in _ARTICLES)
        for text in (found, wanted)
    ]
    common = (sides[0] & sides[1]).total()
    return 2 * common / (sides[0].total() + sides[1].total()) if common else 0.0
