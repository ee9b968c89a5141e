"""Suggesting: questions to begin with, each of which the documents answer for sure."""

import re
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from index.errors import QuothError

if TYPE_CHECKING:
    from assistant.answerer import Answering
    from assistant.conversation import Turn

MOST_ASKED = 15
"""Questions that are tried; over most documents fewer do."""
_MADE = 3 * MOST_ASKED
_DOCUMENTS = 6
"""Documents that are looked into, spread over all."""
_READ = 40_000
"""Characters of a document that are looked through."""
_OF_A_DOCUMENT = 6
_OF_A_PATTERN = 2
"""Questions of one document, and of one kind in it, that are tried."""

# All of these are bounded: over a name of thousands of parts, as chemistry has them, time would
# grow with the square of its length, and the whole chat would stand still.
_WORD = r"[A-Z][\w’'-]{0,30}\w"  # noqa: RUF001
_NAME = rf"((?<![\w-]){_WORD}(?: {_WORD}){{1,2}})"
_PERSON = (
    r"(?:[\w-]{1,30} ){0,3}?(?:[\w-]{0,30}(?:er|or|ist|ian|man|woman)|expert|chief|head|student|king|queen"
    r"|president|judge|clerk)\b"
)
_TITLE = r"(?:President|Minister|Mayor|Councillor|Professor|Judge|Senator|Chancellor|Captain)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ABOUT = "What is this about?"
_SAID = {
    "announced": "announce", "argued": "argue", "claimed": "claim", "decided": "decide",
    "promised": "promise", "proposed": "propose", "said": "say", "warned": "warn",
}  # fmt: skip
_CHANGED = "raised|reduced|increased|cut|lowered"
_AT = rf"(?:(?:{_CHANGED}|set|fixed) (?:to|at) )?"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), question)
    for pattern, question in (
        (rf"\b{_NAME}(?:, (?:an? |the )?| (?:is|was) (?:an?|the) ){_PERSON}", r"Who is \1?"),
        (rf"\b(?:{_TITLE}|[Tt]he {_PERSON},) {_NAME}\b", r"Who is \1?"),
        (r"(?:^|\. )The ([^,.;:\n]{3,50}?) (is|are) limited to\b", r"What \2 the \1 limited to?"),
        (rf"(?:^|\. )The ([^,.;:\n]{{3,60}}?) (is|was|are|were) {_AT}(?:about )?[€$£]?\d",
         r"What \2 the \1?"),
        (rf"(?:^|\. )([A-Z][a-z]+(?: [a-z]+)?) (is|was|are|were) ({_CHANGED}) by\b",
         r"By how much \2 \1 \3?"),
        (r"(?:^|\. )([A-Z][a-z]+(?: [a-z]+)?) (is|are) (payable|due)\b", r"When \2 \1 \3?"),
        (rf"{_NAME} ({'|'.join(_SAID)}) that\b", r"What did \1 \2?"),
        (rf"\b[Oo]n (\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{1,2}}, \d{{4}})",
         r"What happened on \1?"),
        (rf"\b[Ii]n ({_MONTH} \d{{4}})\b", r"What happened in \1?"),
    )
)  # fmt: skip
"""What a sentence says, and the question that it answers; what comes first makes the better one."""


def suggested(assistant: "Answering", most: int = 3) -> tuple[str, ...]:
    """Return questions that the sentences answer surely which they were made of, at most so many.

    Where that gives too few, as where a document cannot be read, the last asks what the documents
    are about, which is always answered.
    """
    by_document = [
        list(islice(_made(assistant, id_), _OF_A_DOCUMENT)) for id_ in _spread(assistant)
    ]
    in_turn = (made for several in zip_longest(*by_document) for made in several if made)
    found: list[str] = []
    made = {question: (document, place) for question, document, place in islice(in_turn, _MADE)}
    for question, (document, place) in islice(made.items(), MOST_ASKED):
        if _is_answered(assistant, question, document, place):
            found.append(question)
            if len(found) == most:
                break
    return tuple([*found, _ABOUT][:most])


def _spread(assistant: "Answering") -> list[str]:
    try:
        documents = assistant.documents
    except QuothError:
        return []
    step = max(len(documents) // _DOCUMENTS, 1)
    return [documents[at].id for at in range(0, len(documents), step)][:_DOCUMENTS]


def _made(assistant: "Answering", document: str) -> Iterator[tuple[str, str, int]]:
    """Yield questions, each with the document and the place that it was made of."""
    try:
        text = assistant.text(document)[:_READ]
    except QuothError:  # it is said where somebody asks; nobody has asked for this
        return
    for pattern, question in _PATTERNS:
        for found in islice(pattern.finditer(text), _OF_A_PATTERN):
            yield _worded(question, found), document, found.start(1)


def _worded(question: str, found: re.Match[str]) -> str:
    """Return a question with the words that were found; inside it, a sentence has no capital any more."""
    before, said, after = question.partition(r"\1")
    subject = found[1]
    if before.startswith(("When", "By how much")):
        subject = subject[0].lower() + subject[1:]
    words = found.expand(before) + subject + found.expand(after) if said else question
    return re.sub(r"\w+(?=\?\Z)", lambda verb: _SAID.get(verb[0], verb[0]), words)


def _is_answered(assistant: "Answering", question: str, document: str, place: int) -> bool:
    try:
        turn: Turn = assistant.compose(assistant.retrieve(question), k=1)
    except QuothError:
        return False
    passages = turn.answer.passages
    if not (turn.answer.is_sure and passages):
        return False
    highlight = passages[0].highlight
    is_there = passages[0].citation.document == document
    return is_there and highlight.start <= place < highlight.end
