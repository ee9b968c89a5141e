"""Answering: a question answered, a quotation found, a text judged, an answer verified."""

from assistant.citations.anchoring import State, anchor
from assistant.conversation import Exchange
from assistant.judging.extracting import extracts
from assistant.questions import check_question
from assistant.records.answers import AnswerRecord
from assistant.records.claims import claims_of
from assistant.records.converting import answer_record
from assistant.records.findings import FindingRecord
from assistant.records.judgements import JudgementRecord
from assistant.records.questions import ExchangeRecord
from assistant.records.record import RecordError
from assistant.records.verdicts import VerdictRecord
from assistant.service.desk import Desk, texts_of
from assistant.service.faults import RequestError
from assistant.service.requests import AskRequest, FindRequest, JudgeRequest, VerifyRequest
from assistant.service.results import JudgedRecord, VerifiedRecord
from index.search.restriction import Restriction


def ask(desk: Desk, request: AskRequest) -> AnswerRecord:
    """Return the answer to a question; InputError where it, or what it is asked of, is not to be had."""
    check_question(request.question)
    turn = desk.assistant.ask(
        request.question,
        [_exchange(one) for one in request.history],
        k=request.k,
        context=request.context,
        within=Restriction(
            tuple(request.documents),
            tuple(request.sections),
            tuple(request.where),
            request.newest,
        ),
    )
    return answer_record(turn, desk.index)


def _exchange(item: str | ExchangeRecord) -> Exchange:
    return Exchange(item) if isinstance(item, str) else Exchange(item.question, item.answer)


def find(desk: Desk, request: FindRequest) -> FindingRecord:
    """Return where a quotation stands; InputError where it has no letters."""
    return FindingRecord.of(desk.finder.find(request.quotation), request.k)


def judge(desk: Desk, request: JudgeRequest) -> JudgedRecord:
    """Return whether the documents bear out what a text quotes and claims."""
    judged = desk.judge(request.k).judged(extracts(request.text, desk.names, claims=request.claims))
    return JudgedRecord(
        holds=all(one.holds for one in judged),
        judgements=[JudgementRecord.of(one, request.k) for one in judged],
    )


def verify(desk: Desk, request: VerifyRequest) -> VerifiedRecord:
    """Return what has become of the citations of an answer; RequestError where it is none."""
    try:
        claims = list(claims_of(request.answer))
    except RecordError as error:
        raise RequestError(f"verify: {error}") from None
    texts = texts_of(desk, iter({claim.document: None for claim in claims}))
    named = request.answer.get("id")
    verdicts = []
    for claim in claims:
        found = anchor(claim, texts)
        start, end = found.span or (None, None)
        verdicts.append(
            VerdictRecord(
                line=1,
                id=named if isinstance(named, str) else None,
                marker=claim.marker,
                document=claim.document,
                state=found.state.value,
                start=start,
                end=end,
            )
        )
    holds = all(one.state == State.INTACT.value for one in verdicts)
    return VerifiedRecord(holds=holds, verdicts=verdicts)
