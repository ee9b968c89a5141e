"""How a conversation is told to the carrier: latest exchange first, as Quoth has it."""

import random

from eval.training.following.conversations import Exchange, stems
from index.language import content_words, stem
from index.passages.sentences import sentence_spans

TURNS = 6
"""Latest exchanges that are told; of the first one the question is told as well."""
_MARK = " | "
_LONGEST_ANSWER = 400
"""Characters."""
_WHOLE_ANSWER = 0.4
_BARE_QUESTION = 0.25


def conversation(history: tuple[Exchange, ...], rng: random.Random) -> str:
    """Return what is read of a history: `question | answer | question | answer ...`.

    The latest exchange comes first, so that what is cut off at the end is the oldest. Most
    earlier questions have the words behind them that they carried, as they have in Quoth; most
    answers are one sentence, as the ones that Quoth marks.
    """
    told: list[str] = []
    for exchange in reversed(history[-TURNS:]):
        told += [_question(exchange, exchange is history[0], rng), _answer(exchange, rng)]
    if len(history) > TURNS:
        told.append(_question(history[0], True, rng))
    return _MARK.join(part for part in told if part)


def _question(exchange: Exchange, is_first: bool, rng: random.Random) -> str:  # noqa: FBT001
    if is_first:
        return exchange.rewrite
    if rng.random() < _BARE_QUESTION:
        return exchange.question
    known = stems(exchange.question)
    carried = [word for word in content_words(exchange.rewrite) if stem(word) not in known]
    return " ".join((exchange.question, *dict.fromkeys(carried)))


def _answer(exchange: Exchange, rng: random.Random) -> str:
    answer = exchange.answer
    if rng.random() < _WHOLE_ANSWER:
        return answer[:_LONGEST_ANSWER]
    sentences = [answer[a:b] for a, b in sentence_spans(answer, 0, len(answer))]
    asked = stems(exchange.rewrite)
    return max(sentences, key=lambda s: len(asked & stems(s)), default="")[:_LONGEST_ANSWER]
