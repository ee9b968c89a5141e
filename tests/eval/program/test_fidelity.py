"""``quoth-eval fidelity``: whether two indexes of the same documents answer alike."""

import json

import numpy as np
import pytest

from eval.program import cli
from index.storage.contents import Contents
from tests.index.small_batches import in_small_batches

TEXTS = {
    f"text-{n}": f"This is text {n}. It speaks of {word} and of nothing else."
    for n, word in enumerate(("rivers", "bridges", "mills", "bees", "ferries", "captains", "dogs"))
}


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    asked = ("Which rivers?", "Who speaks of bees?", "Where are the dogs?", "What of mills?")
    lines = [json.dumps({"id": text, "question": text, "evidence": []}) for text in asked]
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def two(shelf, without_model, tmp_path):
    """The folders of two indexes of the same documents."""
    shelf.write(**TEXTS).refresh()
    first = shelf.store.directory.rename(tmp_path / "first")
    shelf.refresh()
    return first, shelf.store.directory


class TestTheCommand:
    def test_says_that_all_is_alike(self, questions, two, capsys):
        assert cli.main(["fidelity", str(questions), *map(str, two)]) == 0
        assert capsys.readouterr().out == (
            "Of 4 questions the first passage is the same, with the same score, in 1.000, the first "
            "five are in 1.000; of the candidates 1.000 are the same.\n"
        )

    def test_ends_with_1_where_one_finds_something_else(self, questions, two, capsys, monkeypatch):
        nearest, best = Contents.nearest, Contents.best_by_words
        first = two[0]

        def fewer(found, contents):
            is_other = contents.stored_vectors.path.is_relative_to(first)
            return found.among(np.arange(contents.size) != 3) if is_other else found

        monkeypatch.setattr("index.search.candidates._OF_EACH", 1)
        monkeypatch.setattr(Contents, "nearest", lambda c, *a: fewer(nearest(c, *a), c))
        monkeypatch.setattr(Contents, "best_by_words", lambda c, *a: fewer(best(c, *a), c))
        assert cli.main(["fidelity", str(questions), *map(str, two[::-1]), "--json"]) == 1
        found = json.loads(capsys.readouterr().out)
        assert (found["schema"], found["questions"], found["holds"]) == (
            "quoth.fidelity/1", 4, False
        )  # fmt: skip
        assert found["first"] == 0.75
        assert found["five"] < 1
        assert found["candidates"] == 0.75

    def test_of_other_documents_is_refused(self, questions, two, shelf, capsys):
        shelf.write(more="More. And more of it.").refresh()
        assert cli.main(["fidelity", str(questions), *map(str, two)]) == 2
        assert "are not of the same documents" in capsys.readouterr().err

    def test_takes_a_store_for_one_of_them(self, questions, two, shelf, capsys, monkeypatch):
        pytest.importorskip("lance")
        in_small_batches(monkeypatch)
        stored = shelf.in_a_store().refresh(model="fake")
        assert cli.main(["fidelity", str(questions), str(two[0]), str(stored.directory)]) == 0
        assert "in 1.000" in capsys.readouterr().out
