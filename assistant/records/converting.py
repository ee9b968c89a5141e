"""A turn as its answer record, and a turn read back from one."""

from typing import TYPE_CHECKING

from msgspec import UNSET

from assistant.answering import (
    Answer,
    Certainty,
    Citation,
    CitedPassage,
    Explanation,
    Highlight,
    Reason,
    Words,
)
from assistant.conversation import Query, Turn
from assistant.records.answers import (
    AnswerRecord,
    CitationRecord,
    ExplanationRecord,
    HighlightRecord,
    IndexName,
    PassageRecord,
    ReasonRecord,
    ReplyRecord,
    WordsRecord,
    highlight_of,
)
from assistant.records.indexes import AboutRecord
from assistant.records.record import SURE_BEFORE, RecordError
from assistant.records.restrictions import RestrictionRecord
from index.metadata import UNKNOWN
from index.search.restriction import EVERYTHING

if TYPE_CHECKING:
    from index.signals.correction import Correction

_DIGITS = 6
"""Scores are rounded in records, so that the same answer gives the same bytes everywhere."""


def answer_record(
    turn: Turn,
    index: IndexName,
    *,
    question_id: str | None = None,
    conversation: str | None = None,
    explain: bool = False,
) -> AnswerRecord:
    """Return the record of a turn, with the reasons for its ranking if ``explain``."""
    answer = turn.answer
    read = {correction.typed: correction.read for correction in turn.query.corrections}
    return AnswerRecord(
        id=question_id,
        conversation=conversation,
        question=turn.question,
        query=turn.query.text,
        carried=list(turn.query.carried),
        restricted=RestrictionRecord.of(turn.within),
        reply=ReplyRecord(act=turn.query.act, text=turn.reply) if turn.query.act else UNSET,
        found=answer.found,
        certainty=answer.certainty,
        confidence=_rounded(answer.confidence),
        corrected=read or UNSET,
        unmentioned=list(answer.unmentioned) or UNSET,
        passages=[_passage_record(passage, explain=explain) for passage in answer.passages],
        index=index,
    )


def turn_of(record: AnswerRecord) -> Turn:
    """Return the turn that an answer record tells of.

    What the record leaves out, the reasons where nobody asked for them, is empty in the turn.

    Raises:
        RecordError: It contradicts itself.
    """
    if not 0 <= record.confidence <= 1:
        raise RecordError("the confidence is no probability")
    passages = [_passage(f"passage {rank}", one) for rank, one in enumerate(record.passages, 1)]
    unmentioned = tuple(record.unmentioned or ())
    answer = Answer(_certainty(record), record.confidence, tuple(passages), unmentioned)
    act = record.reply.act if record.reply else None
    query = Query(record.query, tuple(record.carried), _corrections(record), act)
    within = record.restricted.restriction() if record.restricted else EVERYTHING
    return Turn(record.question, query, answer, within, record.reply.text if record.reply else "")


def _certainty(record: AnswerRecord) -> Certainty:
    """Return how certain an answer is; earlier versions said no more than whether it was found."""
    if not record.certainty:
        usual = Certainty.SURE if record.confidence >= SURE_BEFORE else Certainty.UNSURE
        return usual if record.found else Certainty.NO
    if record.found is (record.certainty is Certainty.NO):
        raise RecordError("found and certainty contradict each other")
    return record.certainty


def _passage_record(passage: CitedPassage, *, explain: bool) -> PassageRecord:
    return PassageRecord(
        rank=passage.rank,
        score=_rounded(passage.score),
        text=passage.text,
        highlight=_highlight_record(passage.highlight, passage.citation),
        read=passage.read,
        citation=citation_record(passage.citation),
        preformatted=list(passage.preformatted) or UNSET,
        also=[citation_record(citation) for citation in passage.also] or UNSET,
        explain=_explanation_record(passage.explanation) if explain else UNSET,
    )


def _highlight_record(highlight: Highlight, citation: Citation) -> HighlightRecord:
    answer, header = highlight.answer, highlight.header
    return HighlightRecord(
        start=highlight.start,
        end=highlight.end,
        text=highlight.text,
        answer=_words_record(answer) if answer else None,
        header=_words_record(header) if header else UNSET,
        page=citation.marked_page or UNSET,
        page_label=citation.page_label or UNSET,
    )


def _words_record(words: Words) -> WordsRecord:
    return WordsRecord(start=words.start, end=words.end, text=words.text)


def citation_record(citation: Citation, marker: int | None = None) -> CitationRecord:
    """Return the record of a citation, under another number where one is given."""
    return CitationRecord(
        marker=citation.marker if marker is None else marker,
        document=citation.document,
        title=citation.title,
        section=citation.section,
        paragraph=citation.paragraph,
        page=citation.page,
        start=citation.start,
        end=citation.end,
        prefix=citation.prefix,
        suffix=citation.suffix,
        sha256=citation.sha256,
        link=citation.link or UNSET,
        about=AboutRecord.of(citation.metadata),
        cells=citation.cells or UNSET,
        changed=UNSET if citation.intact else True,
    )


def _explanation_record(explanation: Explanation) -> ExplanationRecord:
    signals = [
        ReasonRecord(signal=reason.signal, value=_rounded(reason.value), part=_rounded(reason.part))
        for reason in explanation.reasons
    ]
    return ExplanationRecord(signals=signals, matched=list(explanation.matched))


def _rounded(number: float) -> float:
    return round(float(number), _DIGITS) + 0.0  # never -0.0


def _corrections(record: AnswerRecord) -> tuple["Correction", ...]:
    from index.signals.correction import Correction

    return tuple(Correction(typed, read) for typed, read in (record.corrected or {}).items())


def _passage(name: str, record: PassageRecord) -> CitedPassage:
    passage = CitedPassage(
        rank=record.rank,
        score=record.score,
        text=record.text,
        highlight=highlight_of(record.highlight),
        citation=_citation(record.citation, record.highlight),
        explanation=_explanation(record.explain or None),
        also=tuple(map(_citation, record.also or ())),
        read=record.read,
        preformatted=tuple(record.preformatted or ()),
    )
    _check_places(name, passage)
    return passage


def _citation(record: CitationRecord, highlight: HighlightRecord | None = None) -> Citation:
    return Citation(
        marker=record.marker,
        document=record.document,
        title=record.title,
        section=record.section,
        paragraph=record.paragraph,
        page=record.page,
        start=record.start,
        end=record.end,
        prefix=record.prefix,
        suffix=record.suffix,
        sha256=record.sha256,
        link=record.link or None,
        intact=not record.changed,
        marked_page=(highlight and highlight.page) or None,
        page_label=(highlight and highlight.page_label) or None,
        metadata=record.about.metadata() if record.about else UNKNOWN,
        cells=record.cells or None,
    )


def _explanation(record: ExplanationRecord | None) -> Explanation:
    if record is None:
        return Explanation((), ())
    signals = (Reason(one.signal, one.value, one.part) for one in record.signals)
    return Explanation(tuple(signals), tuple(record.matched))


def _check_places(name: str, passage: CitedPassage) -> None:
    """Refuse offsets that do not fit the quote: whatever shows a passage relies on them."""
    length, first = len(passage.text), passage.citation.start
    for citation in (passage.citation, *passage.also):
        if citation.start < 0 or citation.end - citation.start != length:
            raise RecordError(f"the offsets of {name} do not fit its text")
    start, end = passage.highlight.start - first, passage.highlight.end - first
    if not 0 <= start <= end or passage.text[start:end] != passage.highlight.text:
        raise RecordError(f"the highlight of {name} is not in its text")
    words = passage.highlight.answer
    if words and (
        not start <= words.start - first <= words.end - first <= end
        or passage.text[words.start - first : words.end - first] != words.text
    ):
        raise RecordError(f"the answer in {name} is not in its highlight")
    ends = [first, *(end for span in passage.preformatted for end in span), first + length]
    if ends != sorted(ends):
        raise RecordError(f"the preformatted stretches of {name} are not in its text")
    if passage.read is not None and not 0 <= passage.read <= 1:
        raise RecordError(f"read of {name} is no probability")
