"""The exported model against the original: float ranks alike, int8 loses nothing that counts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engine import Assistant
from eval.judging.harness import run
from eval.judging.scoring import summarise
from eval.questions.loading import load
from index.library import Library
from index.model.bundled_model import DEFAULT_MODEL
from index.model.encoding import Encoder, _OnnxBackend
from index.model.models import Model
from index.model.onnx_graph import OnnxGraph

QUESTIONS = Path(__file__).parents[3] / "eval" / "data" / "article.jsonl"


@pytest.fixture(scope="module")
def model():
    return Model.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def exact(model, encoder, tmp_path_factory):
    """The float graph, with the projection of the int8 one."""
    path = tmp_path_factory.mktemp("float") / "graph.onnx"
    model.export(path)
    backend = _OnnxBackend(OnnxGraph(path.read_bytes()), model.tokenizer(), "mean")
    return Encoder(model.settings, "float32", backend, model.tokenizer(), encoder.projection)


@pytest.fixture(scope="module")
def original(model, encoder):
    """sentence-transformers itself, with the projection of the int8 one."""
    return Encoder(model.settings, "original", model, model.tokenizer(), encoder.projection)


def answering(encoder, folder):
    return Assistant(Library.open(directory=folder, load=lambda *_, **__: encoder).refresh())


def questions(count):
    return [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()[:count]]


def ndcg(assistant):
    labelled = load(QUESTIONS)
    some = replace(labelled, questions=labelled.questions[::3])
    overall = summarise(run(assistant, some)).overall
    [value] = [measure.mean for measure in overall.measures if measure.name == "nDCG@10"]
    return value


class TestFloat:
    def test_it_ranks_as_sentence_transformers_does(self, exact, original, tmp_path):
        exported, loaded = answering(exact, tmp_path / "a"), answering(original, tmp_path / "b")
        for question in questions(20):
            orders = [
                [scored.passage.start for scored in assistant.retrieve(question).ranking]
                for assistant in (exported, loaded)
            ]
            assert orders[0] == orders[1]


class TestInt8:
    def test_its_vectors_point_where_those_of_float_do(self, encoder, exact, assistant):
        for scored in assistant.retrieve("Tajikistan").ranking:
            passage = scored.passage
            spans = [(a - passage.start, b - passage.start) for a, b in passage.sentences]
            small, large = (e.encode_passage(passage.text, spans).passage for e in (encoder, exact))
            assert float(small @ large) > 0.97

    def test_it_costs_no_quality_that_can_be_seen(self, encoder, exact, tmp_path):
        small, large = (ndcg(answering(e, tmp_path / e.identity.variant)) for e in (encoder, exact))
        assert small > large - 0.02
