"""An index is its sources and settings, never its history."""

import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexStaleError,
    Remedy,
    SourceError,
)
from index.files.location import MANIFEST
from index.readers.formats import converter, read
from index.sources.contents import FileContents
from index.sources.conversion import Conversion
from index.upkeep import staleness
from index.upkeep.refreshing import refresh
from index.upkeep.staleness import check_sources
from tests.index.forbidding import forbid
from tests.index.small_batches import in_small_batches

ONE = "The first text. It speaks of rivers and of bridges."
TWO = "The second text. It speaks of mountains."
THREE = "The third text. It speaks of neither."


class TestRefreshing:
    def test_the_first_build_encodes_every_passage(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        assert sorted(shelf.encoder.encoded) == [ONE, TWO]

    def test_nothing_is_built_where_nothing_changed(self, shelf):
        first = shelf.write(a=ONE).index()
        shelf.encoder.encoded.clear()
        assert shelf.index().manifest == first.manifest
        assert shelf.encoder.encoded == []

    def test_only_what_changed_is_encoded(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        shelf.encoder.encoded.clear()
        shelf.write(b=THREE, c="A new one.").index()
        assert sorted(shelf.encoder.encoded) == ["A new one.", THREE]

    def test_what_only_moved_is_not_encoded_again(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        shelf.encoder.encoded.clear()
        (shelf.folder / "a.txt").rename(shelf.folder / "z.txt")
        index = shelf.index()
        assert [p.document for p in index.contents.passages] == ["b.txt", "z.txt"]
        assert shelf.encoder.encoded == []

    def test_a_copy_is_not_encoded_and_its_words_are_found_in_both(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        shelf.encoder.encoded.clear()
        index = shelf.write(c=ONE).index()
        assert shelf.encoder.encoded == []
        assert index.contents.lexical.scores([("river", 1.0)]).astype(bool).tolist() == [
            True,
            False,
            True,
        ]

    def test_the_words_of_a_copy_under_the_same_title_are_found_in_both(self, shelf):
        shelf.write(a=f"Mills\n\n{ONE}", b=TWO).index()
        lexical = shelf.write(c=f"Mills\n\n{ONE}").index().contents.lexical
        assert lexical.scores([("mill", 1.0)]).astype(bool).tolist() == [True, False, True]

    def test_of_a_changed_file_only_the_changed_passages_are_encoded(self, shelf):
        body = "word " * 100
        shelf.write(a=f"{body}one.\n\n{body}two.\n\n{body}three.").index()
        shelf.encoder.encoded.clear()
        shelf.write(a=f"{body}one.\n\n{body}2.\n\n{body}three.").index()
        assert shelf.encoder.encoded == [f"{body}2."]

    def test_what_stands_under_another_heading_is_encoded_again(self, shelf):
        text = f"Walks\n\nThe river\n\n{ONE}\n\nThe mountains\n\n{TWO}\n"
        shelf.write(a=text, b=f"Walks\n\nThe river\n\n{ONE}\n").index()
        assert sorted(shelf.encoder.encoded) == [ONE, TWO]
        shelf.encoder.encoded.clear()
        shelf.write(a=text.replace("The mountains", "The Alps")).index()
        assert shelf.encoder.encoded == [TWO]

    def test_all_of_a_document_with_another_title_is(self, shelf):
        text = f"Walks\n\nThe river\n\n{ONE}\n\nThe mountains\n\n{TWO}\n"
        shelf.write(a=text).index()
        shelf.encoder.encoded.clear()
        shelf.write(a=text.replace("Walks", "Tours")).index()
        assert sorted(shelf.encoder.encoded) == [ONE, TWO]

    def test_a_title_of_json_lines_is_a_heading_and_an_id_is_none(self, shelf):
        shelf.write()
        corpus = shelf.folder / "c.jsonl"
        corpus.write_text(f'{{"_id": "d1", "text": "{ONE}"}}')
        shelf.index()
        shelf.encoder.encoded.clear()
        corpus.write_text(f'{{"_id": "d2", "text": "{ONE}"}}')
        shelf.index()
        assert shelf.encoder.encoded == []
        corpus.write_text(f'{{"_id": "d2", "title": "Walks", "text": "{ONE}"}}')
        shelf.index()
        assert shelf.encoder.encoded == [ONE]

    def test_a_renamed_file_that_states_no_title_gets_one_of_its_new_name(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        (shelf.folder / "a.txt").rename(shelf.folder / "harbour.txt")
        index = shelf.index()
        assert [p.title for p in index.contents.passages] == ["b", "harbour"]
        assert index.contents.lexical.mentions("harbour")

    def test_equal_passages_are_encoded_once(self, shelf):
        shelf.write(a=ONE, b=ONE).index()
        assert shelf.encoder.encoded == [ONE]

    def test_what_is_deleted_is_gone(self, shelf):
        shelf.write(a=ONE, b=TWO).index()
        (shelf.folder / "a.txt").unlink()
        assert [p.text for p in shelf.index().contents.passages] == [TWO]

    def test_a_touched_file_rebuilds_nothing(self, shelf):
        first = shelf.write(a=ONE).index()
        shelf.encoder.encoded.clear()
        os.utime(shelf.folder / "a.txt", ns=(1, 1))
        assert shelf.index(frozen=True).manifest.generation == first.manifest.generation
        assert shelf.encoder.encoded == []

    def test_another_model_encodes_everything_again(self, shelf, new_fake_encoder):
        shelf.write(a=ONE).index()
        identity = replace(shelf.encoder.identity, name="other", weights_sha256="x")
        shelf.encoder = new_fake_encoder(identity)
        assert shelf.index(model="other").manifest.model == identity
        assert shelf.encoder.encoded == [ONE]

    def test_an_index_keeps_its_model(self, shelf):
        shelf.write(a=ONE).index()
        asked = []
        shelf.write(b=TWO)
        refresh(shelf.store, [shelf.folder], lambda name: asked.append(name) or shelf.encoder)
        assert asked == ["fake"]

    def test_a_new_version_of_a_converter_makes_the_index_stale(self, shelf, monkeypatch):
        shelf.write(a=ONE)
        (shelf.folder / "b.html").write_text(f"<p>{TWO}")
        old = shelf.index()
        assert [file.converter.split()[0] for file in old.manifest.files if file.converter] == [
            "selectolax"
        ]
        monkeypatch.setattr(staleness, "converter", lambda suffix: "v2" * (suffix == ".html"))
        with pytest.raises(IndexStaleError):
            shelf.index(frozen=True)
        new = shelf.index()
        assert [file.converter for file in new.manifest.files] == ["", "v2"]
        assert new.manifest.fingerprint != old.manifest.fingerprint

    def test_progress_counts_documents_and_passages_up_to_all(self, shelf):
        seen = []
        shelf.write(a=ONE, b=TWO).index(progress=lambda *step: seen.append(step))
        assert seen == [
            *(("Reading documents", done, 2) for done in (1, 2)),
            *(("Indexing passages", done, 2) for done in (0, 1, 2)),
        ]

    def test_bad_files_are_left_out_named_and_remembered(self, shelf):
        shelf.write(a=ONE, b=" \n")
        index = shelf.index()
        assert [p.text for p in index.contents.passages] == [ONE]
        [problem] = index.manifest.problems
        assert problem.startswith(f"{shelf.folder / 'b.txt'}: is empty")
        assert shelf.index().manifest == index.manifest

    def test_a_bad_file_that_was_put_right_is_indexed(self, shelf):
        shelf.write(a=ONE, b=" \n").index()
        index = shelf.write(b=TWO).index()
        assert [p.text for p in index.contents.passages] == [ONE, TWO]
        assert index.manifest.problems == ()

    def test_a_file_that_may_be_read_again_is_indexed(self, shelf, monkeypatch):
        shelf.write(a=ONE, b=TWO)
        with monkeypatch.context() as patch:
            forbid(patch, shelf.folder / "b.txt")
            shelf.index()
        assert [p.text for p in shelf.index().contents.passages] == [ONE, TWO]

    def test_a_folder_without_one_readable_file_is_an_error(self, shelf):
        with pytest.raises(SourceError, match=r"holds nothing readable.*a\.txt: is empty"):
            shelf.write(a=" \n").index()
        assert not shelf.store.exists()

    def test_sources_that_vanish_leave_the_old_index(self, shelf):
        shelf.write(a=ONE).index()
        shutil.rmtree(shelf.folder)
        with pytest.raises(SourceError):
            shelf.index()
        assert [p.text for p in shelf.store.load().contents.passages] == [ONE]


class TestConverting:
    """Only what changed is converted; see ``converted``."""

    @pytest.fixture
    def converted(self, shelf, monkeypatch):
        """The names of files in the order in which their conversion began."""
        names = []

        class Watched(Conversion):
            def __init__(self, path, name, *spare):
                names.append(name)
                super().__init__(path, name, *spare)

        monkeypatch.setattr("index.sources.files.Conversion", Watched)
        shelf.write(a=ONE)
        (shelf.folder / "b.html").write_text(f"<title>Mills</title><p>{TWO}")
        (shelf.folder / "c.html").write_text(f"<p>{THREE}")
        shelf.index()
        assert names == ["b.html", "c.html"]
        names.clear()
        return names

    def test_what_did_not_change_is_not_converted_again(self, shelf, converted):
        shelf.write(a=TWO).index()
        shelf.write(a=ONE).index(rebuild=True)
        assert converted == []

    def test_what_only_has_a_newer_time_is_not(self, shelf, converted):
        os.utime(shelf.folder / "b.html", ns=(1, 1))
        shelf.write(a=TWO).index()
        assert converted == []

    def test_what_was_renamed_moved_or_copied_is_not(self, shelf, converted):
        (shelf.folder / "deep").mkdir()
        (shelf.folder / "b.html").rename(shelf.folder / "deep" / "d.html")
        (shelf.folder / "c.html").rename(shelf.folder / "e.html")
        shutil.copy(shelf.folder / "e.html", shelf.folder / "f.html")
        passages = shelf.index().contents.passages
        assert converted == []
        assert [(p.document, p.title, p.text) for p in passages] == [
            ("a.txt", "a", ONE),
            ("deep/d.html", "Mills", TWO),
            ("e.html", "e", THREE),
            ("f.html", "f", THREE),
        ]

    def test_what_changed_is(self, shelf, converted):
        (shelf.folder / "c.html").write_text("<p>Another.")
        shelf.index()
        assert converted == ["c.html"]

    def test_a_change_that_keeps_size_and_time_is_seen_on_request(self, shelf, converted):
        path = shelf.folder / "c.html"
        status = path.stat()
        path.write_text(path.read_text().replace("third", "fifth"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        shelf.index()
        assert converted == []
        shelf.index(rebuild=True)
        assert converted == ["c.html"]

    def test_what_cannot_be_converted_is_tried_once_and_named_each_time(self, shelf, converted):
        (shelf.folder / "d.docx").write_bytes(b"damaged")
        [problem] = shelf.index().manifest.problems
        assert converted == ["d.docx"]
        (shelf.folder / "d.docx").rename(shelf.folder / "e.docx")
        assert shelf.write(a=TWO).index().manifest.problems == (
            problem.replace("d.docx", "e.docx"),
        )
        assert converted == ["d.docx"]

    def test_a_converter_of_a_new_version_converts_its_own_files_alone(
        self, shelf, converted, monkeypatch
    ):
        (shelf.folder / "d.htm").write_text("<p>An old ending.")
        shelf.index()
        converted.clear()
        monkeypatch.setattr(
            staleness, "converter", lambda suffix: "v2" if suffix == ".htm" else converter(suffix)
        )
        shelf.index()
        assert converted == ["d.htm"]

    def test_a_damaged_text_is_not_taken_over(self, shelf, converted):
        [texts] = shelf.store.directory.glob("generation-*/texts.bin")
        data = bytearray(texts.read_bytes())
        data[-3] ^= 1
        texts.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=r"texts\.bin: is not what was written"):
            shelf.write(a=TWO).index()
        shelf.index(rebuild=True)
        assert converted == ["b.html", "c.html"]


class TestFrozen:
    def test_a_current_index_is_used(self, shelf):
        first = shelf.write(a=ONE).index()
        assert shelf.index(frozen=True).manifest == first.manifest

    def test_a_missing_one_is_refused_and_not_built(self, shelf):
        with pytest.raises(IndexStaleError, match=r"does not exist$") as caught:
            shelf.write(a=ONE).index(frozen=True)
        assert caught.value.remedy is Remedy.BUILD
        assert not shelf.store.directory.exists()

    @pytest.mark.parametrize("change", ["change", "add", "delete"])
    def test_a_stale_one_is_refused_and_left_alone(self, shelf, change):
        first = shelf.write(a=ONE, b=TWO).index()
        if change == "delete":
            (shelf.folder / "a.txt").unlink()
        else:
            shelf.write(**{"a" if change == "change" else "c": THREE})
        with pytest.raises(IndexStaleError, match="does not match its sources"):
            shelf.index(frozen=True)
        assert shelf.store.load().manifest == first.manifest


class TestDamagedIndexes:
    def test_they_are_refused_by_name(self, shelf):
        shelf.write(a=ONE).index()
        (shelf.store.directory / MANIFEST).write_text("{}")
        with pytest.raises(IndexDamagedError, match=re.escape(MANIFEST)):
            shelf.index()

    def test_they_are_rebuilt_on_request(self, shelf):
        shelf.write(a=ONE).index()
        before = shelf.generation()
        (shelf.store.directory / MANIFEST).write_text("{}")
        shelf.index(rebuild=True)
        assert shelf.generation() == before


class TestSources:
    def test_other_ones_are_refused_and_both_are_named(self, shelf, tmp_path):
        manifest = shelf.write(a=ONE).index().manifest
        with pytest.raises(IndexForeignError) as caught:
            check_sources(manifest, [tmp_path / "other"], shelf.store.directory)
        assert str(shelf.folder) in str(caught.value)
        assert str(tmp_path / "other") in str(caught.value)

    def test_the_same_ones_may_be_written_otherwise(self, shelf, monkeypatch):
        manifest = shelf.write(a=ONE).index().manifest
        monkeypatch.chdir(shelf.folder.parent)
        check_sources(manifest, [Path("library/../library/")], shelf.store.directory)


class TestFingerprints:
    def test_they_depend_on_neither_path_nor_time(self, new_shelf, tmp_path):
        one = new_shelf(tmp_path / "one").write(a=ONE, b=TWO)
        two = new_shelf(tmp_path / "two").write(a=ONE, b=TWO)
        os.utime(two.folder / "a.txt", ns=(1, 1))
        first, second = one.index().manifest, two.index().manifest
        assert first.fingerprint == second.fingerprint
        assert one.generation() == two.generation()

    def test_they_differ_with_the_texts(self, shelf):
        before = shelf.write(a=ONE).index().manifest.fingerprint
        assert shelf.write(a=TWO).index().manifest.fingerprint != before


NAMES = st.sampled_from(
    [
        "a.txt", "b.txt", "c.md", "d.md", "deep/a.txt", "e.html", "f.html", "g.jsonl", ".h.txt"
    ]
)  # fmt: skip
CONTENTS = st.sampled_from(
    [
        ONE.encode(),
        TWO.encode(),
        b"# A heading\n\nSome text under it, and some more.\n\n## Another\n\nEnd.",
        b"# A title\n\nOne word.\n\n## Another\n\nEnd.\n\n## A heading\n\nTwo words.",
        b'{"_id": "d1", "text": "A line. Of JSON."}\n{"_id": "d2", "text": "Another."}',
        f"{ONE}\n\nA Section\n\n{TWO}".encode(),
        f"<h1>A heading</h1><p>{ONE}<p>{TWO}".encode(),
        b"",
        b" \n",
        b"\0\xff no text",
    ]
)


def read_here(path, name, _spare):
    """Stand in for a conversion, without a process of its own."""

    def contents():
        try:
            data = path.read_bytes()
            return FileContents.of(path, data, read(data, path.suffix, name))
        except SourceError as error:
            raise SourceError(f"{path}: {error}") from None

    return SimpleNamespace(contents=contents, stop=lambda: None)


class History(RuleBasedStateMachine):
    """Documents come, change, move and go; after each step the index is refreshed."""

    new_shelf = None
    is_in_batches = False

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.shelf = self.new_shelf(self.root)
        self.shelf.folder.mkdir()
        self.time = 10**18

    def path(self, name):
        path = self.shelf.folder / name
        path.parent.mkdir(exist_ok=True)
        return path

    @rule(name=NAMES, content=CONTENTS)
    def write(self, name, content):
        self.path(name).write_bytes(content)
        self.touch(name)

    @rule(name=NAMES)
    def touch(self, name):
        # Times are set, since two writes within one tick of the clock look alike.
        self.time += 1
        if self.path(name).exists():
            os.utime(self.path(name), ns=(self.time, self.time))

    @rule(name=NAMES)
    def delete(self, name):
        self.path(name).unlink(missing_ok=True)

    @rule(old=NAMES, new=NAMES)
    def rename(self, old, new):
        if self.path(old).exists():
            self.path(old).replace(self.path(new))

    @rule(old=NAMES, new=NAMES)
    def copy(self, old, new):
        if old != new and self.path(old).exists():
            shutil.copyfile(self.path(old), self.path(new))
            self.touch(new)

    @rule(one=NAMES, other=NAMES)
    def swap(self, one, other):
        if one != other and self.path(one).exists() and self.path(other).exists():
            self.path(one).rename(self.root / "held")
            self.path(other).rename(self.path(one))
            (self.root / "held").rename(self.path(other))

    @invariant()
    def refresh(self):
        scratch = self.new_shelf(self.root / "scratch")
        scratch.folder = self.shelf.folder
        built = outcome(scratch)
        with pytest.MonkeyPatch.context() as patch:
            if self.is_in_batches:
                in_small_batches(patch)
            assert outcome(self.shelf) == built
        shutil.rmtree(self.root / "scratch", ignore_errors=True)

    def teardown(self):
        shutil.rmtree(self.root)


def outcome(shelf):
    """Return all that a refresh leads to, save the times of files: an index or an error."""
    try:
        manifest = shelf.index().manifest
    except SourceError as error:
        return str(error)
    return shelf.generation(), manifest.fingerprint, manifest.problems


class TestEveryHistory:
    @pytest.mark.parametrize("is_in_batches", [False, True], ids=["whole", "in batches"])
    def test_an_index_that_was_refreshed_is_one_that_was_built_from_scratch(
        self, new_shelf, monkeypatch, is_in_batches
    ):
        monkeypatch.setattr("index.sources.files.Conversion", read_here)
        monkeypatch.setattr(os, "fsync", lambda _: None)
        traits = {"new_shelf": staticmethod(new_shelf), "is_in_batches": is_in_batches}
        machine = type("Run", (History,), traits)
        run_state_machine_as_test(
            machine, settings=settings(max_examples=20, stateful_step_count=12)
        )
