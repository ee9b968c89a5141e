"""Readers that a person brings along, by their paths: made here, tiny and untrained."""

import pytest

from index.errors import ModelError
from index.reading.named import named_reader
from index.reading.reader import PassageToRead
from tests import tiny_reader

PASSAGES = [
    PassageToRead("The bridge was closed in winter. The ferry was closed."),
    PassageToRead("Copper and tin.", heading="The bridge"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a function that saves an untrained model of a kind, and returns its folder."""

    def save(kind, **settings):
        return tiny_reader.save(kind, tmp_path_factory.mktemp(kind.__name__), **settings)

    return save


class TestAModelThatExtracts:
    def test_says_how_much_a_passage_answers_and_with_which_words(self, saved):
        from transformers import BertForQuestionAnswering

        reader = named_reader(saved(BertForQuestionAnswering))
        first, second = reader.read("When was the bridge closed?", PASSAGES)
        for reading, passage in ((first, PASSAGES[0]), (second, PASSAGES[1])):
            start, end = reading.span
            assert 0 <= start < end <= len(passage.text)
        again = reader.read("When was the bridge closed?", PASSAGES[::-1])
        assert again == [second, first]

    def test_reads_a_passage_beyond_its_window(self, saved):
        from transformers import BertForQuestionAnswering

        reader = named_reader(saved(BertForQuestionAnswering))
        long = PassageToRead("The ferry was closed. " * 60)
        assert reader.read("When? " * 200, [long])[0] is not None


class TestACrossEncoder:
    def test_says_how_much_a_passage_answers_and_names_no_words(self, saved):
        from transformers import BertForSequenceClassification

        reader = named_reader(saved(BertForSequenceClassification, num_labels=1))
        first, second = reader.read("When was the bridge closed?", PASSAGES)
        assert first.span is None
        assert first.answers != second.answers


class TestAModelThatIsNoReader:
    def test_is_named_with_what_would_be_one(self, saved):
        from transformers import BertForSequenceClassification, BertModel

        for kind, settings in ((BertModel, {}), (BertForSequenceClassification, {"num_labels": 3})):
            with pytest.raises(ModelError, match=r"is no reader: name a CrossEncoder"):
                named_reader(saved(kind, **settings))

    def test_nor_one_that_is_not_here(self, tmp_path, monkeypatch):
        monkeypatch.setattr("index.reading.named.is_here_or_reachable", lambda *_: False)
        with pytest.raises(ModelError, match=r"is not on this machine"):
            named_reader("nowhere")
