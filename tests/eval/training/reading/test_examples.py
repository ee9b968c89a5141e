"""Reading examples from a file."""

import json
import lzma

import pytest

from eval.training.reading.examples import read_examples


def written(tmp_path, *rows):
    path = tmp_path / "rows.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(
            json.dumps({"set": "s", "id": "1", "question": "Who?", **row}) + "\n" for row in rows
        )
    return path


class TestReadExamples:
    def test_the_span_is_where_the_answer_stands(self, tmp_path):
        path = written(
            tmp_path,
            {"passage": "It was Anna.", "answers": ["Anna"], "answer_start": 7, "answerable": True},
        )
        (example,) = read_examples(path)
        assert (example.span, example.heading) == ((7, 11), "")

    def test_an_answer_that_stands_elsewhere_is_named(self, tmp_path):
        path = written(
            tmp_path,
            {"passage": "It was Anna.", "answers": ["Anna"], "answer_start": 6, "answerable": True},
        )
        with pytest.raises(ValueError, match="s 1: the answer does not stand at 6"):
            list(read_examples(path))

    def test_a_row_without_the_words_that_answer_is_left_out(self, tmp_path):
        path = written(
            tmp_path,
            {"passage": "It was Anna.", "answerable": True},
            {"passage": "No.", "answerable": False},
        )
        assert [example.passage for example in read_examples(path)] == ["No."]

    def test_both_halves_of_a_pair_name_one_group(self, tmp_path):
        halves = [
            {"id": "a", "pair_id": "b", "passage": "No.", "answerable": False},
            {"id": "b", "pair_id": "a", "passage": "No.", "answerable": False},
        ]
        assert {example.group for example in read_examples(written(tmp_path, *halves))} == {"a/b"}
