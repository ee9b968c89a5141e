"""What of a ranking is relevant, and whether sentence and words of its first passage answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering import CitedPassage
from eval.measures.result import DIGITS
from eval.questions.eval_set import EvalQuestion, Qrel
from eval.questions.evidence import LocatedQuote, folded
from index.language import terms, words
from index.passages.passage import Passage

DEPTH = 100
"""Ranks that are judged, whatever number of passages an answer shows."""
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Held:
    """The passage that holds a quote, or most of its characters.

    ``start`` and ``end`` place the quote relative to the passage, so that they hold for an
    identical passage elsewhere; they reach beyond it where it holds only most of the quote.
    """

    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ranking as measures see it.

    ``gains`` has the gain at each rank, 0 for what is not relevant; ``missed`` has the gains of
    what is relevant and was not ranked.
    """

    gains: tuple[int, ...]
    missed: tuple[int, ...] = ()

    @property
    def first_relevant(self) -> int | None:
        """The rank of the first relevant item, counted from 1; None if none was ranked."""
        return next((rank for rank, gain in enumerate(self.gains, 1) if gain), None)


def hold(quoted: LocatedQuote, passages: Iterable[Passage]) -> Held | None:
    """Return which of a document's passages holds a quote or more than half of it, if one does."""
    for passage in passages:
        shared = _overlap(quoted.start, quoted.end, passage.start, passage.end)
        if 2 * shared > quoted.end - quoted.start:
            shift = passage.start
            return Held(passage.text, quoted.start - shift, quoted.end - shift)
    return None


def judge_passages(ranking: Iterable[Passage], evidence: Sequence[Held | None]) -> Judgement:
    """Judge passages; identical ones count as one, as in an answer.

    Evidence that no passage holds (None) counts as relevant and missed.
    """
    relevant = {held.passage for held in evidence if held}
    ranked = _first_distinct(passage.text for passage in ranking)
    missed = len(relevant.difference(ranked)) + sum(held is None for held in evidence)
    return Judgement(tuple(int(text in relevant) for text in ranked), (1,) * missed)


def judge_documents(ranking: Iterable[Passage], qrels: Sequence[Qrel]) -> Judgement:
    """Judge documents, each at its best passage; cut only after that."""
    return judge_ranked((passage.document for passage in ranking), qrels)


def judge_ranked(documents: Iterable[str], qrels: Sequence[Qrel]) -> Judgement:
    """Judge documents by their ids, each at its first place."""
    gains = {qrel.document: qrel.gain for qrel in qrels}
    ranked = _first_distinct(documents)
    missed = tuple(gain for document, gain in gains.items() if document not in ranked)
    return Judgement(tuple(gains.get(document, 0) for document in ranked), missed)


def _first_distinct(items: Iterable[str]) -> dict[str, None]:
    """Return the first ``DEPTH`` distinct items, in order, and look no further."""
    found: dict[str, None] = {}
    for item in items:
        found[item] = None
        if len(found) == DEPTH:
            break
    return found


def sentence_answers(
    first: CitedPassage, answers: Sequence[str], evidence: Sequence[Held | None]
) -> bool:
    """Whether a highlight holds one of the answers, or at least half of a quote.

    Answers are compared without regard to case and white space.
    """
    highlight = first.highlight
    said = folded(highlight.text)
    if any(folded(answer) in said for answer in answers):
        return True
    shift = first.citation.start
    start, end = highlight.start - shift, highlight.end - shift
    return any(
        2 * _overlap(held.start, held.end, start, end) >= held.end - held.start
        for held in evidence
        if held and held.passage == first.text
    )


def answer_f1(said: str, answers: Sequence[str]) -> float:
    """Return the F1 of the words that were said against the labelled answer that they fit best.

    Case, punctuation and articles do not count (Rajpurkar et al., 2016). ``answers`` has at least
    one; in [0, 1].
    """
    return max(_word_f1(_counted_words(said), _counted_words(answer)) for answer in answers)


def carried_f1(question: EvalQuestion, carried: Sequence[str]) -> float | None:
    """Return the F1 of the words that were carried over against those that a person carries over.

    Those are the words of the rewrite that stand in the history and not in the question, by their
    stems; none carried where none is needed is 1. None where there is no history or no rewrite.
    """
    if not (question.history and question.rewrite):
        return None
    before = {
        stem
        for exchange in question.history
        for stem in terms(f"{exchange.question} {exchange.answer or ''}")
    }
    needed = (set(terms(question.rewrite)) - set(terms(question.text))) & before
    return round(_word_f1(Counter(set(terms(" ".join(carried)))), Counter(needed)), DIGITS)


def _word_f1(said: Counter[str], answer: Counter[str]) -> float:
    if not (said and answer):
        return float(said == answer)
    return 2 * (said & answer).total() / (said.total() + answer.total())


def _counted_words(text: str) -> Counter[str]:
    return Counter(word for word in words(text) if word not in _ARTICLES)


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))
