"""One question asked of each document by itself."""

import json

import pytest

from assistant.commands.cli import main
from assistant.each_document import ask_each
from assistant.engine import Assistant
from index.library import Library
from index.search.restriction import Restriction

LEASES = {
    "a.md": "# Lease A\n\nThe notice period is two months. Rent is 900 euros.",
    "b.md": "# Lease B\n\nThe notice period is thirty days. Rent is due in May.",
    "garden.md": "# Garden\n\nRoses and lilies.",
}
QUESTION = "What is the notice period?"


@pytest.fixture
def library(tmp_path, fake_encoder):
    folder = tmp_path / "leases"
    folder.mkdir()
    for name, text in LEASES.items():
        (folder / name).write_text(text)
    return Library.open([folder], tmp_path / "index", load=lambda *_, **__: fake_encoder).refresh()


@pytest.fixture
def assistant(library):
    return Assistant(library)


@pytest.fixture
def ask(assistant, monkeypatch, capfd):
    """Run ``quoth ask`` over the leases; return exit code, stdout, stderr."""
    monkeypatch.setattr(Assistant, "open", lambda *_, **__: assistant)
    return lambda *arguments: (main(["ask", *arguments]), *capfd.readouterr())


def names(turns):
    return [turn.within.documents[0] for turn in turns]


def test_each_that_answers_gives_its_own_passage_the_likeliest_first(assistant):
    compared = ask_each(assistant, QUESTION)
    cited = [turn.answer.passages[0].citation.document for turn in compared.answering]
    assert sorted(cited) == ["a.md", "b.md"]
    assert [turn.within.documents for turn in compared.answering] == [(name,) for name in cited]
    sure = [turn.answer.confidence for turn in compared.answering]
    assert sure == sorted(sure, reverse=True)
    assert names(compared.silent) == ["garden.md"]
    assert compared.unasked == 0


def test_only_those_that_a_restriction_leaves_are_asked(assistant):
    compared = ask_each(assistant, QUESTION, within=Restriction(("[ag]*.md",)))
    assert [turn.within.documents for turn in compared.answering] == [("a.md",)]
    assert names(compared.silent) == ["garden.md"]


def test_of_many_the_nearest_are_asked_and_the_others_counted(assistant, monkeypatch):
    monkeypatch.setattr("assistant.each_document.MOST_ASKED", 2)
    compared = ask_each(assistant, QUESTION)
    assert (len(compared.answering), compared.silent, compared.unasked) == (2, [], 1)


def test_people_read_the_answers_and_who_does_not_say(ask):
    code, out, _ = ask("--each", QUESTION)
    assert code == 0
    assert out.count("only in documents ") == 2
    assert "notice period is two months." in out
    assert "notice period is thirty days." in out
    assert out.endswith("\n\nNo answer in garden.md.\n")


def test_programs_get_a_record_a_document(ask):
    code, out, _ = ask("--each", QUESTION, "--json", "-k", "3")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [record["found"] for record in records] == [True, True, False]
    assert {record["restricted"]["documents"][0] for record in records} == {*LEASES}
    assert {len(record["passages"]) for record in records} == {1}


def test_where_none_says_so_the_exit_code_is_1(ask):
    code, out, _ = ask("--each", "Zebra?")
    assert (code, out.partition("\n")[0]) == (1, "The documents do not say.")


def test_mentions_are_not_asked_of_each(ask):
    code, _, err = ask("--each", "--all", "rent")
    assert (code, err) == (
        2,
        "quoth: --all looks for words, and asks nothing; leave the question and --each out\n",
    )
