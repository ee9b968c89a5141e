"""Builds that are killed, starved or raced leave the old index or the new one, whole."""

import os
import re
import signal
import time
from contextlib import suppress

import pytest

from assistant.console.remedies import explained
from index.errors import IndexUnwritableError
from index.files.location import MANIFEST
from index.model.models import ModelSettings
from index.storage.store import _LOCK as LOCK
from index.storage.store import Store
from tests.faults.limits import as_ordinary_user, files_at_most
from tests.faults.running import quoth, started
from tests.index.bytes_of import data_of

ENDED = {
    signal.SIGKILL: {0, -signal.SIGKILL},
    signal.SIGHUP: {0, 129, -signal.SIGHUP},
    signal.SIGTERM: {0, 143, -signal.SIGTERM},
    signal.SIGINT: {0, 130},
}
"""Exit codes: done before the signal came, or ended by it."""


def library(number):
    """Return the texts of the library's ``number``-th state."""
    return {
        name: f"This is the {name} text of state {number}. It speaks of {name} rivers."
        for name in ("first", "second", "third")
    }


def whole(store):
    """Return every byte that an index answers from, each proven."""
    return data_of(store.check())


def answers_of(library):
    """Return what a store answers, each of its rows proven."""
    library.state(thorough=True)
    return [library.text(name) for name in library.documents], list(library.search("rivers"))


def assert_tidy(store):
    manifest = store.manifest()
    assert {entry.name for entry in store.directory.iterdir()} == {
        MANIFEST,
        LOCK,
        manifest.generation,
    }


@pytest.mark.usefixtures("fast_disk")
class TestKilledBuilds:
    """Promise 1."""

    def test_leave_the_old_index_or_the_new_one_and_no_litter(
        self, shelf, nursery, generator, rounds
    ):
        arguments = ["index", "-s", shelf.folder, "--index", shelf.store.directory, "--quiet"]
        shelf.write(**library(0)).refresh()
        seconds = self.duration(shelf, nursery, arguments)
        for number in range(1, rounds(16, 220, "kills") + 1):
            old = whole(shelf.store)
            shelf.write(**library(number))
            child = nursery.start(*arguments)
            if number % 2:  # near the moment at which the build becomes the index
                assert nursery.line() == "commit"
                time.sleep(generator.uniform(0, generator.choice([0.005, seconds / 2])))
            else:
                time.sleep(generator.uniform(0, seconds))
            ending = generator.choice(list(ENDED))
            self.end(child, ending)
            assert nursery.ended() in ENDED[ending]
            left = whole(shelf.store)
            new = data_of(shelf.index(rebuild=True))
            assert left in (old, new)
            assert whole(shelf.store) == new
            assert_tidy(shelf.store)

    def test_the_first_one_leaves_no_index_or_a_whole_one(self, shelf, nursery, generator, rounds):
        arguments = ["index", "-s", shelf.folder, "--index", shelf.store.directory, "--quiet"]
        shelf.write(**library(0))
        for _ in range(rounds(4, 40, "kills")):
            child = nursery.start(*arguments)
            assert nursery.line() == "commit"
            time.sleep(generator.uniform(0, 0.02))
            self.end(child, signal.SIGKILL)
            nursery.ended()
            if shelf.store.exists():
                whole(shelf.store)
            shelf.refresh(rebuild=True)
            assert_tidy(shelf.store)
            for path in sorted(shelf.store.directory.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()

    def test_of_a_store_leave_the_old_answers_or_the_new_ones_and_no_litter(
        self, shelf, nursery, generator, rounds
    ):
        pytest.importorskip("lance")
        stored = shelf.write(**library(0)).in_a_store().refresh(model="fake")
        arguments = ["index", "-s", shelf.folder, "--store", str(stored.directory), "--quiet"]
        seconds = self.duration(shelf, nursery, arguments)
        for number in range(1, rounds(6, 100, "kills") + 1):
            old = answers_of(shelf.in_a_store())
            shelf.write(**library(number))
            child = nursery.start(*arguments)
            time.sleep(generator.uniform(0, seconds))
            self.end(child, signal.SIGKILL)
            nursery.ended()
            left = answers_of(shelf.in_a_store())
            new = answers_of(shelf.in_a_store().refresh(rebuild=True))
            assert left in (old, new)
            assert answers_of(shelf.in_a_store()) == new
        folder = stored.directory.folder
        assert not (folder / ".quoth-building").exists()
        for table in ("documents", "passages", "vectors", "postings", "parts"):
            assert len(list((folder / f"{table}.lance" / "data").iterdir())) <= 2

    def end(self, child, ending):
        with suppress(ProcessLookupError):  # it was faster
            os.kill(child, ending)

    def duration(self, shelf, nursery, arguments):
        shelf.write(**library(-1))
        start = time.perf_counter()
        nursery.start(*arguments)
        assert nursery.ended() == 0
        return time.perf_counter() - start

    def test_one_that_is_asked_to_end_does_not_encode_what_is_left(self, shelf, monkeypatch):
        encode = shelf.encoder.encode_passage

        def slowly(text, sentences):
            time.sleep(0.01)
            return encode(text, sentences)

        def interrupted(_, done, __):
            if done == 3:
                raise KeyboardInterrupt

        monkeypatch.setattr(shelf.encoder, "encode_passage", slowly)
        shelf.write(**{f"number-{n}": f"The text of number {n}." for n in range(500)})
        with pytest.raises(KeyboardInterrupt):
            shelf.refresh(progress=interrupted)
        assert len(shelf.encoder.encoded) < 100

    @pytest.mark.parametrize("moment", ["_publish", "_sweep"])
    def test_one_right_beside_the_commit_leaves_no_litter_to_the_next(
        self, shelf, monkeypatch, moment
    ):
        shelf.write(**library(0)).refresh()
        shelf.write(**library(1))
        with monkeypatch.context() as patch:
            patch.setattr(Store, moment, raise_killed)
            with pytest.raises(KilledError):
                shelf.refresh()
        if moment == "_publish":  # what was built is not wanted any more
            shelf.write(**library(0))
        assert len(list(shelf.store.directory.iterdir())) > 3
        shelf.refresh(rebuild=True)
        assert_tidy(shelf.store)

    def test_what_is_read_meanwhile_is_never_written_to(self, shelf):
        """A build killed in the middle of a write would leave half of a file."""
        shelf.write(**library(0)).refresh()
        before = {path: (path.read_bytes(), path.open("rb")) for path in shelf.files()}
        shelf.write(**library(1)).refresh()
        for path, (data, file) in before.items():
            with file:
                assert file.read() == data, path


class KilledError(BaseException):
    """Ends a build at once, as SIGKILL does: nothing gets to tidy up."""


def raise_killed(*_):
    raise KilledError


class TestTheProgramItself:
    """Promise 1, with the model and nothing else in its place."""

    def test_killed_at_any_moment_it_leaves_the_old_index_or_the_new_one(
        self, encoder, tmp_path, generator, rounds
    ):
        folder = tmp_path / "library"
        folder.mkdir()
        arguments = ["index", "-s", str(folder), "--index", str(tmp_path / "index"), "--quiet"]
        moments = 2.0
        for number in range(rounds(3, 30, "kills")):
            (folder / "a.txt").write_text(library(number)["first"])
            process = started(*arguments)
            if number:
                time.sleep(generator.uniform(0.3, moments))
                process.send_signal(generator.choice(list(ENDED)))
            start = time.perf_counter()
            _, errors = process.communicate(timeout=120)
            if not number:
                moments = time.perf_counter() - start
                assert process.returncode == 0
            assert b"Traceback" not in errors or b"KeyboardInterrupt" in errors.splitlines()[-1]
            asked = quoth("index", "--check", "--index", str(tmp_path / "index"))
            assert asked.returncode in {0, 1}, asked.stderr
        assert quoth(*arguments).returncode == 0
        assert len(list((tmp_path / "index").iterdir())) == 3


class TestKilledExports:
    """Promise 1, for the encoder cache."""

    SETTINGS = ModelSettings("m", "w" * 64, "t" * 64, 16, 256, 254, "mean", "", "")

    def test_leave_no_litter_to_the_next_one(self, tmp_path, monkeypatch):
        from index.model import encoder_cache

        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        model = type("Model", (), {"settings": self.SETTINGS})()

        def killed(_, folder):
            (folder / "float.onnx").write_bytes(b"half of it")
            raise KilledError

        monkeypatch.setattr(encoder_cache, "_write", killed)
        with monkeypatch.context() as patch:
            patch.setattr("shutil.rmtree", lambda *_, **__: None)
            with pytest.raises(KilledError):
                encoder_cache._export(model, print)
        root = tmp_path / "quoth" / "encoders"
        assert len(list(root.glob(".export-*"))) == 1
        with pytest.raises(KilledError):
            encoder_cache._export(model, print)
        assert {path.name for path in root.iterdir()} <= {"lock"}


class TestFullDisks:
    """Promise 2."""

    def test_refuse_the_build_and_keep_the_old_index(self, shelf, generator, rounds):
        shelf.write(**library(0)).refresh()
        old = whole(shelf.store)
        largest = max(path.stat().st_size for path in shelf.files())
        shelf.write(**library(1))
        for _ in range(rounds(12, 200, "full disks")):
            most = generator.randrange(largest)
            with files_at_most(most), pytest.raises(IndexUnwritableError) as caught:
                shelf.refresh()
            assert re.fullmatch(
                r"\S+: the index cannot be written \(File too large\); "
                r"free some space or name another folder with --index",
                explained(caught.value),
            )
            assert whole(shelf.store) == old
            assert_tidy_but_for_the_lock(shelf.store)
        shelf.refresh()
        assert whole(shelf.store) != old

    @pytest.mark.usefixtures("without_model")
    def test_the_old_index_answers_and_says_what_has_changed(self, shelf, capsys):
        from assistant.commands.cli import main

        shelf.write(**library(0)).refresh()
        shelf.write(second="Other words.")
        question = ["ask", "first rivers", "--index", str(shelf.store.directory)]
        with files_at_most(100):
            assert main([*question, "--frozen"]) == 2
            capsys.readouterr()
            main([*question, "-k", "9"])
        out, err = capsys.readouterr()
        assert "the index cannot be written" in err
        assert "answers as it was" in err
        assert out.count("the document has changed since it was indexed") == 1


def assert_tidy_but_for_the_lock(store):
    names = {entry.name for entry in store.directory.iterdir()} - {MANIFEST + ".new"}
    assert names == {MANIFEST, LOCK, store.manifest().generation}


class TestReadOnlyFolders:
    """Promise 2, as an ordinary user."""

    @pytest.fixture
    def read_only(self, encoder, tmp_path):
        """The arguments for an index in a folder that nobody may write to."""
        (tmp_path / "a.txt").write_text("The bridge was closed in winter.")
        arguments = ["-s", tmp_path / "a.txt", "--index", tmp_path / "index"]
        assert quoth("index", *arguments).returncode == 0
        for path in (tmp_path / "index").rglob("*"):
            path.chmod(0o500 if path.is_dir() else 0o400)
        (tmp_path / "index").chmod(0o500)
        yield arguments
        (tmp_path / "index").chmod(0o700)

    def test_asking_needs_no_write_access(self, read_only, tmp_path):
        asked = quoth("ask", "When was it closed?", *read_only, preexec_fn=as_ordinary_user)
        assert (asked.returncode, asked.stderr) == (0, "")
        (tmp_path / "a.txt").write_text("The bridge was closed in spring.")
        built = quoth("index", *read_only, preexec_fn=as_ordinary_user)
        assert (built.returncode, built.stdout) == (2, "")
        assert built.stderr.count("\n") == 1
        assert "cannot be written (Permission denied)" in built.stderr
        again = quoth("ask", "When was it closed?", *read_only, preexec_fn=as_ordinary_user)
        assert again.returncode == 0
        assert "the document has changed since it was indexed" in " ".join(again.stdout.split())


@pytest.mark.usefixtures("fast_disk")
class TestRaces:
    """Promise 3."""

    def test_a_builder_waits_for_the_one_before_it(self, shelf, nursery):
        arguments = ["index", "-s", shelf.folder, "--index", shelf.store.directory, "--quiet"]
        shelf.write(**library(0)).refresh()
        shelf.write(**library(1))
        start = time.perf_counter()
        nursery.start(*arguments)
        assert nursery.ended() == 0
        unhindered = time.perf_counter() - start
        shelf.write(**library(2))
        with shelf.store.writing():
            nursery.start(*arguments)
            assert not nursery.says_something_within(2 * unhindered + 0.5)
        assert nursery.line() == "commit"
        assert nursery.ended() == 0

    def test_two_builders_and_a_reader_never_see_a_mixture(self, shelf, nursery, rounds):
        arguments = ["index", "-s", shelf.folder, "--index", shelf.store.directory, "--quiet"]
        shelf.write(**library(0)).refresh()
        for number in range(1, rounds(5, 60, "races")):
            old = whole(shelf.store)
            shelf.write(**library(number))
            nursery.start(*arguments)
            nursery.start(*arguments)
            seen = []
            for _ in range(10):
                seen.append(whole(shelf.store))
                assert seen[-1] is not None
            assert [nursery.ended(), nursery.ended()] == [0, 0]
            new = whole(shelf.store)
            assert all(files in (old, new) for files in seen)
            assert_tidy(shelf.store)
