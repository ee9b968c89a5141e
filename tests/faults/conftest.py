"""How much is tried: a little in the suite, all of it with ``make torture``."""

import os
import random
import sys
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery

ROOT = Path(__file__).parents[2]
IS_LONG = os.environ.get("QUOTH_TORTURE") == "1"

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # no signals, limits or pipes to attack with


@pytest.fixture
def rounds(tried):
    """Choose how often something is tried, and count it: ``rounds(quick, long, "kills")``."""

    def choose(quick, long, what=""):
        times = long if IS_LONG else quick
        if what:
            tried(what, times)
        return times

    return choose


@pytest.fixture
def generator():
    """Chance that repeats itself; QUOTH_SEED takes another course."""
    return random.Random(int(os.environ.get("QUOTH_SEED", "1")))


@pytest.fixture
def fast_disk(monkeypatch):
    """Wait for no disk: what a killed process has written stays, and no power is cut here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def nursery(tmp_path):
    """Start ``quoth`` without a model, to be killed; see ``Nursery``."""
    nursery = Nursery(tmp_path / "errors")
    yield nursery
    nursery.close()
    errors = nursery.errors.read_text()
    assert "Traceback" not in errors, errors
