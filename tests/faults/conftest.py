"""How much is tried: a little in the suite, all of it with ``make torture``."""

import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from assistant.engine import Assistant
from index.library import Library
from index.storage.store import Index, Store
from index.upkeep.refreshing import refresh
from tests.faults.nursery import Nursery

ROOT = Path(__file__).parents[2]
IS_LONG = os.environ.get("QUOTH_TORTURE") == "1"

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # no signals, limits or pipes to attack with


_tried = Counter()


@pytest.fixture(scope="session")
def rounds():
    """Choose how often something is tried, and count it: ``rounds(quick, long, "kills")``."""

    def choose(quick, long, what=""):
        times = long if IS_LONG else quick
        _tried[what] += times
        return times

    return choose


def pytest_terminal_summary(terminalreporter):
    """Say how much was tried."""
    counts = ", ".join(f"{what}: {times:,}" for what, times in sorted(_tried.items()) if what)
    if counts:
        terminalreporter.write_line(f"tried in tests/faults: {counts}")


@pytest.fixture
def generator():
    """Chance that repeats itself; QUOTH_SEED takes another course."""
    return random.Random(int(os.environ.get("QUOTH_SEED", "1")))


@pytest.fixture
def fast_disk(monkeypatch):
    """Wait for no disk: what a killed process has written stays, and no power is cut here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


class Shelf:
    """A folder of documents, and its index by an encoder without a model."""

    def __init__(self, root: Path, encoder) -> None:
        self.folder = root / "library"
        self.store = Store(root / "index")
        self.encoder = encoder
        self.folder.mkdir(parents=True)

    def write(self, **texts: str) -> "Shelf":
        for name, text in texts.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return self

    def refresh(self, **options) -> Index:
        return refresh(
            self.store, [self.folder], lambda _: self.encoder, **{"model": "fake", **options}
        )

    def assistant(self) -> Assistant:
        load = lambda *_, **__: self.encoder  # noqa: E731
        return Assistant(Library.open([self.folder], self.store.directory, load=load))

    def files(self) -> list[Path]:
        generation = self.store.directory / self.store.manifest().generation
        return sorted([*self.store.directory.glob("*.json"), *generation.iterdir()])


@pytest.fixture
def new_shelf(tmp_path, new_fake_encoder):
    """Make a shelf in a folder of its own: ``new_shelf("one")``."""
    return lambda name: Shelf(tmp_path / name, new_fake_encoder())


@pytest.fixture
def shelf(new_shelf):
    """An empty shelf."""
    return new_shelf("shelf")


@pytest.fixture
def nursery(tmp_path):
    """Start ``quoth`` without a model, to be killed; see ``Nursery``."""
    nursery = Nursery(tmp_path / "errors")
    yield nursery
    nursery.close()
    errors = nursery.errors.read_text()
    assert "Traceback" not in errors, errors
