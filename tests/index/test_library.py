"""A library is opened on documents, made current, and asked; whoever holds it needs nothing else."""

import os
import shutil

import pytest

from index.errors import (
    IndexDamagedError,
    IndexForeignError,
    IndexStaleError,
    IndexUnwritableError,
    InputError,
    QuothError,
    Remedy,
)
from index.files.location import default_sources
from index.library import Library
from index.search.restriction import Restriction
from index.storage.manifest import Manifest
from index.storage.store import Store
from index.upkeep.state import FileChanges

BEES = "Bees dance. They find flowers."
COWS = "Cows eat grass.\n\nThey sleep at night."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "farm"
    folder.mkdir()
    (folder / "bees.txt").write_text(BEES, encoding="utf-8")
    (folder / "cows.txt").write_text(COWS, encoding="utf-8")
    return folder


@pytest.fixture
def opened(folder, tmp_path, fake_encoder):
    """Open a library of the folder, or of other sources, without a model."""

    def open_(*sources, **options):
        load = lambda *_, **__: fake_encoder  # noqa: E731
        return Library.open(sources or [folder], tmp_path / "index", load=load, **options)

    return open_


@pytest.fixture
def library(opened):
    """A library whose index is there and current."""
    return opened().refresh()


class TestOpening:
    def test_builds_nothing(self, opened, tmp_path):
        library = opened()
        assert not library.exists()
        assert not (tmp_path / "index").exists()

    def test_what_an_index_would_have_to_tell_is_missing_until_it_is_built(self, opened):
        with pytest.raises(IndexDamagedError, match="holds no index"):
            opened().text("bees.txt")

    def test_reads_the_sources_that_the_index_records_where_none_is_named(self, library, folder):
        again = Library.open(directory=library.directory)
        assert again.sources == library.sources == (str(folder),)

    def test_is_of_the_article_where_nothing_is_named(self):
        assert Library.open().sources == tuple(map(str, default_sources()))

    def test_the_index_of_other_sources_lies_in_another_folder(self, folder):
        assert Library.open([folder]).directory != Library.open([folder / "bees.txt"]).directory


class TestRefreshing:
    def test_returns_another_library_and_leaves_the_old_one_as_it_was(self, library, folder):
        (folder / "bees.txt").write_text("Bees sleep.", encoding="utf-8")
        newer = library.refresh()
        assert (library.text("bees.txt"), newer.text("bees.txt")) == (BEES, "Bees sleep.")
        assert library.description.generation != newer.description.generation

    def test_what_is_current_is_not_built_again(self, library, opened):
        assert opened().refresh().description == library.description

    def test_what_another_process_built_meanwhile_is_not_built_again(
        self, library, opened, folder, fake_encoder
    ):
        (folder / "bees.txt").write_text("Bees sleep.", encoding="utf-8")
        other = opened().refresh()
        fake_encoder.encoded.clear()
        assert library.refresh().description == other.description
        assert fake_encoder.encoded == []

    def test_is_refused_where_nothing_may_be_built(self, opened):
        with pytest.raises(IndexStaleError):
            opened().refresh(frozen=True)

    def test_other_sources_are_refused_unless_it_is_to_be_rebuilt(self, library, opened, folder):
        other = opened(folder / "bees.txt")
        with pytest.raises(IndexForeignError, match="is an index of"):
            other.refresh()
        assert list(other.refresh(rebuild=True).documents) == ["bees.txt"]

    def test_an_index_that_is_damaged_is_replaced_where_it_is_to_be_rebuilt(self, library, opened):
        (library.directory / "quoth-index.json").write_text("{}")
        with pytest.raises(IndexDamagedError):
            opened().refresh()
        assert list(opened().refresh(rebuild=True).documents) == ["bees.txt", "cows.txt"]


class TestReadying:
    def test_says_that_it_builds_and_what_could_not_be_read(self, opened, folder):
        (folder / "broken.txt").write_bytes(b"\0\xff")
        said = []
        opened().ready(say=said.append)
        assert [line.replace(str(folder), "farm") for line in said] == [
            "building the index of farm",
            "farm/broken.txt: is no text: it is not UTF-8 and no other charset fits",
        ]

    def test_an_index_keeps_its_model_and_says_so(self, library, opened):
        said = []
        assert opened().ready(model="another", say=said.append).model == "fake"
        assert [(str(error), error.remedy) for error in said] == [
            ("the index keeps its model fake", Remedy.CHANGE_MODEL)
        ]

    def test_an_index_that_cannot_be_written_answers_as_it_was(
        self, library, opened, folder, monkeypatch
    ):
        def refuse(*_):
            raise IndexUnwritableError("the disk is full", Remedy.FREE_SPACE)

        monkeypatch.setattr(Store, "commit", refuse)
        (folder / "bees.txt").write_text("Bees sleep.", encoding="utf-8")
        said = []
        assert opened().ready(say=said.append).text("bees.txt") == BEES
        assert said[-1].remedy is Remedy.FREE_SPACE_MEANWHILE

    def test_one_that_was_never_written_is_an_error(self, opened, monkeypatch):
        def refuse(*_):
            raise IndexUnwritableError("the disk is full")

        monkeypatch.setattr(Store, "commit", refuse)
        with pytest.raises(IndexUnwritableError):
            opened().ready()

    def test_loads_the_model_and_searching_does_not_load_it_again(self, folder, tmp_path, library):
        loaded = []

        def load(name, **options):
            loaded.append(name)
            return library._encoders.named(name)

        ready = Library.open([folder], library.directory, load=load).ready()
        ready.search("Bees?")
        ready.search("Cows?")
        assert loaded == ["fake"]


class TestManifest:
    @pytest.mark.parametrize("is_named", [True, False])
    def test_is_read_once_for_a_question(
        self, library, folder, fake_encoder, monkeypatch, is_named
    ):
        times = []
        read = Manifest.read

        def counted(directory, *how):
            times.append(directory)
            return read(directory, *how)

        monkeypatch.setattr(Manifest, "read", counted)
        sources = [folder] if is_named else []
        again = Library.open(sources, library.directory, load=lambda *_, **__: fake_encoder)
        ranking = again.ready(model="fake").search("Who eats grass?")
        assert ranking[0].passage.document == "cows.txt"
        assert times == [library.directory]


class TestState:
    def test_is_current_at_first(self, library):
        assert library.state().is_current
        assert library.state(thorough=True).is_current
        assert library.changes() == FileChanges()

    def test_tells_what_is_otherwise_new_and_gone(self, library, folder):
        (folder / "bees.txt").write_text("Bees sleep.", encoding="utf-8")
        (folder / "dogs.txt").write_text("Dogs bark.", encoding="utf-8")
        (folder / "cows.txt").unlink()
        state = library.state()
        assert not state.is_current
        assert state.changes == library.changes()
        assert state.changes == FileChanges(("bees.txt",), ("dogs.txt",), ("cows.txt",))

    def test_a_change_that_hides_is_found_by_a_thorough_look(self, library, folder):
        path = folder / "bees.txt"
        status = path.stat()
        path.write_text(BEES.upper(), encoding="utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert library.state().is_current
        assert not library.state(thorough=True).is_current

    def test_tells_what_is_passed_over(self, library, folder):
        (folder / "bees.png").write_bytes(b"A picture.")
        assert [skipped.name for skipped in library.state().found.passed_over] == ["bees.png"]

    def test_a_source_that_is_gone_is_an_error_but_no_end_of_comparing(self, library, folder):
        shutil.rmtree(folder)
        with pytest.raises(QuothError, match="no such file"):
            library.state()
        assert library.changes().removed == ("bees.txt", "cows.txt")


class TestSearching:
    def test_the_passage_with_the_words_comes_first_and_all_are_ranked(self, library):
        ranking = library.search("Who eats grass?")
        assert ranking[0].passage.document == "cows.txt"
        assert len(ranking) == library.description.passages

    def test_only_what_is_asked_is_searched(self, library):
        within = Restriction(("bees.txt",))
        found = library.search("Who eats grass?", within=within)
        assert {scored.passage.document for scored in found} == {"bees.txt"}
        assert (library.mentions("grass"), library.mentions("grass", within)) == (True, False)

    def test_the_passages_that_share_words_are_found_without_a_model(self, library, opened):
        found = opened().ready(searching=False).best_by_words("eats the grass", 1)
        assert [passage.document for passage in found] == ["cows.txt"]
        assert library.best_by_words("whales", 5) == []

    def test_nothing_within_is_an_error(self, library):
        with pytest.raises(InputError):
            library.search("Who?", within=Restriction(("dogs.txt",)))


class TestDocuments:
    def test_are_told_of_by_their_ids_in_order(self, library, folder):
        assert list(library.documents) == ["bees.txt", "cows.txt"]
        cows = library.documents["cows.txt"]
        assert (cows.title, cows.path, cows.origin) == ("cows", folder / "cows.txt", "")
        assert sum(known.passages for known in library.documents.values()) == (
            library.description.passages
        )

    def test_their_passages_are_stretches_of_their_texts(self, library):
        for name in library.documents:
            passages = library.passages(name)
            assert len(passages) == library.documents[name].passages > 0
            text = library.text(name)
            assert all(text[p.start : p.end] == p.text for p in passages)

    def test_an_unknown_one_is_a_key_error(self, library):
        for ask in (library.text, library.passages, library.is_intact):
            with pytest.raises(KeyError):
                ask("dogs.txt")

    def test_are_intact_while_their_files_are(self, library, folder):
        assert library.is_intact("bees.txt")
        (folder / "bees.txt").write_text("Bees sleep.", encoding="utf-8")
        assert not library.is_intact("bees.txt")
        assert library.is_intact("cows.txt")

    def test_are_read_as_they_are_now_with_an_index_or_without(self, library, opened, folder):
        (folder / "bees.txt").write_text("Bees sleep.", encoding="utf-8")
        now = {"bees.txt": "Bees sleep.", "cows.txt": COWS}
        assert library.texts_now().by_id == now
        shutil.rmtree(library.directory)
        assert opened().texts_now().by_id == now
        assert {each.id: each.text for each in opened().documents_now().documents} == now
