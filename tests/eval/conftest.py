"""A scripted assistant: it ranks and is as sure as a test says."""

import json
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from assistant.answering import (
    Answer,
    Certainty,
    Citation,
    CitedPassage,
    Explanation,
    Highlight,
    Words,
)
from assistant.conversation import Query, Turn
from assistant.engine import Retrieved
from eval.judging.outcome import outcome_of
from eval.questions.eval_set import EvalQuestion, EvalSet
from eval.questions.records import FileLine
from index.documents import text_sha256
from index.passages.passage import Passage
from index.search.scored_passage import ScoredPassage


@dataclass
class ScriptedAssistant:
    """Each line of a document is a passage; identical lines stand once, as in the engine.

    ``ranks`` gives the first passages for a question; the others follow in document order.
    ``highlights`` gives the sentence of a passage where it is not all of it, ``words`` what of it
    answers; ``carries`` the words that a question with a history takes over, and ``ranks`` knows it
    by what is searched then.
    """

    texts: dict[str, str]
    ranks: dict[str, list[str]] = field(default_factory=dict)
    highlights: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    confidences: dict[str, float] = field(default_factory=dict)
    carries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...], bool]] = field(default_factory=list)
    fingerprint: str = "f1"
    reader: str | None = None
    model: str = "scripted"

    @property
    def documents(self):
        return [
            SimpleNamespace(id=name, sha256=text_sha256(text), headings=())
            for name, text in self.texts.items()
        ]

    def has_model(self, name):
        return self.model == name

    def text(self, document):
        return self.texts[document]

    def passages(self, document):
        return tuple(found for found in self._passages() if found.document == document)

    def retrieve(self, question, history=(), *, context=True):
        self.asked.append((question, tuple(turn.question for turn in history), context))
        carried = self.carries.get(question, ()) if context and history else ()
        query = Query(" ".join([question, *carried]), carried)
        first = self.ranks.get(query.text, [])
        lines = list(dict.fromkeys(passage.text for passage in self._passages()))
        order = [*first, *(line for line in lines if line not in first)]
        ranking = [self._scored(text, -rank) for rank, text in enumerate(order)]
        return Retrieved(question, query, ranking)

    def compose(self, retrieved, *, k=5):
        confidence = self.confidences.get(retrieved.question, 0.5)
        passages = tuple(
            _cited(scored, rank, self.texts[scored.passage.document], self.words)
            for rank, scored in enumerate(list(retrieved.ranking)[:k], 1)
        )
        certainty = Certainty.SURE if confidence >= 0.5 else Certainty.NO
        return Turn(retrieved.question, retrieved.query, Answer(certainty, confidence, passages))

    def _passages(self):
        for document, text in self.texts.items():
            at = 0
            for line in text.splitlines(keepends=True):
                stripped = line.rstrip("\n")
                end = at + len(stripped)
                yield Passage(document, document, at, end, stripped, (), 1, ((at, end),))
                at += len(line)

    def _scored(self, text, score):
        first, *also = [passage for passage in self._passages() if passage.text == text]
        sentence = self.highlights.get(text, text)
        start = first.start + text.index(sentence)
        return ScoredPassage(
            first, float(score), (start, start + len(sentence)), (), also=tuple(also)
        )


def _cited(scored, rank, text, words):
    start, end = scored.sentence
    passage = scored.passage
    said = words.get(passage.text)
    at = text.index(said, start) if said else 0
    answer = Words(at, at + len(said), said) if said else None
    citation = Citation(
        rank, passage.document, passage.title, None, 1, None, passage.start, passage.end, "", "", ""
    )
    return CitedPassage(
        rank,
        scored.score,
        passage.text,
        Highlight(start, end, text[start:end], answer),
        citation,
        Explanation((), ()),
    )


def question(name="q", text="?", *, answerable=True, line=1, **labels):
    return EvalQuestion(name, text, FileLine("set.jsonl", line), answerable, **labels)


def outcome(question, judgement=None, *, confidence=0.5, **answered):
    """What came of a question; not said otherwise, found where it is sure enough, and no more."""
    none = dict.fromkeys(("sentence_right", "answer_f1", "citations_valid", "first", "failure"))
    usual = {**none, "found": (confidence or 0) >= 0.5, "carried": (), "unplaced": ()} | answered
    usual.setdefault("certainty", "sure" if usual["found"] else "no")
    return outcome_of(question, judgement, confidence=confidence, **usual)


def write_lines(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def write_folder(folder, corpus, queries, qrels):
    folder.mkdir()
    write_lines(folder / "corpus.jsonl", *corpus)
    write_lines(folder / "queries.jsonl", *queries)
    rows = [("query-id", "corpus-id", "score"), *qrels]
    (folder / "qrels.tsv").write_text("".join("\t".join(map(str, r)) + "\n" for r in rows))
    return folder


@pytest.fixture(scope="session")
def scripted():
    """What tests build their worlds from."""
    return SimpleNamespace(
        Assistant=ScriptedAssistant,
        EvalSet=EvalSet,
        question=question,
        outcome=outcome,
        write_lines=write_lines,
        write_folder=write_folder,
    )
