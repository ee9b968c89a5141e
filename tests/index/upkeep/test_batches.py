"""What a build has encoded is kept until it becomes the index, also where it is interrupted."""

import errno
import json
import os
import random
from dataclasses import replace

import pytest

from index.errors import IndexDamagedError, IndexUnwritableError, OpenFilesError
from index.files.location import MANIFEST
from index.storage.store import _LOCK as LOCK
from index.storage.store import Store
from tests.faults.limits import files_at_most
from tests.index.small_batches import in_small_batches

TEXTS = {
    f"text-{n}": f"This is text {n}. It speaks of {word} and of nothing else."
    for n, word in enumerate(("rivers", "bridges", "mills", "bees", "ferries", "captains", "dogs"))
}


class KilledError(BaseException):
    """Ends a build at once, as SIGKILL does: nothing gets to tidy up."""


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    in_small_batches(monkeypatch)


@pytest.fixture
def interrupt(monkeypatch):
    """Return what ends a build of a shelf after so many passages."""

    def interrupted(shelf, after):
        encode = shelf.encoder.encode_passage

        def killed(*key):
            if len(shelf.encoder.encoded) == after:
                raise KilledError
            return encode(*key)

        with monkeypatch.context() as patch:
            patch.setattr(shelf.encoder, "encode_passage", killed)
            with pytest.raises(KilledError):
                shelf.refresh()

    return interrupted


def anew(new_shelf, shelf):
    """Return the bytes of an index of the same texts that was built in one go."""
    scratch = new_shelf("scratch")
    scratch.folder = shelf.folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.upkeep.build._BATCH", 10**9)
        scratch.refresh()
    return scratch.generation()


def workshop(shelf):
    return shelf.store.workshop


class TestInterruptedBuilds:
    @pytest.mark.parametrize("after", [1, 3, 4, 6])
    def test_go_on_where_they_were(self, shelf, new_shelf, interrupt, after):
        interrupt(shelf.write(**TEXTS), after)
        kept = len(shelf.encoder.encoded) // 2 * 2
        assert len(list(workshop(shelf).glob("*"))) == {1: 0, 3: 1, 4: 1, 6: 2}[after]
        shelf.refresh()
        assert len(shelf.encoder.encoded) == len(TEXTS) + after - kept
        assert shelf.generation() == anew(new_shelf, shelf)
        assert shelf.names() == {MANIFEST, LOCK, "generation"}

    def test_do_so_in_a_store_too(self, shelf, monkeypatch):
        pytest.importorskip("lance")
        shelf.write(**TEXTS)
        encode = shelf.encoder.encode_passage

        def killed(*key):
            if len(shelf.encoder.encoded) == 5:
                raise KilledError
            return encode(*key)

        with monkeypatch.context() as patch:
            patch.setattr(shelf.encoder, "encode_passage", killed)
            with pytest.raises(KilledError):
                shelf.in_a_store().refresh(model="fake")
        stored = shelf.in_a_store().refresh(model="fake")
        assert len(shelf.encoder.encoded) == len(TEXTS) + 1
        assert list(stored.search("bees?")) == list(shelf.refresh().search("bees?"))
        assert not stored._store.workshop.parent.exists()

    def test_leave_the_old_index_as_it_was(self, shelf, interrupt):
        old = shelf.write(text="An old text. It speaks of owls.").index()
        shelf.encoder.encoded.clear()
        interrupt(shelf.write(**TEXTS), 5)
        assert any(workshop(shelf).iterdir())
        assert shelf.store.check().manifest == old.manifest
        assert [p.text for p in shelf.store.load().contents.passages] == [
            "An old text. It speaks of owls."
        ]

    def test_are_no_index_and_no_source(self, shelf, interrupt):
        shelf.store = Store(shelf.folder / "index")
        interrupt(shelf.write(**TEXTS), 5)
        assert not shelf.store.exists()
        assert not any(Store(batch).exists() for batch in workshop(shelf).iterdir())
        assert len(shelf.index().manifest.files) == len(TEXTS)

    def test_of_changed_files_take_over_the_others(self, shelf, new_shelf, interrupt):
        interrupt(shelf.write(**TEXTS), 6)
        shelf.encoder.encoded.clear()
        (shelf.folder / "text-1.txt").unlink()
        shelf.write(**{"text-0": "Another text. It speaks of owls and of nothing else."}).refresh()
        assert len(shelf.encoder.encoded) == 2
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_of_one_large_file_encode_nothing_twice(self, shelf, new_shelf, interrupt):
        shelf.write()
        lines = [json.dumps({"_id": name, "text": text}) for name, text in TEXTS.items()]
        (shelf.folder / "corpus.jsonl").write_text("\n".join(lines))
        interrupt(shelf, 5)
        shelf.refresh()
        assert len(shelf.encoder.encoded) == len(TEXTS) + 1
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_one_after_the_other_leave_few_batches(self, shelf, new_shelf, interrupt):
        shelf.write(
            **{f"{n}-{name}": f"{n}. {text}" for n in "abc" for name, text in TEXTS.items()}
        )
        for after in range(4, 21, 4):
            interrupt(shelf, after)
            assert len(list(workshop(shelf).iterdir())) <= 3
        shelf.refresh()
        assert len(shelf.encoder.encoded) == 21
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_within_blank_documents_take_over_no_part_for_the_whole(
        self, shelf, new_shelf, interrupt
    ):
        shelf.write()
        blank = [json.dumps({"_id": f"blank-{n}", "text": " " * 70}) for n in range(2)]
        lines = [json.dumps({"_id": name, "text": text}) for name, text in TEXTS.items()]
        (shelf.folder / "a.jsonl").write_text("\n".join([*blank, *lines[:2]]))
        (shelf.folder / "b.jsonl").write_text("\n".join(lines[2:]))
        interrupt(shelf, 5)
        shelf.refresh()
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_encode_no_text_twice_that_an_earlier_batch_holds(self, shelf, new_shelf):
        copies = {f"{n}-{name}": text for n in "ab" for name, text in TEXTS.items()}
        shelf.write(**copies).refresh()
        assert len(shelf.encoder.encoded) == len(TEXTS)
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_by_another_model_are_forgotten(self, shelf, interrupt, new_fake_encoder):
        interrupt(shelf.write(**TEXTS), 5)
        identity = replace(shelf.encoder.identity, weights_sha256="others")
        shelf.encoder = new_fake_encoder(identity)
        shelf.refresh(rebuild=True)
        assert len(shelf.encoder.encoded) == len(TEXTS)

    def test_on_a_full_disk_keep_what_they_have(self, shelf, interrupt):
        shelf.write(**TEXTS).refresh()
        interrupt(shelf.write(**{f"new-{name}": f"New. {text}" for name, text in TEXTS.items()}), 9)
        kept = sorted(path.name for path in workshop(shelf).iterdir())
        with files_at_most(100), pytest.raises(IndexUnwritableError):
            shelf.refresh()
        assert sorted(path.name for path in workshop(shelf).iterdir())[: len(kept)] == kept
        shelf.store.check()


class TestDamage:
    def test_of_what_was_kept_costs_only_that(self, shelf, new_shelf, interrupt):
        generator = random.Random(1)
        shelf.write(**TEXTS)
        for _ in range(6):
            interrupt(shelf, len(shelf.encoder.encoded) + 5)
            files = [path for path in sorted(workshop(shelf).rglob("*")) if path.is_file()]
            path = generator.choice([path for path in files if path.stat().st_size])
            data = bytearray(path.read_bytes())
            data[generator.randrange(len(data))] ^= 1 << generator.randrange(8)
            path.write_bytes(data)
            shelf.refresh()
            assert shelf.generation() == anew(new_shelf, shelf)
            (shelf.store.directory / MANIFEST).unlink()

    @pytest.mark.parametrize("name", ["batch-000000", "batch-x", "other"])
    def test_nothing_is_followed_or_kept_that_is_no_batch(self, shelf, tmp_path, name):
        precious = tmp_path / "precious"
        precious.mkdir()
        (precious / "a.txt").write_text("mine")
        workshop(shelf).mkdir(parents=True)
        (shelf.store.directory / LOCK).touch()
        (workshop(shelf) / name).symlink_to(precious, target_is_directory=True)
        shelf.write(**TEXTS).refresh()
        assert (precious / "a.txt").read_text() == "mine"
        assert shelf.names() == {MANIFEST, LOCK, "generation"}

    def test_nothing_is_written_through_a_link_in_place_of_the_folder(self, shelf, tmp_path):
        precious = tmp_path / "precious"
        (precious / "batch-000000.0").mkdir(parents=True)
        (precious / "batch-000000.0" / "a.txt").write_text("mine")
        before = precious.stat().st_mtime_ns
        shelf.store.directory.mkdir()
        (shelf.store.directory / LOCK).touch()
        workshop(shelf).symlink_to(precious, target_is_directory=True)
        shelf.write(**TEXTS).refresh()
        assert (precious / "batch-000000.0" / "a.txt").read_text() == "mine"
        assert precious.stat().st_mtime_ns == before
        assert shelf.names() == {MANIFEST, LOCK, "generation"}

    def test_is_not_what_cannot_be_opened_beside_so_many(self, shelf, interrupt, monkeypatch):
        interrupt(shelf.write(**TEXTS), 6)
        kept = sorted(path.name for path in workshop(shelf).iterdir())

        def too_many(*_, **__):
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

        for module in ("arrays.open_regular", "disk.open_regular"):  # files, and the manifest first
            with monkeypatch.context() as patch:
                patch.setattr(f"index.files.{module}", too_many)
                with pytest.raises(OpenFilesError, match="ulimit -n"):
                    shelf.refresh()
            assert sorted(path.name for path in workshop(shelf).iterdir()) == kept
        shelf.refresh()
        assert len(shelf.encoder.encoded) == len(TEXTS)

    def test_of_the_old_index_is_refused_as_ever(self, shelf):
        shelf.write(**TEXTS).refresh()
        [texts] = shelf.store.directory.glob("generation-*/texts.bin")
        texts.write_bytes(texts.read_bytes()[:-1] + b"x")
        with pytest.raises(IndexDamagedError, match=r"texts\.bin: is not what was written"):
            shelf.write(more="More. And more of it. And more and more of it.").refresh()
        shelf.refresh(rebuild=True)


class TestProgress:
    def test_counts_passages_to_as_many_as_there_seem_to_be(self, shelf):
        seen = []
        shelf.write(**TEXTS).refresh(progress=lambda *step: seen.append(step))
        told = [step[1:] for step in seen if step[0] == "Indexing passages"]
        assert told[0] == (0, 7)
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert told[-1] == (7, 7)
