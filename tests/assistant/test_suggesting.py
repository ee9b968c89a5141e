import time
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from assistant.suggesting import MOST_ASKED, suggested
from index.errors import IndexDamagedError, InputError

ABOUT = "What is this about?"


@dataclass
class Desk:
    """Answers a question by a sentence as it is told; all else is not sure."""

    texts: dict[str, str]
    answers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def documents(self):
        return [SimpleNamespace(id=name) for name in self.texts]

    def text(self, document):
        return self.texts[document]

    def retrieve(self, question):
        self.asked.append(question)
        return question

    def compose(self, question, k):
        sentence = self.answers.get(question, "")
        name, text = next((n, t) for n, t in self.texts.items() if sentence in t)
        start = text.index(sentence)
        passage = SimpleNamespace(
            citation=SimpleNamespace(document=name),
            highlight=SimpleNamespace(start=start, end=start + len(sentence)),
        )
        answer = SimpleNamespace(is_sure=bool(sentence), passages=(passage,))
        return SimpleNamespace(answer=answer)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Ada Lovelace, an English writer, wrote it.", "Who is Ada Lovelace?"),
        ("Then Mayor Pieter Smit spoke.", "Who is Pieter Smit?"),
        ("The Tenant's liability is limited to 90 euros.", "What is the Tenant's liability limited to?"),
        ("The day rate is raised to 2,050 euros.", "What is the day rate?"),
        ("Harbour dues are raised by 4 %.", "By how much are harbour dues raised?"),
        ("Invoices are payable within 30 days.", "When are invoices payable?"),
        ("Ada Lovelace said that it was late.", "What did Ada Lovelace say?"),
        ("It burned on 3 March 1911.", "What happened on 3 March 1911?"),
    ],
)  # fmt: skip
def test_a_question_is_made_of_a_sentence_that_answers_it(sentence, question):
    assert suggested(Desk({"a": f"So.\n\n{sentence}"}, {question: sentence})) == (question, ABOUT)


def test_one_that_is_not_answered_surely_is_not_offered():
    desk = Desk({"a": "Invoices are payable within 30 days."})
    assert suggested(desk) == (ABOUT,)
    assert desk.asked == ["When are invoices payable?"]


def test_one_that_another_sentence_answers_is_not_offered():
    desk = Desk(
        {"a": "Invoices are payable soon. Never."}, {"When are invoices payable?": "Never."}
    )
    assert suggested(desk) == (ABOUT,)


def test_each_document_is_asked_about_before_one_is_asked_about_twice():
    first, second = "Invoices are payable soon. It burned in May 1911.", "Fees are due now."
    answers = {
        "When are invoices payable?": "Invoices are payable soon.",
        "What happened in May 1911?": "It burned in May 1911.",
        "When are fees due?": "Fees are due now.",
    }
    found = suggested(Desk({"a": first, "b": second}, answers))
    assert found == (
        "When are invoices payable?",
        "When are fees due?",
        "What happened in May 1911?",
    )


def test_few_are_tried_however_much_there_is():
    texts = {
        f"{n}": "Fees are due now. Ada Byron said that it was. In May 1911." for n in range(900)
    }
    desk = Desk(texts)
    assert suggested(desk) == (ABOUT,)
    assert len(desk.asked) <= MOST_ASKED


def test_a_question_that_fails_is_not_offered(monkeypatch):
    desk = Desk({"a": "Fees are due now."})

    def fail(question):
        raise InputError("no")

    monkeypatch.setattr(desk, "retrieve", fail)
    assert suggested(desk) == (ABOUT,)


def test_a_document_that_cannot_be_read_is_passed_over(monkeypatch):
    desk = Desk(
        {"a": "Gone.", "b": "Fees are due now."}, {"When are fees due?": "Fees are due now."}
    )

    def text(document):
        if document == "a":
            raise IndexDamagedError("texts.bin: truncated")
        return desk.texts[document]

    monkeypatch.setattr(desk, "text", text)
    assert suggested(desk) == ("When are fees due?", ABOUT)


@pytest.mark.parametrize("part", ["Ala-Gly-Ser-Val-", "o-", "Ala’", "The ala-gly-", "Ala Gly "])
def test_a_name_of_thousands_of_parts_is_looked_through_at_once(part):
    desk = Desk({"a": part * (40_000 // len(part))})
    begun = time.process_time()
    suggested(desk)
    assert time.process_time() - begun < 2
