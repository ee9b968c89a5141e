"""A store answers as the folder does, is replaced in one moment, and never tells what was not written."""

import random
import stat
import string
from contextlib import suppress

import numpy as np
import pytest

from assistant.console.remedies import explained
from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexStaleError,
    IndexUnwritableError,
    InputError,
    QuothError,
)
from index.files.location import StoreUrl
from index.lance import layout as layout_module
from index.lance import store, writing
from index.lance.engine import Version
from index.lance.tables import DOCUMENTS, PARTS, PASSAGES, POSTINGS, TABLES, VECTORS
from index.library import Library
from index.search.restriction import EVERYTHING, Restriction

pytest.importorskip("lance")

WORDS = ["".join(random.Random(n).choices(string.ascii_lowercase, k=6)) for n in range(400)]
QUESTIONS = ("Was the ferry sold?", "Who ruled the mill in 1911?", "ferrys")
ANN = "# Boats\n\nAnn sold the ferry to Bo. It was late.\n\n## Mills\n\nThe mill was ruled by Bo in 1911.\n"


def fill(shelf, **texts):
    bees = "Honey, honey. The ferries were sold."
    return shelf.write(**{"ann": ANN, "copy": ANN, "bees": bees, **texts})


@pytest.fixture
def stored(shelf):
    """The library of a few documents, in a store."""
    return fill(shelf).in_a_store().refresh(model="fake")


def ranked(library, question, within=EVERYTHING):
    return list(library.search(question, within=within))


def answers(library):
    return [ranked(library, question) for question in QUESTIONS]


def reopened(shelf):
    return shelf.in_a_store().ready(frozen=True)


def folder_of(library):
    return library.directory.folder


def data_files(library, table):
    return sorted((folder_of(library) / f"{table}.lance" / "data").iterdir())


class TestAnswers:
    @pytest.mark.parametrize("within", [EVERYTHING, Restriction(("ann*", "bees*"))], ids=str)
    def test_are_those_of_the_folder(self, shelf, stored, within):
        folder = shelf.refresh()
        for question in QUESTIONS:
            assert ranked(stored, question, within) == ranked(folder, question, within)

    def test_documents_and_descriptions_are_too(self, shelf, stored):
        folder = shelf.refresh()
        assert dict(stored.documents) == dict(folder.documents)
        assert [stored.text(name) for name in stored.documents] == list(
            map(folder.text, folder.documents)
        )
        assert stored.description.fingerprint == folder.description.fingerprint
        assert [list(stored.passages(name)) for name in stored.documents] == [
            list(folder.passages(name)) for name in folder.documents
        ]

    def test_a_build_takes_over_the_same_bytes_that_a_folder_has(self, shelf, stored):
        shelf.refresh()
        keeper = stored._store
        with keeper.writing():
            whole = keeper.load().whole()
            assert {name: bytes(data[:]) for name, data in whole.data.items()} == {
                name: data
                for name, data in shelf.generation().items()
                if not name.endswith(".sha256") or name in whole.data
            }

    def test_a_refresh_encodes_only_what_changed_and_answers_as_one_built_anew(self, shelf, stored):
        shelf.encoder.encoded.clear()
        fill(shelf, bees="The bees ruled.", dog="A ferry of dogs.")
        fresh = stored.refresh()
        assert sorted(shelf.encoder.encoded) == ["A ferry of dogs.", "The bees ruled."]
        assert answers(fresh) == answers(shelf.refresh())
        assert answers(reopened(shelf)) == answers(fresh)

    def test_nothing_is_built_where_nothing_changed(self, shelf, stored):
        assert shelf.in_a_store().refresh().description.generation == stored.description.generation


class TestPartitions:
    """Beyond some size vectors are found by partitions."""

    @pytest.fixture
    def both(self, shelf, monkeypatch):
        monkeypatch.setattr(writing, "FLAT", 1000)
        monkeypatch.setattr(writing, "_PASSAGES_A_PARTITION", 300)
        drawn = random.Random(7)
        shelf.folder.mkdir()
        lines = []
        for number in range(1500):
            words = (WORDS[min(int(drawn.paretovariate(0.6)), 400) - 1] for _ in range(12))
            lines.append(f'{{"_id": "d{number}", "text": "{" ".join(words).capitalize()}."}}')
        (shelf.folder / "made.jsonl").write_text("\n".join(lines))
        return shelf.refresh(), shelf.in_a_store().refresh(model="fake")

    def test_with_all_probed_or_of_some_documents_the_first_are_those_of_the_folder(self, both):
        folder, stored = both
        assert stored._snapshot.contents._partitions == 5
        drawn = random.Random(8)
        for _ in range(30):
            question = " ".join(drawn.sample(WORDS, 4))
            first, second = folder.search(question)[:3], stored.search(question)[:3]
            assert [scored.passage for scored in first] == [scored.passage for scored in second]
            np.testing.assert_allclose(
                [scored.score for scored in first], [scored.score for scored in second], atol=1e-6
            )
        self.is_found_out(stored)
        within = Restriction(("d1*",))
        for question in (WORDS[3], WORDS[5]):
            first, second = (library.search(question, within=within)[:5] for library in both)
            assert [scored.passage for scored in first] == [scored.passage for scored in second]

    def is_found_out(self, stored):
        """Damage in the files by which vectors are found, which no row's hash covers."""
        for path in sorted((folder_of(stored) / "vectors.lance" / "_indices").rglob("*.idx")):
            data = path.read_bytes()
            path.write_bytes(data[:-9] + b"x" + data[-8:])
            again = Library.open(directory=stored.directory)
            with pytest.raises(IndexDamagedError, match=path.name):
                again.state(thorough=True)
            path.write_bytes(data)


MOMENTS = [
    (store, "write_tables"), (writing, "word_parts"), (Version, "keep"), (store, "replace"),
    (Version, "sweep"),
]  # fmt: skip


class KilledError(BaseException):
    """Ends a build at once."""


class TestSwitching:
    @pytest.mark.parametrize(("owner", "moment"), MOMENTS, ids=[name for _, name in MOMENTS])
    def test_a_build_that_ends_at_any_moment_leaves_the_old_answers_or_the_new(
        self, shelf, stored, monkeypatch, owner, moment
    ):
        def killed(*_, **__):
            raise KilledError

        old = answers(stored)
        fill(shelf, bees="The bees ruled the ferry.")
        with monkeypatch.context() as patch:
            patch.setattr(owner, moment, killed)
            with pytest.raises((KilledError, QuothError)):
                stored.refresh()
        left = shelf.in_a_store()
        new = answers(shelf.refresh())
        assert answers(left) == (new if moment == "sweep" else old)
        assert answers(shelf.in_a_store().refresh()) == new

    def test_a_build_follows_no_link_in_place_of_its_folder(self, shelf, stored, tmp_path):
        precious = tmp_path / "precious"
        (precious / "new").mkdir(parents=True)
        (precious / "new" / "a.txt").write_text("mine")
        folder = stored._store._workshop
        folder.symlink_to(precious, target_is_directory=True)
        fill(shelf, bees="The bees ruled the ferry.")
        assert answers(stored.refresh()) == answers(shelf.refresh())
        assert [path.name for path in precious.rglob("*")] == ["new", "a.txt"]
        assert not folder.is_symlink()

    def test_a_reader_goes_on_with_the_versions_that_it_began_with(self, shelf, stored):
        old = answers(stored)
        begun = reopened(shelf)
        begun.search("ferry")
        fill(shelf, bees="The bees ruled the ferry.")
        new = answers(stored.refresh())
        assert answers(begun) == old != new

    def test_one_that_was_left_behind_is_told_so(self, shelf, stored):
        begun = reopened(shelf)
        for bees in ("The bees ruled.", "The bees sold the ferry."):
            fill(shelf, bees=bees)
            stored = stored.refresh()
        with pytest.raises(IndexStaleError, match="was built anew twice meanwhile"):
            begun.search("ferry")

    def test_versions_that_nobody_reads_are_removed(self, shelf, stored):
        for number in range(4):
            fill(shelf, bees=f"The bees ruled in {number}.")
            stored = stored.refresh()
        assert len(data_files(stored, PASSAGES)) == 2
        assert len(data_files(stored, "manifest")) == 1
        assert {path.name for path in folder_of(stored).iterdir()} == {
            "quoth-store.lock", *(f"{table}.lance" for table in TABLES)
        }  # fmt: skip

    def test_of_two_builds_elsewhere_the_later_is_refused(self, shelf, stored, monkeypatch):
        def slowly(*arguments):
            made = write_tables(*arguments)
            monkeypatch.setattr(store, "write_tables", write_tables)
            keeper = store.LanceStore(stored.directory)
            with keeper.writing():
                keeper.commit([whole_files], manifest)
            return made

        write_tables = store.write_tables
        keeper = stored._store
        manifest = keeper.manifest()
        with keeper.writing():
            whole = keeper.load().whole()
            whole_files = {name: [bytes(data[:])] for name, data in whole.data.items()}
        monkeypatch.setattr(store, "write_tables", slowly)
        # As where no lock of a disk is shared.
        monkeypatch.setattr("filelock.FileLock.acquire", lambda *_: None)
        monkeypatch.setattr(store.LanceStore, "_clear", lambda _: None)
        sweep = Version.sweep
        monkeypatch.setattr(Version, "sweep", lambda *a, is_alone: sweep(*a, is_alone=False))
        fill(shelf, bees="The bees ruled the ferry.")
        with pytest.raises(IndexUnwritableError, match="another build was faster"):
            stored.refresh()


class TestDamage:
    @pytest.mark.parametrize("table", [DOCUMENTS, PASSAGES, VECTORS, POSTINGS, PARTS])
    def test_gives_the_same_answers_or_none(self, shelf, stored, table):
        expected = answers(stored)
        drawn = random.Random(table)
        [path] = data_files(stored, table)
        whole = path.read_bytes()
        for _ in range(6):
            at = drawn.randrange(len(whole))
            path.write_bytes(
                whole[:at] + bytes([whole[at] ^ 1 << drawn.randrange(8)]) + whole[at + 1 :]
            )
            with suppress(IndexDamagedError):
                assert answers(shelf.in_a_store()) == expected
        path.write_bytes(whole)

    @pytest.mark.parametrize("table", [DOCUMENTS, PASSAGES, VECTORS, POSTINGS, PARTS])
    def test_is_found_by_a_check(self, shelf, stored, table):
        [path] = data_files(stored, table)
        data = path.read_bytes()
        third = len(data) // 3
        path.write_bytes(bytes(third) + data[third:])
        with pytest.raises(IndexDamagedError, match=f"{table}.lance"):
            shelf.in_a_store().state(thorough=True)

    def test_a_table_of_another_version_is_none_of_the_index(self, shelf, stored):
        """As after somebody restored a part of a store from a copy."""
        fill(shelf, bees="The bees ruled the ferry.")
        fresh = stored.refresh()
        old, new = data_files(fresh, PASSAGES)
        first, second = old.read_bytes(), new.read_bytes()
        old.write_bytes(second)
        new.write_bytes(first)
        with pytest.raises(IndexDamagedError):
            shelf.in_a_store().search("ferry")

    @pytest.mark.parametrize("table", [DOCUMENTS, PASSAGES, VECTORS, POSTINGS, PARTS])
    def test_half_a_store_is_refused_by_name_and_can_be_built_anew(self, shelf, stored, table):
        for path in (folder_of(stored) / f"{table}.lance" / "_versions").iterdir():
            path.unlink()
        with pytest.raises(IndexDamagedError, match=f"{table}.lance: is missing"):
            shelf.in_a_store().state(thorough=True)
        rebuilt = shelf.in_a_store().refresh(model="fake", rebuild=True)
        assert answers(rebuilt) == answers(shelf.refresh())

    def test_a_manifest_that_cannot_be_read_is_refused_and_can_be_built_anew(self, shelf, stored):
        [path] = data_files(stored, "manifest")
        path.write_bytes(b"x" * path.stat().st_size)
        with pytest.raises(IndexDamagedError, match=r"manifest\.lance"):
            shelf.in_a_store().search("ferry")
        rebuilt = shelf.in_a_store().refresh(model="fake", rebuild=True)
        assert answers(rebuilt) == answers(shelf.refresh())


class TestRefusals:
    def test_a_folder_of_something_else_is_left_as_it_is(self, shelf):
        fill(shelf)
        other = shelf.store.directory.with_name("store")
        other.mkdir()
        (other / "letter.txt").write_text("Dear Ann")
        with pytest.raises(IndexForeignError, match="neither empty nor a store") as caught:
            shelf.in_a_store().refresh(model="fake")
        assert explained(caught.value).endswith("; name another place with --store")
        assert [path.name for path in other.iterdir()] == ["letter.txt"]

    @pytest.mark.parametrize(
        "name", ["building/plan.txt", ".quoth-building/plan.txt", "documents.lance/plan.txt"]
    )
    def test_nothing_is_claimed_or_removed_by_its_name(self, shelf, name):
        other = fill(shelf).in_a_store().directory.folder
        for path in (other / name, other / "main.c"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("keep")
        before = sorted(other.rglob("*"))
        with pytest.raises(IndexForeignError, match="neither empty nor a store"):
            shelf.in_a_store().refresh(model="fake")
        assert sorted(other.rglob("*")) == before
        assert (other / name).read_text() == "keep"

    def test_tables_of_another_program_are_left_as_they_are(self, shelf, capfd):
        import lance
        import pyarrow as pa

        uri = fill(shelf).in_a_store().directory.folder / "manifest.lance"
        written = lance.write_dataset(pa.table({"theirs": [1]}), uri)
        written.tags.create("theirs", 1)
        before = sorted(uri.parent.rglob("*"))
        with pytest.raises(IndexForeignError, match="neither empty nor a store"):
            shelf.in_a_store().refresh(model="fake", rebuild=True)
        assert sorted(uri.parent.rglob("*")) == before
        assert list(lance.dataset(uri).tags.list()) == ["theirs"]
        assert capfd.readouterr().err == ""

    def test_a_store_that_was_copied_without_its_lock_is_known_by_its_manifest(self, shelf, stored):
        (folder_of(stored) / "quoth-store.lock").unlink()
        fill(shelf, bees="The bees ruled the ferry.")
        assert answers(shelf.in_a_store().refresh()) == answers(shelf.refresh())

    def test_one_of_other_sources_is_not_to_be_taken_for_a_folder(self, shelf, stored):
        others = Library.open([__file__], stored.directory)
        with pytest.raises(IndexForeignError) as caught:
            others.check_sources()
        assert "name another place with --store, or run: quoth index" in explained(caught.value)

    def test_where_nothing_can_be_written_another_store_is_to_be_named(
        self, shelf, stored, monkeypatch
    ):
        def full(*_):
            raise OSError(28, "No space left on device")

        fill(shelf, bees="The bees ruled the ferry.")
        monkeypatch.setattr("index.storage.store.write_through", full)
        said = []
        shelf.in_a_store().ready(say=said.append, searching=False)
        told = explained(said[-1])
        assert "No space left on device" in told
        assert "name another place with --store; until then the index answers as it was" in told

    def test_a_store_of_another_version_is_named(self, shelf, stored, monkeypatch):
        monkeypatch.setattr(layout_module, "STORE", 2)
        with pytest.raises(IndexForeignError, match=r"a store of version 1, .* reads 2"):
            shelf.in_a_store().search("ferry")

    def test_without_the_extra_it_is_said_how_to_install_it(self, shelf, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "lance", None)
        with pytest.raises(InputError) as caught:
            fill(shelf).in_a_store().refresh(model="fake")
        assert explained(caught.value).endswith("install it with: pip install 'quoth[scale]'")

    @pytest.mark.parametrize(
        "url", ["", "lance://", "lance:", "ftp://a/b", "s3://", "/tmp/x", "s3:// "]
    )
    def test_what_is_no_address_is_refused(self, url):
        with pytest.raises(InputError, match="is no lance://DIR"):
            StoreUrl.parse(url)

    def test_nobody_else_can_read_it(self, stored):
        modes = {stat.S_IMODE(path.stat().st_mode) for path in folder_of(stored).iterdir()}
        assert modes == {0o700, 0o600}

    def test_a_store_inside_a_source_is_no_document(self, shelf, stored):
        inside = shelf.folder / "inner"
        folder_of(stored).rename(inside)
        assert shelf.refresh().description.skipped["index"] == 1


class TestTheProgram:
    def test_answers_and_describes_a_store_as_it_does_a_folder(
        self, shelf, without_model, capsysbinary
    ):
        from assistant.commands.cli import main

        fill(shelf)
        place = ["--store", str(shelf.in_a_store().directory)]
        assert main(["index", "-s", str(shelf.folder), "--model", "fake", *place]) == 0
        told = []
        for where in (place, ["-s", str(shelf.folder), "--model", "fake"]):
            capsysbinary.readouterr()
            code = main(["ask", "Was the ferry sold?", "--json", "--no-reader", *where])
            told.append((code, capsysbinary.readouterr().out))
        assert told[0] == told[1]
        assert main(["index", "--check", *place]) == 0
        assert b"whole and current" in capsysbinary.readouterr().out

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            (["--store", "ftp://x"], b"is no lance://DIR"),
            (["--store", "lance:///nowhere", "--index", "x"], b"not allowed with argument --store"),
            (["--store", "lance:///nowhere", "--frozen"], b"the index does not exist"),
        ],
        ids=["address", "both", "missing"],
    )
    def test_refuses_in_one_line(self, capsysbinary, arguments, reason):
        from assistant.commands.cli import main

        try:
            code = main(["ask", "Who?", *arguments])
        except SystemExit as ending:
            code = ending.code
        told = capsysbinary.readouterr()
        assert code == 2
        assert reason in told.err
        assert told.err.count(b"\n") == 1

    def test_is_offered_where_an_index_in_a_folder_is_large(
        self, shelf, without_model, capsysbinary, monkeypatch
    ):
        from assistant.commands import indexing
        from assistant.commands.cli import main

        monkeypatch.setattr(indexing, "MANY", 3)
        fill(shelf)
        sources = ["-s", str(shelf.folder), "--model", "fake"]
        store_of_it = ["--store", str(shelf.in_a_store().directory)]
        for place, is_offered in ([], True), (["--quiet"], False), (store_of_it, False):
            assert main(["index", *sources, *place]) == 0
            assert (b"--store lance://DIR" in capsysbinary.readouterr().err) == is_offered
