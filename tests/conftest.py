"""Shared fixtures: no network, no trace in the user's folders, one encoder, one assistant."""

import errno
import hashlib
import itertools
import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from assistant.engine import Assistant
from assistant.service.desk import Desks
from index.documents import Span
from index.language import words
from index.model.encoding import EncodedQuery, Encoder, Encoding
from index.model.models import ModelIdentity
from index.passages.tokens import TokenCounter
from index.vectors import Vectors, quantized, unit
from tests.exports import exports
from tests.shelf import Shelf

settings.register_profile(
    "quoth",
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("quoth")

_DIMENSION = 16
FAKE_MODEL = ModelIdentity("fake", "weights", "tokenizer", "fake", _DIMENSION, _DIMENSION, 254)
pytest_plugins = ["pytester", "tests.marks", "tests.tally"]
MILL = (
    "The Old Mill\n\nThe mill was built by Jonas Hale in 1911. It had four wheels.\n\n"
    "After the flood of 1953 it stood empty for many years."
)
FERRY = "The ferry crossed the river twice a day. Its last captain was Edith Crane."
_LOCAL_HOSTS = {"127.0.0.1", "::1"}
_attempts: list[str] = []


def _is_local(family: int, address: object) -> bool:
    if family == getattr(socket, "AF_UNIX", None):
        return True
    return isinstance(address, tuple) and address[0] in _LOCAL_HOSTS


def _refuse(target: object) -> OSError:
    _attempts.append(repr(target))
    return OSError(errno.ENETUNREACH, f"tests have no network, yet something asked for {target!r}")


@pytest.fixture(scope="session", autouse=True)
def _interruptible():
    """Take the signals of a terminal, which background jobs and nohup have programs ignore."""
    handlers = {
        "SIGINT": signal.default_int_handler,
        "SIGQUIT": signal.SIG_DFL,
        "SIGHUP": signal.SIG_DFL,
    }
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(scope="session", autouse=True)
def _unmeasured():
    """Let programs measure their terminals: workers inherit a size that would be believed first."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session", autouse=True)
def _without_network():
    """Refuse every socket that leaves the machine, as a cut cable would."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    look_up = socket.getaddrinfo

    def guarded(original):
        def checked(self, address):
            if not _is_local(self.family, address):
                raise _refuse(address)
            return original(self, address)

        return checked

    def lookup(host, *args, **options):
        if host in _LOCAL_HOSTS:  # a number, which nobody is asked for
            return look_up(host, *args, **options)
        raise _refuse(host)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", lookup)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory, pytestconfig):
    """Use a cache of the session's own, but for exported models: they take half a minute."""
    cache = tmp_path_factory.mktemp("cache")
    (cache / "quoth").mkdir(mode=0o700)
    kept = exports(pytestconfig.cache.mkdir("encoders"))
    (cache / "quoth" / "encoders").symlink_to(kept, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        yield


@pytest.fixture(scope="session")
def _homes(tmp_path_factory):
    """Folders that no test had before; `tmp_path_factory` would read all their names for each."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def attempts(_homes, monkeypatch):
    """Give each test folders of its own, and fail it where it attempted to use the network.

    An attempt counts even where the code got over it: it costs a user without network time.
    """
    home = next(_homes)
    for kind in ("DATA", "STATE", "CONFIG"):
        folder = home / kind.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder))
    _attempts.clear()
    yield _attempts
    assert not _attempts, f"attempts to use the network: {', '.join(_attempts)}"


@pytest.fixture(scope="session")
def encoder():
    """The default model."""
    return Encoder.load()


@pytest.fixture(scope="session")
def article_index(tmp_path_factory):
    """The folder of an index of the article in seeds/; not to be changed."""
    folder = tmp_path_factory.mktemp("assistant") / "index"
    Assistant.open(index=folder)
    return folder


@pytest.fixture(scope="session")
def assistant(article_index):
    """An assistant on the article in seeds/."""
    return Assistant.open(index=article_index)


@dataclass
class FakeEncoder:
    """An encoder without a model: a word adds a direction that its hash gives.

    Texts that share words are near each other, equal texts have equal vectors, and a token is a
    word. ``encoded`` lists the passages that were encoded.
    """

    identity: ModelIdentity = FAKE_MODEL
    encoded: list[str] = field(default_factory=list)
    projection: Vectors = field(default_factory=lambda: np.eye(_DIMENSION, dtype=np.float32))

    def projecting(self, _projection: Vectors) -> "FakeEncoder":
        return self

    def counter(self) -> TokenCounter:
        return TokenCounter(lambda text: len(text.split()), self.identity.window)

    def knows(self, _word: str) -> bool:
        return True

    def encode_passage(self, text: str, sentences: Sequence[Span], heading: str = "") -> Encoding:
        self.encoded.append(text)
        pooled = np.stack([_direction(text[slice(*span)]) for span in sentences])
        numbered = [(word, -1) for word in words(heading)]
        numbered += [
            (word, number)
            for number, span in enumerate(sentences)
            for word in words(text[slice(*span)])
        ]
        return Encoding(
            _direction(f"{heading} {text}"),
            quantized(pooled),
            quantized(_directions([word for word, _ in numbered])),
            np.array([number for _, number in numbered], np.int16),
        )

    def encode_query(self, text: str) -> EncodedQuery:
        found = words(text)
        return EncodedQuery(_direction(text)[None], _directions(found), tuple(found))


def _directions(found: Sequence[str]) -> Vectors:
    rows = [_direction(word) for word in found]
    return np.stack(rows) if rows else np.zeros((0, _DIMENSION), np.float32)


def _direction(text: str) -> Vectors:
    digests = [hashlib.sha256(word.encode()).digest()[:_DIMENSION] for word in words(text)]
    rows = [np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5 for digest in digests]
    return unit(np.sum([np.zeros(_DIMENSION, np.float32), *rows], axis=0))


@pytest.fixture
def fake_encoder():
    """A fast encoder that notes what it encodes; see ``FakeEncoder``."""
    return FakeEncoder()


@pytest.fixture
def new_fake_encoder():
    """Where a test needs several, or one of another identity."""
    return FakeEncoder


@pytest.fixture
def new_shelf(tmp_path, new_fake_encoder):
    """Make a shelf in a folder of its own: ``new_shelf("one")``."""
    return lambda name: Shelf.below(tmp_path / name, new_fake_encoder())


@pytest.fixture
def shelf(tmp_path, fake_encoder):
    """An empty shelf; ``write`` documents and ``refresh``."""
    return Shelf.below(tmp_path, fake_encoder)


@pytest.fixture
def without_model(monkeypatch, fake_encoder):
    """Let every command use an encoder without a model."""
    monkeypatch.setattr("index.model.encoding.Encoder.load", lambda *_, **__: fake_encoder)
    return fake_encoder


@pytest.fixture
def village(shelf):
    """A shelf with two documents, ``mill.txt`` and ``ferry.txt``."""
    return shelf.write(mill=MILL, ferry=FERRY)


@pytest.fixture
def desks(village):
    """What answers other programs from the village, without a model."""
    village.refresh()
    return Desks(lambda: Assistant(village.refresh()))
