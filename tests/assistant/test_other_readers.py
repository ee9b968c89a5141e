"""Readers that a person brings along: every face reads with them, and says so."""

import io
import json

import pytest

from assistant.commands.cli import main
from assistant.engine import Assistant
from eval.program.cli import main as quoth_eval
from tests import tiny_reader

ARTICLE = "russia-offers-to-support-tajikistan.txt"
QUESTION = "Who is Malashenko?"


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    """The path of a tiny CrossEncoder."""
    from transformers import BertForSequenceClassification

    folder = tmp_path_factory.mktemp("reader") / "tiny"
    folder.mkdir()
    return tiny_reader.save(BertForSequenceClassification, folder, num_labels=1)


@pytest.fixture(scope="module")
def read_by_it(article_index, brought):
    """How probable it is, by that reader, that each of the first passages answers."""
    turn = Assistant.open(index=article_index, reader=brought).ask(QUESTION)
    return [passage.read for passage in turn.answer.passages]


class TestAReaderByItsPath:
    def test_reads_what_the_shipped_one_reads_otherwise(self, assistant, read_by_it):
        shipped = [passage.read for passage in assistant.ask(QUESTION).answer.passages]
        assert read_by_it[0] is not None
        assert read_by_it != shipped

    def test_answers_one_question(self, article_index, brought, read_by_it, capfd):
        asked = ["ask", "--json", "--index", str(article_index), "--reader", brought, QUESTION]
        assert main(asked) in {0, 1}
        record = json.loads(capfd.readouterr().out)
        assert record["index"]["reader"] == brought
        assert [passage.get("read") for passage in record["passages"]] == read_by_it

    def test_answers_a_file_of_questions(self, article_index, brought, read_by_it, capfd, tmp_path):
        questions = tmp_path / "questions.jsonl"
        questions.write_text(json.dumps({"question": QUESTION}) + "\n")
        main(["batch", "--index", str(article_index), "--reader", brought, str(questions)])
        record = json.loads(capfd.readouterr().out)
        assert record["index"]["reader"] == brought
        assert [passage.get("read") for passage in record["passages"]] == read_by_it

    def test_reads_for_a_chat(self, article_index, brought, capfd, monkeypatch):
        chat = ["chat", "--plain", "--no-save", "--index", str(article_index)]
        said = {}
        for reader in ((), ("--no-reader",), ("--reader", brought)):
            typed = io.TextIOWrapper(io.BytesIO(f"{QUESTION}\n".encode()))
            monkeypatch.setattr("sys.stdin", typed)
            assert main([*chat, *reader]) == 0
            said[reader[:1]] = capfd.readouterr().out
        assert len(set(said.values())) == len(said)

    def test_is_measured(self, article_index, brought, capfd, tmp_path):
        where = {"document": ARTICLE, "quote": "a leading expert"}
        question = {"id": "q", "question": QUESTION, "evidence": [where]}
        (tmp_path / "set.jsonl").write_text(json.dumps(question) + "\n")
        report = tmp_path / "report.json"
        asked = [str(tmp_path / "set.jsonl"), "--index", str(article_index), "--reader", brought]
        quoth_eval([*asked, "--report", str(report)])
        assert json.loads(report.read_text())["under_test"]["reader"] == brought

    def test_is_named_where_it_is_none(self, article_index, tmp_path, capfd):
        asked = ["ask", "--index", str(article_index), "--reader", str(tmp_path), QUESTION]
        assert main(asked) == 2
        said = capfd.readouterr().err
        assert said.count("\n") == 1
        assert str(tmp_path) in said
