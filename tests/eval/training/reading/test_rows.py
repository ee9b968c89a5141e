"""Rows: the wordpieces of a question and a passage, and where the answer stands in them."""

import random

import torch

from eval.training.reading.examples import Example
from eval.training.reading.near_misses.drawing import near_misses
from eval.training.reading.rows import collated, reading_batches, reading_row

PASSAGE = "In 2024 the mill was sold. Anna Berg bought it."


def example(words="Anna Berg", heading="Mill: Sale", question="Who bought the mill?"):
    start = PASSAGE.index(words) if words else 0
    span = (start, start + len(words)) if words else None
    return Example("set", "1", question, heading, PASSAGE, span)


def words_of(row):
    start, end = (at - row.passage for at in row.span)
    return row.example.passage[row.offsets[start][0] : row.offsets[end][1]]


class TestReadingRow:
    def test_question_heading_and_passage_stand_in_order(self, tokenizer):
        row = reading_row(example(), tokenizer)
        assert tokenizer.decode(row.ids, skip_special_tokens=False) == (
            "[CLS] who bought the mill? [SEP] mill : sale in 2024 the mill was sold. "
            "anna berg bought it. [SEP]"
        )
        assert row.types == [0] * 7 + [1] * (len(row.ids) - 7)

    def test_the_span_is_the_answer_with_a_heading_and_without(self, tokenizer):
        assert words_of(reading_row(example(), tokenizer)) == "Anna Berg"
        assert words_of(reading_row(example(heading=""), tokenizer)) == "Anna Berg"

    def test_the_passage_begins_behind_the_heading(self, tokenizer):
        row = reading_row(example(), tokenizer)
        assert tokenizer.id_to_token(row.ids[row.passage]) == "in"
        assert row.offsets[0] == (0, 2)
        assert len(row.offsets) == len(row.ids) - 1 - row.passage

    def test_where_nothing_answers_the_span_is_the_first_wordpiece(self, tokenizer):
        assert reading_row(example(""), tokenizer).span == (0, 0)

    def test_every_near_miss_keeps_its_words(self, tokenizer):
        for made in near_misses(600, "rows"):
            if made.span:
                row = reading_row(made, tokenizer)
                assert made.passage[slice(*made.span)] in words_of(row)


class TestCollated:
    def test_only_the_passage_and_the_first_wordpiece_can_be_spans(self, tokenizer):
        row = reading_row(example(), tokenizer)
        batch = collated([row, reading_row(example("", question="Who?"), tokenizer)])
        assert batch.ids.shape == (2, 32)
        free = batch.spannable[0].nonzero().flatten().tolist()
        assert free == [0, *range(row.passage, len(row.ids) - 1)]
        assert batch.answers.tolist() == [1.0, 0.0]
        assert (batch.starts[1], batch.ends[1]) == (0, 0)
        assert batch.mask.sum(dim=1).tolist() == [len(row.ids), len(row.ids) - 3]


class TestReadingBatches:
    def groups(self):
        return [[example(question="Who " + "ever " * n + "?"), example("")] for n in range(100)]

    def test_no_batch_is_too_large_and_nothing_is_lost(self, tokenizer):
        batches = list(reading_batches(self.groups(), tokenizer, 8, 0))
        assert max(map(len, batches)) == 8
        assert sum(map(len, batches)) == 200

    def test_a_group_stays_in_one_batch(self, tokenizer):
        for batch in reading_batches(self.groups(), tokenizer, 8, 0):
            assert batch.answers.sum() == len(batch) / 2

    def test_the_same_seed_gives_the_same_order(self, tokenizer):
        once, again = (list(reading_batches(self.groups(), tokenizer, 8, 4)) for _ in range(2))
        assert all(torch.equal(a.ids, b.ids) for a, b in zip(once, again, strict=True))

    def test_a_row_that_is_too_long_is_left_out(self, tokenizer):
        long = Example("set", "1", "Who?", "", "word " * 400, None)
        assert list(reading_batches([[long]], tokenizer, 8, random.randint(0, 9))) == []
