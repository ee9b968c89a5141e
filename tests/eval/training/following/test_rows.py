"""Rows of the carrier: the words of a conversation, and which of them are needed."""

import torch

from eval.training.following.network import Carrier
from eval.training.following.rows import LONGEST, carrying_batches, carrying_row, collated
from index.language import stem, terms


def row(question, conversation, needed, tokenizer):
    return carrying_row(question, conversation, frozenset(map(stem, needed)), tokenizer)


class TestCarryingRow:
    def test_content_words_are_judged_by_their_first_wordpiece(self, tokenizer):
        made = row("Who owns it?", "Where is Zwickmouth mill? | It stands.", ["mill"], tokenizer)
        words = {stem_: tokenizer.id_to_token(made.ids[at]) for at, stem_ in made.words}
        assert words == {"zwickmouth": "z", "mill": "mill", "stand": "stands"}

    def test_words_of_the_question_are_not_judged(self, tokenizer):
        made = row("Which mills stand?", "The mill of Rome stands.", [], tokenizer)
        assert [word for _, word in made.words] == ["rome"]

    def test_words_are_cut_as_the_search_cuts_them(self, tokenizer):
        text = "Anna-Maria's e-mail (2024) on 10.0.1 and COVID-19."
        made = row("And then?", text, [], tokenizer)
        assert [word for _, word in made.words] == terms(text)

    def test_of_a_long_conversation_the_end_is_not_read(self, tokenizer):
        made = row("And then?", "mill " * 400, ["mill"], tokenizer)
        assert (len(made.ids), len(made.types)) == (LONGEST, LONGEST)
        assert tokenizer.id_to_token(made.ids[-1]) == "[SEP]"
        assert max(at for at, _ in made.words) == LONGEST - 2

    def test_a_question_that_fills_the_window_leaves_no_words(self, tokenizer):
        made = row("ever " * 400, "The mill.", ["mill"], tokenizer)
        assert (len(made.ids), made.words) == (LONGEST, [])


class TestCollated:
    def test_every_judged_word_has_its_label(self, tokenizer):
        made = row("Who owns it?", "Where is the old mill?", ["mill"], tokenizer)
        batch = collated([made])
        assert batch.ids.shape == (1, 32)
        labels = {word: batch.needed[0, at].item() for at, word in made.words}
        assert labels == {"old": 0.0, "mill": 1.0}
        assert batch.judged[0].nonzero().flatten().tolist() == [at for at, _ in made.words]


class TestCarryingBatches:
    def test_rows_of_like_length_are_together_and_none_is_lost(self, tokenizer):
        rows = [row("Who?", "mill " * (1 + n % 90), [], tokenizer) for n in range(50)]
        batches = list(carrying_batches(rows, 8, 0))
        assert sorted(map(len, batches)) == [2, 8, 8, 8, 8, 8, 8]
        lengths = [batch.mask.sum(dim=1) for batch in batches]
        assert max(int(each.max() - each.min()) for each in lengths) < 32


class TestLoss:
    def test_a_batch_without_words_costs_nothing(self, tiny_base, tokenizer):
        torch.manual_seed(0)
        carrier = Carrier(tiny_base, rank=2)
        assert carrier.loss(collated([row("Who?", "it is", [], tokenizer)])).item() == 0
