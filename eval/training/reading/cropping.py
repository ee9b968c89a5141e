"""Crops: whole sentences around the answer, as long as the passages that Quoth reads."""

import dataclasses
import random
import re

from eval.training.reading.examples import Example, Span
from index.passages.sentences import sentence_spans

_USUAL = 560
_LONG = 960
_LONG_SHARE = 0.15
_WORD = re.compile(r"\w+")


def cropped(example: Example, rng: random.Random) -> Example:
    """Return the example with as many whole sentences as a passage of Quoth has characters.

    The sentences hold the answer or, where nothing answers, the one that shares most words with
    the question; how many stand before it is drawn.
    """
    limit = _LONG if rng.random() < _LONG_SHARE else _USUAL
    if len(example.passage) <= limit:
        return example
    sentences = sentence_spans(example.passage, 0, len(example.passage))
    first, last = _core(example, sentences)
    while True:
        sides = []
        if first > 0 and sentences[last][1] - sentences[first - 1][0] <= limit:
            sides.append((first - 1, last))
        if last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= limit:
            sides.append((first, last + 1))
        if not sides:
            break
        first, last = rng.choice(sides)
    return _cut(example, sentences[first][0], sentences[last][1])


def _core(example: Example, sentences: list[Span]) -> tuple[int, int]:
    if example.span:
        start, end = example.span
        held = [n for n, (low, high) in enumerate(sentences) if low < end and start < high]
        return held[0], held[-1]
    asked = set(_WORD.findall(example.question.lower()))
    shared = [
        len(asked & set(_WORD.findall(example.passage[low:high].lower())))
        for low, high in sentences
    ]
    best = shared.index(max(shared))
    return best, best


def _cut(example: Example, start: int, end: int) -> Example:
    if example.span:
        start, end = min(start, example.span[0]), max(end, example.span[1])
    span = example.span and (example.span[0] - start, example.span[1] - start)
    return dataclasses.replace(example, passage=example.passage[start:end], span=span)
