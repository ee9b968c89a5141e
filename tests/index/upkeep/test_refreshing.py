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
from index.upkeep import comparison
from index.upkeep.comparison import check_sources
from index.upkeep.refreshing import refresh
from tests.index.forbidding import forbid

ONE = "The first text. It speaks of rivers and of bridges."
TWO = "The second text. It speaks of mountains."
THREE = "The third text. It speaks of neither."


class TestRefreshing:
    def test_the_first_build_encodes_every_passage(self, library):
        library.write(a=ONE, b=TWO).refresh()
        assert sorted(library.encoder.encoded) == [ONE, TWO]

    def test_nothing_is_built_where_nothing_changed(self, library):
        first = library.write(a=ONE).refresh()
        library.encoder.encoded.clear()
        assert library.refresh().manifest == first.manifest
        assert library.encoder.encoded == []

    def test_only_what_changed_is_encoded(self, library):
        library.write(a=ONE, b=TWO).refresh()
        library.encoder.encoded.clear()
        library.write(b=THREE, c="A new one.").refresh()
        assert sorted(library.encoder.encoded) == ["A new one.", THREE]

    def test_what_only_moved_is_not_encoded_again(self, library):
        library.write(a=ONE, b=TWO).refresh()
        library.encoder.encoded.clear()
        (library.folder / "a.txt").rename(library.folder / "z.txt")
        index = library.refresh()
        assert [p.document for p in index.contents.passages] == ["b.txt", "z.txt"]
        assert library.encoder.encoded == []

    def test_a_copy_is_not_encoded_and_its_words_are_found_in_both(self, library):
        library.write(a=ONE, b=TWO).refresh()
        library.encoder.encoded.clear()
        index = library.write(c=ONE).refresh()
        assert library.encoder.encoded == []
        assert index.contents.lexical.scores([("river", 1.0)]).astype(bool).tolist() == [
            True,
            False,
            True,
        ]

    def test_the_words_of_a_copy_under_the_same_title_are_found_in_both(self, library):
        library.write(a=f"Mills\n\n{ONE}", b=TWO).refresh()
        lexical = library.write(c=f"Mills\n\n{ONE}").refresh().contents.lexical
        assert lexical.scores([("mill", 1.0)]).astype(bool).tolist() == [True, False, True]

    def test_of_a_changed_file_only_the_changed_passages_are_encoded(self, library):
        body = "word " * 100
        library.write(a=f"{body}one.\n\n{body}two.\n\n{body}three.").refresh()
        library.encoder.encoded.clear()
        library.write(a=f"{body}one.\n\n{body}2.\n\n{body}three.").refresh()
        assert library.encoder.encoded == [f"{body}2."]

    def test_a_renamed_file_that_states_no_title_gets_one_of_its_new_name(self, library):
        library.write(a=ONE, b=TWO).refresh()
        (library.folder / "a.txt").rename(library.folder / "harbour.txt")
        index = library.refresh()
        assert [p.title for p in index.contents.passages] == ["b", "harbour"]
        assert index.contents.lexical.mentions("harbour")

    def test_equal_passages_are_encoded_once(self, library):
        library.write(a=ONE, b=ONE).refresh()
        assert library.encoder.encoded == [ONE]

    def test_what_is_deleted_is_gone(self, library):
        library.write(a=ONE, b=TWO).refresh()
        (library.folder / "a.txt").unlink()
        assert [p.text for p in library.refresh().contents.passages] == [TWO]

    def test_a_touched_file_rebuilds_nothing(self, library):
        first = library.write(a=ONE).refresh()
        library.encoder.encoded.clear()
        os.utime(library.folder / "a.txt", ns=(1, 1))
        assert library.refresh(frozen=True).manifest.generation == first.manifest.generation
        assert library.encoder.encoded == []

    def test_another_model_encodes_everything_again(self, library, new_fake_encoder):
        library.write(a=ONE).refresh()
        identity = replace(library.encoder.identity, name="other", weights_sha256="x")
        library.encoder = new_fake_encoder(identity)
        assert library.refresh(model="other").manifest.model == identity
        assert library.encoder.encoded == [ONE]

    def test_an_index_keeps_its_model(self, library):
        library.write(a=ONE).refresh()
        asked = []
        library.write(b=TWO)
        refresh(library.store, [library.folder], lambda name: asked.append(name) or library.encoder)
        assert asked == ["fake"]

    def test_a_new_version_of_a_converter_makes_the_index_stale(self, library, monkeypatch):
        library.write(a=ONE)
        (library.folder / "b.html").write_text(f"<p>{TWO}")
        old = library.refresh()
        assert [file.converter.split()[0] for file in old.manifest.files if file.converter] == [
            "selectolax"
        ]
        monkeypatch.setattr(comparison, "converter", lambda suffix: "v2" * (suffix == ".html"))
        with pytest.raises(IndexStaleError):
            library.refresh(frozen=True)
        new = library.refresh()
        assert [file.converter for file in new.manifest.files] == ["", "v2"]
        assert new.manifest.fingerprint != old.manifest.fingerprint

    def test_progress_counts_documents_and_passages_up_to_all(self, library):
        seen = []
        library.write(a=ONE, b=TWO).refresh(progress=lambda *step: seen.append(step))
        assert seen == [
            *(("Reading documents", done, 2) for done in (1, 2)),
            *(("Indexing passages", done, 2) for done in (0, 1, 2)),
        ]

    def test_bad_files_are_left_out_named_and_remembered(self, library):
        library.write(a=ONE, b=" \n")
        index = library.refresh()
        assert [p.text for p in index.contents.passages] == [ONE]
        [problem] = index.manifest.problems
        assert problem.startswith(f"{library.folder / 'b.txt'}: is empty")
        assert library.refresh().manifest == index.manifest

    def test_a_bad_file_that_was_put_right_is_indexed(self, library):
        library.write(a=ONE, b=" \n").refresh()
        index = library.write(b=TWO).refresh()
        assert [p.text for p in index.contents.passages] == [ONE, TWO]
        assert index.manifest.problems == ()

    def test_a_file_that_may_be_read_again_is_indexed(self, library, monkeypatch):
        library.write(a=ONE, b=TWO)
        with monkeypatch.context() as patch:
            forbid(patch, library.folder / "b.txt")
            library.refresh()
        assert [p.text for p in library.refresh().contents.passages] == [ONE, TWO]

    def test_a_folder_without_one_readable_file_is_an_error(self, library):
        with pytest.raises(SourceError, match=r"holds nothing readable.*a\.txt: is empty"):
            library.write(a=" \n").refresh()
        assert not library.store.exists()

    def test_sources_that_vanish_leave_the_old_index(self, library):
        library.write(a=ONE).refresh()
        shutil.rmtree(library.folder)
        with pytest.raises(SourceError):
            library.refresh()
        assert [p.text for p in library.store.load().contents.passages] == [ONE]


class TestConverting:
    """Only what changed is converted; see ``converted``."""

    @pytest.fixture
    def converted(self, library, monkeypatch):
        """The names of files in the order in which their conversion began."""
        names = []

        class Watched(Conversion):
            def __init__(self, path, name, *spare):
                names.append(name)
                super().__init__(path, name, *spare)

        monkeypatch.setattr("index.sources.files.Conversion", Watched)
        library.write(a=ONE)
        (library.folder / "b.html").write_text(f"<title>Mills</title><p>{TWO}")
        (library.folder / "c.html").write_text(f"<p>{THREE}")
        library.refresh()
        assert names == ["b.html", "c.html"]
        names.clear()
        return names

    def test_what_did_not_change_is_not_converted_again(self, library, converted):
        library.write(a=TWO).refresh()
        library.write(a=ONE).refresh(rebuild=True)
        assert converted == []

    def test_what_only_has_a_newer_time_is_not(self, library, converted):
        os.utime(library.folder / "b.html", ns=(1, 1))
        library.write(a=TWO).refresh()
        assert converted == []

    def test_what_was_renamed_moved_or_copied_is_not(self, library, converted):
        (library.folder / "deep").mkdir()
        (library.folder / "b.html").rename(library.folder / "deep" / "d.html")
        (library.folder / "c.html").rename(library.folder / "e.html")
        shutil.copy(library.folder / "e.html", library.folder / "f.html")
        passages = library.refresh().contents.passages
        assert converted == []
        assert [(p.document, p.title, p.text) for p in passages] == [
            ("a.txt", "a", ONE),
            ("deep/d.html", "Mills", TWO),
            ("e.html", "e", THREE),
            ("f.html", "f", THREE),
        ]

    def test_what_changed_is(self, library, converted):
        (library.folder / "c.html").write_text("<p>Another.")
        library.refresh()
        assert converted == ["c.html"]

    def test_a_change_that_keeps_size_and_time_is_seen_on_request(self, library, converted):
        path = library.folder / "c.html"
        status = path.stat()
        path.write_text(path.read_text().replace("third", "fifth"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        library.refresh()
        assert converted == []
        library.refresh(rebuild=True)
        assert converted == ["c.html"]

    def test_what_cannot_be_converted_is_tried_once_and_named_each_time(self, library, converted):
        (library.folder / "d.docx").write_bytes(b"damaged")
        [problem] = library.refresh().manifest.problems
        assert converted == ["d.docx"]
        (library.folder / "d.docx").rename(library.folder / "e.docx")
        assert library.write(a=TWO).refresh().manifest.problems == (
            problem.replace("d.docx", "e.docx"),
        )
        assert converted == ["d.docx"]

    def test_a_converter_of_a_new_version_converts_its_own_files_alone(
        self, library, converted, monkeypatch
    ):
        (library.folder / "d.htm").write_text("<p>An old ending.")
        library.refresh()
        converted.clear()
        monkeypatch.setattr(
            comparison, "converter", lambda suffix: "v2" if suffix == ".htm" else converter(suffix)
        )
        library.refresh()
        assert converted == ["d.htm"]

    def test_a_damaged_text_is_not_taken_over(self, library, converted):
        [texts] = library.store.directory.glob("generation-*/texts.bin")
        data = bytearray(texts.read_bytes())
        data[-3] ^= 1
        texts.write_bytes(data)
        with pytest.raises(IndexDamagedError, match=r"texts\.bin: is not what was written"):
            library.write(a=TWO).refresh()
        library.refresh(rebuild=True)
        assert converted == ["b.html", "c.html"]


class TestFrozen:
    def test_a_current_index_is_used(self, library):
        first = library.write(a=ONE).refresh()
        assert library.refresh(frozen=True).manifest == first.manifest

    def test_a_missing_one_is_refused_and_not_built(self, library):
        with pytest.raises(IndexStaleError, match=r"does not exist$") as caught:
            library.write(a=ONE).refresh(frozen=True)
        assert caught.value.remedy is Remedy.BUILD
        assert not library.store.directory.exists()

    @pytest.mark.parametrize("change", ["change", "add", "delete"])
    def test_a_stale_one_is_refused_and_left_alone(self, library, change):
        first = library.write(a=ONE, b=TWO).refresh()
        if change == "delete":
            (library.folder / "a.txt").unlink()
        else:
            library.write(**{"a" if change == "change" else "c": THREE})
        with pytest.raises(IndexStaleError, match="does not match its sources"):
            library.refresh(frozen=True)
        assert library.store.load().manifest == first.manifest


class TestDamagedIndexes:
    def test_they_are_refused_by_name(self, library):
        library.write(a=ONE).refresh()
        (library.store.directory / MANIFEST).write_text("{}")
        with pytest.raises(IndexDamagedError, match=re.escape(MANIFEST)):
            library.refresh()

    def test_they_are_rebuilt_on_request(self, library):
        library.write(a=ONE).refresh()
        before = library.generation()
        (library.store.directory / MANIFEST).write_text("{}")
        library.refresh(rebuild=True)
        assert library.generation() == before


class TestSources:
    def test_other_ones_are_refused_and_both_are_named(self, library, tmp_path):
        manifest = library.write(a=ONE).refresh().manifest
        with pytest.raises(IndexForeignError) as caught:
            check_sources(manifest, [tmp_path / "other"], library.store.directory)
        assert str(library.folder) in str(caught.value)
        assert str(tmp_path / "other") in str(caught.value)

    def test_the_same_ones_may_be_written_otherwise(self, library, monkeypatch):
        manifest = library.write(a=ONE).refresh().manifest
        monkeypatch.chdir(library.folder.parent)
        check_sources(manifest, [Path("library/../library/")], library.store.directory)


class TestFingerprints:
    def test_they_depend_on_neither_path_nor_time(self, new_library, tmp_path):
        one = new_library(tmp_path / "one").write(a=ONE, b=TWO)
        two = new_library(tmp_path / "two").write(a=ONE, b=TWO)
        os.utime(two.folder / "a.txt", ns=(1, 1))
        first, second = one.refresh().manifest, two.refresh().manifest
        assert first.fingerprint == second.fingerprint
        assert one.generation() == two.generation()

    def test_they_differ_with_the_texts(self, library):
        before = library.write(a=ONE).refresh().manifest.fingerprint
        assert library.write(a=TWO).refresh().manifest.fingerprint != before


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
        b"\xff not UTF-8",
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

    new_library = None

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.shelf = self.new_library(self.root)
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
        scratch = self.new_library(self.root / "scratch")
        scratch.folder = self.shelf.folder
        built, refreshed = outcome(scratch), outcome(self.shelf)
        assert refreshed == built
        shutil.rmtree(self.root / "scratch", ignore_errors=True)

    def teardown(self):
        shutil.rmtree(self.root)


def outcome(library):
    """Return all that a refresh leads to, save the times of files: an index or an error."""
    try:
        manifest = library.refresh().manifest
    except SourceError as error:
        return str(error)
    return library.generation(), manifest.fingerprint, manifest.problems


class TestEveryHistory:
    def test_an_index_that_was_refreshed_is_one_that_was_built_from_scratch(
        self, new_library, monkeypatch
    ):
        monkeypatch.setattr("index.sources.files.Conversion", read_here)
        monkeypatch.setattr(os, "fsync", lambda _: None)
        machine = type("Run", (History,), {"new_library": staticmethod(new_library)})
        run_state_machine_as_test(
            machine, settings=settings(max_examples=30, stateful_step_count=12)
        )
