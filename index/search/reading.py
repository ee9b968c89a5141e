"""Reading: a stage that reads the first passages beside the question, and finds the words that answer."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.documents import Span
from index.exactness.asking import asks
from index.language import ENGLISH, terms, words
from index.passages.headings import heading_of
from index.passages.passage import Passage
from index.reading.reader import PassageReader, PassageToRead, Reading
from index.reading.spans import with_whole_links
from index.search.cells import asked_cell, named_cell, shares_of_rows
from index.search.legible import Legible, legible
from index.search.scored_passage import Contribution, ScoredPassage

READ = 8
"""How many of the first passages are read at most; further ones hold little that is found first."""
WEIGHT = 0.25
"""What a passage gains that answers for certain. Bounded, so that reading cannot put a passage
first that resembles the question much less: broad questions have no words that answer them."""

_AT_ONCE = 2
"""Passages that are read before any is passed over; most questions need no more."""
_ANSWERS, _MARGIN, _CONSTANT = 0.54, 0.154, -0.2
"""Logistic regression of "holds the answer" on what the reader says, over the passages that
searches read for five sets of questions, each counting the same."""
_TELLING = 0.2
"""Below this probability the words that were found are no better a mark than the best sentence."""
_NAMED = 0.9
"""At least so probable is a cell that the question names without any doubt."""
_SEVERAL = 2
"""Words of a question of which one alone may stand anywhere."""
_MORE = 2
"""By so many more words of a question another sentence is likelier than the one that a reader marks."""
_WHO_IS = re.compile(r"\s*who(?:['’]s| is| was| are| were)\b", re.IGNORECASE)  # noqa: RUF001
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


def read(
    reader: PassageReader, question: str, passages: Sequence[ScoredPassage]
) -> list[ScoredPassage]:
    """Return passages with those read that can become the first.

    Their scores rise by the probability that they answer, and the sentence that holds the words
    which answer becomes the one that is marked.

    Args:
        reader: Reads them.
        question: What is asked, without what a conversation adds to it.
        passages: At least one, best first.
    """
    texts = [legible(scored.passage) for scored in passages]
    to_read = list(zip(texts, shares_of_rows(question, texts), strict=True))
    first = _within_reach(passages[:_AT_ONCE], passages[0].score)
    judged = _read(reader, question, first, to_read[: len(first)])
    others = passages[len(first) :]
    near = _within_reach(others, max(scored.score for scored in judged))
    end = len(first) + len(near)
    judged += _read(reader, question, near, to_read[len(first) : end])
    return [*judged, *passages[end:]]


def _within_reach(passages: Sequence[ScoredPassage], best: float) -> Sequence[ScoredPassage]:
    """Return the passages, of some that are best first, that reading can raise to a score."""
    return [scored for scored in passages if scored.score + WEIGHT >= best]


def _read(
    reader: PassageReader,
    question: str,
    passages: Sequence[ScoredPassage],
    to_read: Sequence[tuple[Legible, float]],
) -> list[ScoredPassage]:
    """Return passages that were read, given the text of each, and the share of its likeliest row."""
    readings = reader.read(
        question, [PassageToRead(text.text, heading_of(text.passage)) for text, _ in to_read]
    )
    return [
        _judged(question, scored, reading, text, share) if reading else scored
        for scored, reading, (text, share) in zip(passages, readings, to_read, strict=True)
    ]


def _judged(
    question: str, scored: ScoredPassage, reading: Reading, text: Legible, share: float
) -> ScoredPassage:
    logit = _ANSWERS * reading.answers + _MARGIN * reading.margin + _CONSTANT
    start = scored.passage.start
    span = text.place(reading.span) if reading.span else None
    is_in_row = span and text.row_at((span[0] + start, span[1] + start)) is not None
    rate = share if is_in_row else 1.0
    probability = round(rate / (1 + math.exp(-logit)), 6)
    named = named_cell(question, text) if text.rows else None
    if named:
        probability = max(probability, _NAMED)
    part = WEIGHT * probability
    judged = replace(
        scored,
        score=scored.score + part,
        contributions=(*scored.contributions, Contribution("reading", probability, part)),
        read=probability,
    )
    if named or span is None or probability < _TELLING:
        return replace(judged, sentence=named.row, answer=named.cell) if named else judged
    whole = with_whole_links(scored.passage.text, span)
    found = whole[0] + start, whole[1] + start
    sentence = _sentence(scored, found)
    is_english = scored.passage.language == ENGLISH
    likelier = _said_plainly if is_english else _said_most
    plain = likelier(question, scored.passage, sentence)
    if plain:
        return replace(judged, sentence=plain)
    answer = max(found[0], sentence[0]), min(found[1], sentence[1])
    if answer[0] >= answer[1]:
        return judged
    asked = asked_cell(question, text, found)
    if asked:
        return replace(judged, sentence=asked.row, answer=asked.cell)
    if _is_part_of_name(question, scored.passage.text, span):
        return replace(judged, sentence=sentence)
    return replace(judged, sentence=sentence, answer=answer)


def _sentence(scored: ScoredPassage, found: Span) -> Span:
    """Return the sentence in which words answer: of several, the one that holds most of them.

    Of lines that stand apart, as in a list of facts, it is the one that fits the question best. What
    a further question is answered by is none of it.
    """
    passage = scored.passage
    held = [i for i, span in enumerate(passage.sentences) if _shared(span, found) > 0]
    further = (n for n, i in enumerate(held) if n and asks(passage.said(passage.sentences[i])))
    held = held[: next(further, None)]
    spans = [passage.sentences[i] for i in held]
    are_apart = any("\n" in passage.said((upper[1], lower[0])) for upper, lower in pairwise(spans))
    if are_apart and scored.matches:
        return passage.sentences[max(held, key=lambda i: scored.matches[i])]
    return max(spans or passage.sentences, key=lambda span: _shared(span, found))


def _said_plainly(question: str, passage: Passage, marked: Span) -> Span | None:
    """Return the one sentence that says all words of a question, where the marked one says none.

    None where that stands before: then the marked one may go on from it.
    """
    asked = set(terms(question))
    said = [set(terms(passage.said(span))) for span in passage.sentences]
    at = passage.sentences.index(marked)
    whole = [span for span, held in zip(passage.sentences, said, strict=True) if asked <= held]
    whole = [span for span in whole if not asks(passage.said(span))]
    if len(asked) < _SEVERAL or asked & said[at] or len(whole) != 1 or whole[0] < marked:
        return None
    return whole[0]


def _said_most(question: str, passage: Passage, marked: Span) -> Span | None:
    """Return the first sentence that says most of a question; None where the marked one says as much.

    In languages that a reader was not trained on, words tell more than it does.
    """
    asked = set(terms(question, passage.language))
    held = [
        len(asked.intersection(terms(passage.said(at), passage.language)))
        for at in passage.sentences
    ]
    most = max(held)
    is_more = most - held[passage.sentences.index(marked)] >= _MORE
    return passage.sentences[held.index(most)] if is_more else None


def _is_part_of_name(question: str, text: str, span: Span) -> bool:
    """Whether words only complete the name of whom a question asks: "Ann" of "Who is Ann Lee?"."""
    following = _NEXT_WORD.match(text, span[1])
    return (
        bool(_WHO_IS.match(question))
        and following is not None
        and all(word[0].isupper() for word in (*text[slice(*span)].split(), following[1]))
        and set(words(following[1])) <= set(words(question))
    )


def _shared(span: Span, other: Span) -> int:
    """Return how many characters two spans have in common."""
    return min(span[1], other[1]) - max(span[0], other[0])
