"""From a document to draft questions, each with the sentence that answers it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from eval.drafting import dates, definitions, names, numbers, objects
from eval.drafting.clauses import clauses, plain
from eval.drafting.people import People
from eval.drafting.wording import Draft, question
from eval.labelling.duplicates import Asked
from eval.questions.eval_set import DRAFT, EvalQuestion
from eval.questions.records import FileLine
from index.documents import BlockKind, Document
from index.passages.sentences import sentence_spans

_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")  # noqa: RUF001
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*")  # noqa: RUF001
_CODE = re.compile(r"^\s*(?:\||```|~~~| {4})")


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft, and where in its document the sentence stands that it was made of."""

    document: str
    quote: str
    start: int
    draft: Draft

    def fields(self, name: str) -> dict[str, object]:
        """Return it as an eval record."""
        answer = self.draft.answer
        return {
            "id": name,
            "question": self.draft.question,
            "evidence": [{"document": self.document, "quote": self.quote}],
            "tags": [DRAFT, self.draft.kind],
            **({"answers": [answer]} if answer and answer in self.quote else {}),
        }


def draft_records(document: Document, most: int) -> list[DraftRecord]:
    """Return at most so many drafts, in the order of the document, no two nearly the same.

    Where there are more, each sentence gives one before any gives two, and those that are left out
    lie evenly over the document.
    """
    by_sentence = [list(found) for found in _by_sentence(document)]
    asked = Asked()
    chosen: list[DraftRecord] = []
    for rank in chain(*[zip_longest(*by_sentence)] if by_sentence else []):
        fresh = [record for record in rank if record and _is_new(record, asked)]
        chosen += _spread(fresh, most - len(chosen))
    return sorted(chosen, key=lambda record: record.start)


def _spread(records: list[DraftRecord], most: int) -> list[DraftRecord]:
    if len(records) <= most:
        return records
    return [records[i * len(records) // most] for i in range(most)]


def _is_new(record: DraftRecord, asked: Asked) -> bool:
    text = record.draft.question
    candidate = EvalQuestion(text, text, FileLine(record.document, 0), answerable=True)
    if asked.twin(candidate):
        return False
    asked.add(candidate)
    return True


def _by_sentence(document: Document) -> Iterator[Iterator[DraftRecord]]:
    text = document.text
    body = [text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.BODY]
    people = People("\n".join(body))
    common = _common(text)
    for block in document.blocks:
        if block.kind is not BlockKind.BODY or _CODE.match(text[block.start : block.end]):
            continue
        for start, end in sentence_spans(text, block.start, block.end):
            quote = text[start:end]
            if text.count(quote) == 1:
                yield (
                    DraftRecord(document.id, quote, start, draft)
                    for draft in drafts(quote, people, common)
                )


def _common(text: str) -> frozenset[str]:
    """Return the words that a document writes small somewhere, as they are with a capital."""
    small = Counter(_SMALL_WORD.findall(text))
    names = Counter(_MID_SENTENCE.findall(text))
    found = {word for word in small if small[word] > names[word.capitalize()]}
    found |= {word + "s" for word in found} | {word.removesuffix("s") for word in found}
    return frozenset(word.capitalize() for word in found | {"the", "a", "an"})


def drafts(sentence: str, people: People, common: Collection[str]) -> Iterator[Draft]:
    """Yield the questions that a sentence answers, of each kind the first that can stand alone."""
    text = " ".join(sentence.split())
    bare = plain(text)
    found = list(clauses(bare, common))
    kinds = (
        (definitions.KIND, ((w, None) for w in definitions.definitions(text, found, people))),
        (numbers.KIND, numbers.numbers(bare, found)),
        (dates.KIND, dates.dates(found)),
        (names.KIND, names.names(bare, found, people)),
    )
    asked = [draft for kind, candidates in kinds for draft in _first(kind, candidates)]
    yield from asked or _first(objects.KIND, ((w, None) for w in objects.objects(found, people)))


def _first(kind: str, candidates: Iterable[tuple[str, str | None]]) -> Iterator[Draft]:
    """Yield the first of the candidates that can stand alone."""
    for words, answer in candidates:
        worded = question(words)
        if worded:
            yield Draft(worded, kind, answer)
            return
