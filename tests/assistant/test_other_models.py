"""Models that a person brings along: used by their paths, and never taken for one another."""

import json
import shutil

import pytest

from assistant.console.remedies import explained
from assistant.engine import Assistant
from index.errors import IndexForeignError
from index.model.encoding import Encoder
from index.model.export_cache import cache_folder
from index.storage.store import Store
from index.upkeep.refreshing import refresh

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOCABULARY = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?",
    "the", "bridge", "was", "closed", "in", "winter", "copper", "tin", "ferry",
    *LETTERS, *(f"##{letter}" for letter in LETTERS),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge was closed in winter. Traffic went by ferry.")
    (folder / "metal.txt").write_text("Copper prices rose. So did the price of tin.")
    return folder


@pytest.fixture(scope="module")
def tiny_models(tmp_path_factory):
    """Models made here: ``one`` and ``two`` of one shape, ``short`` with a window of 64 tokens."""
    root = tmp_path_factory.mktemp("models")
    for seed, (name, window) in enumerate([("one", 512), ("two", 512), ("short", 64)]):
        make_model(root / name, seed, window)
    return root


def make_model(path, seed, window):
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    plain = path.with_suffix(".plain")
    plain.mkdir()
    (plain / "vocab.txt").write_text("\n".join(VOCABULARY))
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=window,
    )
    BertModel(config).save_pretrained(plain, safe_serialization=True)
    BertTokenizerFast(str(plain / "vocab.txt"), model_max_length=window).save_pretrained(plain)
    transformer = Transformer(str(plain))
    pooling = Pooling(transformer.get_embedding_dimension(), "mean")
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(path))


@pytest.fixture
def forget_models(tmp_path, monkeypatch):
    """Empty a cache of the test's own; what follows and reads is linked, as its export takes long."""
    kept, cache = cache_folder(), tmp_path / "cache"

    def forget():
        shutil.rmtree(cache, ignore_errors=True)
        folder = cache / "quoth" / "encoders"
        folder.mkdir(parents=True)
        for export in kept.glob("quoth-*"):
            (folder / export.name).symlink_to(export, target_is_directory=True)

    forget()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return forget


@pytest.fixture
def model(tiny_models, tmp_path, forget_models):
    """A model at a path of its own, that a test may replace, and a cache without any other."""
    return replace_model(tmp_path / "model", tiny_models / "one")


def replace_model(path, other):
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(other, path)
    return path


class TestOtherModels:
    def test_a_model_is_used_by_its_path(self, folder, tmp_path, model):
        assistant = Assistant.open([folder], tmp_path / "index", model=str(model))
        assert assistant.model == str(model)
        assert len(assistant.ask("When was the bridge closed?").answer.passages) == 2

    def test_its_own_window_bounds_passages(self, folder, tmp_path, tiny_models):
        model = tiny_models / "short"
        (folder / "long.txt").write_text("the bridge was closed in winter " * 60)
        assistant = Assistant.open([folder], tmp_path / "index", model=str(model))
        passages = assistant.ask("bridge", k=100).answer.passages
        assert max(len(passage.text.split()) for passage in passages) <= 62

    def test_an_index_keeps_its_model_and_says_so(self, folder, tmp_path, model):
        Assistant.open([folder], tmp_path / "index", model=str(model))
        said = []
        assistant = Assistant.open(
            [folder], tmp_path / "index", model="all-MiniLM-L6-v2", warn=said.append
        )
        assert assistant.model == str(model)
        assert len(said) == 1
        assert explained(said[0]) == (
            f"the index keeps its model {model}; change it with: quoth index"
        )

    def test_another_model_at_that_path_has_no_influence_while_the_first_is_kept(
        self, folder, tmp_path, model, tiny_models
    ):
        before = Assistant.open([folder], tmp_path / "index", model=str(model)).ask("the bridge")
        replace_model(model, tiny_models / "two")
        assert Assistant.open([folder], tmp_path / "index").ask("the bridge") == before

    def test_another_model_at_that_path_is_refused_by_name(
        self, folder, tmp_path, model, tiny_models, forget_models
    ):
        Assistant.open([folder], tmp_path / "index", model=str(model))
        replace_model(model, tiny_models / "two")
        forget_models()
        with pytest.raises(IndexForeignError) as caught:
            Assistant.open([folder], tmp_path / "index")
        assert str(model) in str(caught.value)

    def test_what_the_refusal_proposes_helps(
        self, folder, tmp_path, model, tiny_models, forget_models
    ):
        Assistant.open([folder], tmp_path / "index", model=str(model))
        replace_model(model, tiny_models / "two")
        forget_models()
        refresh(Store(tmp_path / "index"), [folder], Encoder.load, rebuild=True)
        assert Assistant.open([folder], tmp_path / "index").ask("the bridge").answer.passages

    def test_another_way_of_pooling_is_another_model(self, folder, tmp_path, model):
        Assistant.open([folder], tmp_path / "index", model=str(model))
        settings = next(model.glob("*_Pooling/config.json"))
        record = json.loads(settings.read_text())
        record.pop("pooling_mode_mean_tokens", None)
        record.pop("pooling_mode_cls_token", None)
        settings.write_text(json.dumps({**record, "pooling_mode": "cls"}))
        mean = Assistant.open([folder], tmp_path / "index").fingerprint
        cls = Assistant.open([folder], tmp_path / "other", model=str(model)).fingerprint
        assert mean != cls

    def test_the_same_model_at_another_path_is_named_by_that_path(
        self, folder, tmp_path, model, tiny_models
    ):
        Assistant.open([folder], tmp_path / "index", model=str(model))
        copy = replace_model(tmp_path / "copy", tiny_models / "one")
        assert Assistant.open([folder], tmp_path / "other", model=str(copy)).model == str(copy)
