"""Batches that other machines make are those that one makes, or cost one line and nothing that was finished."""

import multiprocessing
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.commands.cli import main
from assistant.console.remedies import explained
from index.errors import InputError, ModelError
from index.library import Library
from index.upkeep import cluster
from index.upkeep.cluster import _make, _Order, _quoth
from index.upkeep.making import Bundle
from tests.index.small_batches import in_small_batches
from tests.index.upkeep.fake_model import load

TEXTS = {f"text-{n}": f"This is text {n}. It speaks of mills and of river {n}." for n in range(12)}


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    in_small_batches(monkeypatch)


@pytest.fixture
def by(monkeypatch, shelf):
    """Return what builds the shelf by what stands in for the process that speaks with a cluster."""

    def built(speak):
        fork = multiprocessing.get_context("fork")
        monkeypatch.setattr(cluster.multiprocessing, "get_context", lambda _: fork)
        monkeypatch.setattr(cluster, "_speak", speak)
        return shelf.refresh(cluster="head:6379")

    return built


def obliging(pipe, _address, order, most=3, ends_after=None, change=lambda made: made):
    """Make batches as the machines of a cluster do, one after the other."""
    pipe.send(most)
    given = []
    while ends_after is None or ends_after:
        if bundle := pipe.recv():
            given.append(bundle)
        else:
            pipe.send(change(_make(order, given.pop(0))))
            ends_after = ends_after and ends_after - 1


def anew(new_shelf, shelf):
    """Return the bytes of an index of the same texts that one machine made."""
    other = new_shelf("scratch")
    other.folder = shelf.folder
    other.refresh()
    return other.generation()


class TestBatches:
    def test_of_other_machines_make_the_same_index(self, shelf, new_shelf, by):
        shelf.write(**TEXTS, blank=" " * 70)
        by(obliging)
        assert shelf.encoder.encoded == []
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_a_few_documents_are_not_handed_on(self, shelf, by):
        shelf.write(**TEXTS).refresh()
        shelf.write(more="A text. Of one mill.")
        by(lambda *_: pytest.fail("a cluster was asked"))


class TestTrouble:
    def test_a_cluster_that_vanishes_costs_a_line_and_nothing_that_was_finished(
        self, shelf, new_shelf, by
    ):
        shelf.write(**TEXTS)
        with pytest.raises(InputError) as caught:
            by(lambda *given: obliging(*given, ends_after=2))
        assert explained(caught.value) == (
            "head:6379: the Ray cluster has vanished; "
            "what was finished is kept, and goes on with: quoth index"
        )
        shelf.refresh()
        assert len(shelf.encoder.encoded) == len(TEXTS) - 4
        assert shelf.generation() == anew(new_shelf, shelf)

    def test_one_that_cannot_be_reached_is_named(self, shelf, by):
        shelf.write(**TEXTS)
        with pytest.raises(InputError, match="head:6379: the Ray cluster cannot be reached"):
            by(lambda *_: None)

    def test_what_did_not_arrive_whole_is_refused(self, shelf, by):
        def changed(made):
            return replace(made, files={**made.files, "names.json": b"{}"})

        shelf.write(**TEXTS)
        with pytest.raises(InputError, match=r"names\.json of a batch did not arrive as it was"):
            by(lambda *given: obliging(*given, change=changed))

    def test_another_version_on_a_machine_is_named(self, fake_encoder):
        version, number, passages = _quoth()
        order = _Order((version, number + 1, passages), fake_encoder.identity, None, load)
        told = _make(order, Bundle((), (), {})).text
        assert f"has another version of Quoth ({version} with format {number}, not" in told

    def test_a_machine_without_the_model_is_named(self, fake_encoder):
        def missing(*_, **__):
            raise ModelError("the model is not here")

        other = replace(fake_encoder.identity, name="other")
        told = _make(_Order(_quoth(), other, None, missing), Bundle((), (), {})).text
        assert told.endswith(": the model is not here")

    def test_without_the_extra_it_is_said_how_to_install_it(self, shelf, by, monkeypatch):
        monkeypatch.setitem(sys.modules, "ray", None)
        shelf.write(**TEXTS)
        with pytest.raises(InputError) as caught:
            by(cluster._speak)
        assert explained(caught.value).endswith("install it with: pip install 'quoth[ray]'")

    def test_it_is_for_building_alone(self, capsys):
        assert main(["index", "--info", "--ray", "auto"]) == 2
        assert "--ray is for building" in capsys.readouterr().err


@contextmanager
def two_nodes():
    """Give the address of a cluster, and what tells it to end its second node, or all."""
    program = Path(__file__).with_name("cluster_of_two.py")
    with subprocess.Popen(
        [sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip

        def tell(what):
            process.stdin.write(f"{what}\n")
            process.stdin.flush()
            process.stdout.readline()

        yield process.stdout.readline().strip(), tell
        process.stdin.close()


@pytest.mark.process
class TestRay:
    """Two nodes on this machine, where Ray is installed."""

    def test_one_that_is_killed_changes_nothing_and_all_cost_a_line(self, shelf, new_shelf):
        pytest.importorskip("ray")
        shelf.write(**TEXTS)
        with two_nodes() as (address, tell):
            told = []

            def at_the_second(what):
                def progress(step, *_):
                    if step == "Indexing passages":
                        told.append(step)
                        if len(told) == 2:
                            tell(what)

                return progress

            library = Library.open([shelf.folder], shelf.store.directory, load=load)
            library.refresh(model="fake", cluster=address, progress=at_the_second("kill"))
            assert len(told) > 2
            assert shelf.generation() == anew(new_shelf, shelf)
            told.clear()
            shelf.write(**{name: f"Anew. {text}" for name, text in TEXTS.items()})
            with pytest.raises(InputError, match="the Ray cluster has vanished"):
                library.refresh(cluster=address, progress=at_the_second("end"))
