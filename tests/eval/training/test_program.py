"""``python -m eval.training``: from a folder of rows to weights and a card."""

import json
import lzma

import pytest
from safetensors import safe_open
from safetensors.torch import load_file

from eval.training.__main__ import main
from eval.training.following import recipe as following
from eval.training.reading import recipe as reading

PASSAGE = "In 2024 the mill was sold. Anna Berg bought it."


def write(path, rows):
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def reading_rows(count):
    for n in range(count):
        row = {"set": "qed", "id": f"{n}", "question": "Who bought it?", "passage": PASSAGE}
        yield row | {"answerable": True, "answers": ["Anna Berg"], "answer_start": 27}
        yield row | {"set": "qed_cut", "id": f"{n}-cut", "passage": "Sold.", "answerable": False}


def follow_ups(count):
    first = {"question": "Where is the mill?", "answer": "In Rome."}
    for n in range(count):
        row = {"set": "canard_train", "id": f"{n}", "conv": f"{n}", "history": [first]}
        yield row | {"question": "Who owns it?", "rewrite": "Who owns the mill?"}


@pytest.fixture
def data(tmp_path, tiny_base, tokenizer, monkeypatch):
    """Return a folder of a few rows; the encoder is a tiny one and near misses are few."""
    write(tmp_path / "reading_train.jsonl.xz", reading_rows(40))
    write(tmp_path / "reading_dev.jsonl.xz", reading_rows(5))
    write(tmp_path / "rewrites.jsonl.xz", follow_ups(64))
    for recipe in (reading, following):
        monkeypatch.setattr(recipe, "bundled_model", lambda: tiny_base)
        monkeypatch.setattr(recipe, "base_tokenizer", lambda _: tokenizer)
    monkeypatch.setattr("eval.training.reading.mixture._MADE_A_ROUND", 50)
    monkeypatch.setattr("eval.training.reading.figures._MADE", 50)
    monkeypatch.setattr("eval.training.reading.figures._DRAWS", 10)
    monkeypatch.setattr("eval.training.following.mixture._MADE", 50)
    return tmp_path


@pytest.mark.parametrize("what", ["reader", "carrier"])
class TestTraining:
    def run(self, what, data):
        folders = ("--work", str(data / "work"), "--weights", str(data / "out"))
        return main([what, str(data), "--rows", "64", *folders])

    def test_it_writes_weights_that_say_what_they_are_and_a_card(self, what, data):
        assert self.run(what, data) == 0
        with safe_open(data / "out" / f"{what}.safetensors", "pt") as file:
            assert file.metadata()["kind"] == what
            assert 64 <= int(file.metadata()["rows"]) < 96
        card = (data / "out" / f"{what}.md").read_text(encoding="utf-8")
        assert card.startswith(f"# {what.capitalize()}\n")
        for heading in (
            "Input and output",
            "Tensors",
            "Learned from",
            "Recipe",
            "Figures",
            "Limits",
        ):
            assert f"\n## {heading}\n" in card
        assert "{" not in card.replace("{i}", "")

    def test_started_again_it_goes_on_from_its_checkpoint(self, what, data):
        self.run(what, data)
        first = load_file(data / "out" / f"{what}.safetensors")
        self.run(what, data)
        again = load_file(data / "out" / f"{what}.safetensors")
        assert all(again[name].equal(each) for name, each in first.items())


@pytest.mark.parametrize("what", ["reader", "carrier"])
class TestGoingOn:
    def course(self, what, data, *options):
        folders = ("--work", str(data / "work"), "--weights", str(data / "out"))
        return main([what, str(data), "--rows", "64", *folders, *options])

    def test_a_second_course_begins_with_the_weights_and_behind_the_rows_of_the_first(
        self, what, data
    ):
        self.course(what, data)
        path = data / "out" / f"{what}.safetensors"
        first = load_file(path)
        second = data / "second"
        folders = ("--work", str(second), "--weights", str(second))
        assert self.course(what, data, "--after", str(path), *folders) == 0
        with safe_open(second / f"{what}.safetensors", "pt") as file:
            assert 128 <= int(file.metadata()["rows"]) < 192
        again = load_file(second / f"{what}.safetensors")
        near = max(float((again[name] - each).abs().max()) for name, each in first.items())
        assert 0 < near < 0.1

    def test_weights_that_are_none_are_named(self, what, data, capsys):
        (data / "bad").write_bytes(b"no weights")
        assert self.course(what, data, "--after", str(data / "bad")) == 2
        assert f"{data / 'bad'}: cannot be read as weights" in capsys.readouterr().err


class TestData:
    def test_rows_that_are_not_there_are_named(self, tmp_path, capsys):
        assert main(["reader", str(tmp_path)]) == 2
        assert "reading_train.jsonl.xz: no such file" in capsys.readouterr().err
