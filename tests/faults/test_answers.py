"""What an answer promises, whatever the documents and whoever asks."""

import json
import os
import random
import string
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engine import Assistant
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from assistant.rendering.layout import Layout
from assistant.rendering.turns import plain_text
from index.language import terms
from index.passages.passage import searchable
from index.passages.splitting import split
from index.readers.markdown import reader as markdown
from index.readers.text.reader import read
from index.sources.files import read_collection
from tests.faults.running import ROOT, quoth
from tests.index.bytes_of import data_of
from tests.index.word_index import lexical_index

CHANGED = "the document has changed since it was indexed"
PARTS = st.sampled_from(
    [
        "The bridge was closed in winter.",
        "Rivers carry timber to the sea.",
        "A Heading",
        "\u202egnp.exe\u202c and \x1b[31m codes",
        "🙂🙂🙂",
        "word" * 60,
        "The bridge was closed in winter.",
        "e\u0301\u0323 marks \ufeff and \u2028 separators",
        "漢字かな交じり文。",
        "…",
        "- an item\n- another",
        "\r\n",
        "\t",
    ]
)
TEXTS = st.lists(PARTS | st.text(st.characters(codec="utf-8"), max_size=60), max_size=12).map(
    "\n\n".join
)
QUESTION = st.sampled_from(["bridge", "When was the bridge closed?", "🙂", "timber rivers", "?"])


class TestCitations:
    """Promise 6."""

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl"])
    def test_they_are_the_text_at_their_offsets_or_say_that_it_changed(
        self, new_shelf, name, rounds
    ):
        count = iter(range(10**6))

        @settings(max_examples=rounds(15, 250, "collections of documents"))
        @given(before=TEXTS, after=TEXTS, question=QUESTION)
        def attack(before, after, question):
            shelf = new_shelf(f"shelf-{next(count)}")
            shelf.write(other="Something else stands here, so that there is an index.")
            path = shelf.folder / name
            path.write_bytes(as_file(name, before))
            shelf.refresh()
            assistant = Assistant(shelf.open())
            assert_true(assistant, shelf.folder, question)
            path.write_bytes(as_file(name, after))
            assert_true(assistant, shelf.folder, question)
            path.unlink()
            assert_true(assistant, shelf.folder, question)

        attack()

    def test_a_change_that_keeps_size_and_time_is_noticed(self, shelf):
        shelf.write(a="The bridge was closed in winter.").refresh()
        path = shelf.folder / "a.txt"
        status = path.stat()
        assistant = Assistant(shelf.open())
        assert assistant.ask("bridge").answer.passages[0].citation.intact
        path.write_text("The bridge was closed in summer.")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        turn = assistant.ask("bridge")
        assert not turn.answer.passages[0].citation.intact
        assert CHANGED in " ".join(plain_text(turn, Layout()).split())

    def test_a_document_that_became_a_pipe_is_gone_and_waited_for_by_nobody(self, shelf):
        shelf.write(a="The bridge was closed in winter.").refresh()
        assistant = Assistant(shelf.open())
        (shelf.folder / "a.txt").unlink()
        os.mkfifo(shelf.folder / "a.txt")
        start = time.monotonic()
        assert not assistant.ask("bridge").answer.passages[0].citation.intact
        assert time.monotonic() - start < 5


def as_file(name, text):
    if name.endswith(".jsonl"):
        return json.dumps({"_id": "a", "text": text}).encode()
    return text.encode()


def assert_true(assistant, folder, question):
    """Compare every citation with the documents, read again by other code than asked."""
    now = {document.id: document.text for document in read_collection([folder]).documents}
    answer = assistant.ask(question, k=1000).answer
    assert answer.passages
    for passage in answer.passages:
        for citation in (passage.citation, *passage.also):
            text = now.get(citation.document, "")
            if citation.intact:
                assert text[citation.start : citation.end] == passage.text
                assert text[max(citation.start - 32, 0) : citation.start] == citation.prefix
                assert text[citation.end : citation.end + 32] == citation.suffix
        start = passage.highlight.start - passage.citation.start
        assert passage.text[start : start + len(passage.highlight.text)] == passage.highlight.text


QUESTIONS = (
    "How many people died in the gun battles in Dushanbe?",
    "Who is Malashenko?",
    "What does Russia want?",
    "helium",
    "the 201st base",
    "🙂",
)


class TestRankings:
    """Promise 7."""

    def test_the_first_k_are_the_first_of_more(self, assistant):
        for question in QUESTIONS:
            longest = assistant.ask(question, k=100).answer.passages
            for k in range(1, len(longest) + 1):
                assert assistant.ask(question, k=k).answer.passages == longest[:k]

    def test_answers_are_the_same_in_any_order_and_from_many_threads(self, assistant, rounds):
        def records(questions):
            name = IndexName.of(assistant)
            return {q: answer_record(assistant.ask(q), name, explain=True) for q in questions}

        alone = records(QUESTIONS)
        shuffled = [
            random.Random(n).sample(QUESTIONS, len(QUESTIONS)) for n in range(rounds(8, 80))
        ]
        with ThreadPoolExecutor(8) as pool:
            assert all(found == alone for found in pool.map(records, shuffled))

    @pytest.mark.parametrize("threads", [1, 2, 7])
    def test_they_are_the_same_on_any_number_of_threads(self, article_index, tmp_path, threads):
        lines = [json.dumps({"question": question}) for question in QUESTIONS]
        path = tmp_path / "questions.jsonl"
        path.write_text("\n".join(lines) + "\n")
        arguments = ["batch", path, "--index", article_index, "--explain", "-k", "30"]
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **dict.fromkeys(names, str(threads))}
        found = quoth(*arguments, env=environment)
        assert (found.returncode, found.stderr) == (0, "")
        assert found.stdout == quoth(*arguments).stdout

    def test_builds_are_the_same_on_any_number_of_threads(self, encoder, monkeypatch, new_shelf):
        built = []
        for cores in (1, 2, 8):
            monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
            shelf = new_shelf(f"on {cores}")
            shelf.encoder = encoder
            shelf.write(**{f"n{n}": f"The text of number {n} and more." for n in range(12)})
            built.append(data_of(shelf.index()))
        assert built[0] == built[1] == built[2]

    def test_no_text_of_unknown_symbols_gets_a_score(self, encoder, new_shelf):
        shelf = new_shelf("symbols")
        shelf.encoder = encoder
        shelf.write(a="🙂🙂🙂🙂🙂🙂", b="🎉🎉🎉 🎉🎉🎉🎉", c="The bridge was closed.").refresh()
        for question in ("🙃🙃🙃", "🙂🙂🙂🙂🙂🙂", "\u200b\u200b x", "🙂 bridge"):
            for passage in Assistant(shelf.open()).ask(question, k=9).answer.passages:
                if passage.citation.document != "c.txt":
                    assert passage.score == 0
        turn = Assistant(shelf.open()).ask("🙂🙂🙂🙂🙂🙂")
        assert not turn.answer.found
        assert all(passage.score == 0 for passage in turn.answer.passages)

    def test_every_score_is_a_number(self, encoder, new_shelf):
        shelf = new_shelf("numbers")
        shelf.encoder = encoder
        shelf.write(a="🙂", b="x", c=".", d="\u0301\u0301", e="The bridge was closed.").refresh()
        for question in (".", "x", "🙂", "bridge", "\u0301", "a" * 9000):
            passages = Assistant(shelf.open()).ask(question, k=9).answer.passages
            assert np.isfinite([passage.score for passage in passages]).all()
            assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)


ALPHABETS = (
    string.ascii_letters,
    string.ascii_lowercase + string.digits,
    "".join(map(chr, range(0x430, 0x450))),  # Cyrillic
    "".join(map(chr, range(0x10D0, 0x10F0))),  # Georgian
    "".join(map(chr, range(0x1200, 0x1240))),  # Ethiopic
    "".join(map(chr, range(0x5D0, 0x5EA))),  # Hebrew
    "aé\u0301",
)


def word(generator, length):
    return "".join(generator.choices(generator.choice(ALPHABETS), k=length)).lstrip("\u0301")


class TestWindows:
    """Promise 8."""

    def test_every_word_of_up_to_100_characters_lies_in_one(self, encoder, generator, rounds):
        counter = encoder.counter()
        for _ in range(rounds(60, 1500, "texts of words")):
            words = [word(generator, generator.randint(1, 100)) for _ in range(12)]
            between = generator.choice([" ", ".\n\n", "\n\n# Part\n\n", ",", "/", ";;", "=" * 60])
            [document] = markdown.read(f"x {between.join(words)} x".encode(), "a.md").documents
            passages = split(document, counter)
            for passage in passages:
                assert counter.wordpieces(passage.text) <= counter.window
            for each in words:
                assert any(each in passage.text for passage in passages), (each, between)

    def test_longer_ones_are_found_by_their_letters(self, encoder, generator, rounds):
        for _ in range(rounds(6, 60, "texts of words")):
            long = [word(generator, generator.randint(101, 5000)) for _ in range(3)]
            text = f"First. {long[0]} and {long[1]}{'.' * 300}{long[2]} end."
            [document] = read(text.encode(), "a.txt").documents
            passages = split(document, encoder.counter())
            index = lexical_index([searchable(passage, text) for passage in passages])
            for each in long:
                scores = index.scores([(term, 1.0) for term in terms(each)])
                best = passages[int(scores.argmax())]
                assert scores.max() > 0
                at = text.index(each)
                assert best.start < at + len(each)
                assert best.end > at

    @pytest.mark.parametrize(
        ("part", "times"), [("ab1-", 2000), ("x", 8000), ("漢", 3000), ("🙂", 2000), ("`a`", 900)]
    )
    def test_a_fact_in_the_tail_is_found(self, encoder, new_shelf, part, times):
        shelf = new_shelf("tail")
        shelf.encoder = encoder
        shelf.write(
            a=f"It begins here. {part * times} The harbour master of Quellmouth is Ada Brandt."
        )
        shelf.refresh()
        first = (
            Assistant(shelf.open())
            .ask("Who is the harbour master of Quellmouth?")
            .answer.passages[0]
        )
        assert "harbour master of Quellmouth" in first.text
