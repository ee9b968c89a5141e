"""Cluster: batches made by the machines of a Ray cluster; the only file that knows Ray.

Ray ends a program whose cluster vanishes, and prints about it: a process of its own speaks with it.
"""

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self

from index.errors import InputError, QuothError, Remedy
from index.files.disk import Kept, Parts
from index.model.encoding import Encoder
from index.model.loading import Load
from index.model.models import ModelIdentity
from index.storage.manifest import FORMAT, PassageSettings
from index.upkeep.making import Bundle, Maker
from index.vectors import Vectors

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from types import TracebackType

_MOST = 64
"""Batches that are being made at once, however many processors there are: their texts are in memory."""
_RETRIES = 5
"""How often a batch is begun again, where the machine that makes it ends."""
_LOOK = 5
"""Seconds after which it is looked whether there is still a machine to wait for."""
_SURROUNDINGS = {
    "RAY_gcs_rpc_server_reconnect_timeout_s": "20",
    "RAY_USAGE_STATS_ENABLED": "0",
}
"""How long a cluster that does not answer is waited for, and that nothing is reported to its makers."""
_loaded: dict[ModelIdentity, Encoder] = {}


@dataclass(frozen=True, slots=True)
class _Order:
    """What each machine is to make batches by.

    Args:
        quoth: The version, and all that tells how passages are cut and stored.
        model: The very model.
        projection: What makes its token vectors smaller; two machines may fit it to other axes.
        load: Loads the model.
    """

    quoth: tuple[str, int, PassageSettings]
    model: ModelIdentity
    projection: Vectors
    load: Load


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a batch, and the SHA-256 of each where it was made; none of texts without words."""

    files: Mapping[str, bytes]
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Problem:
    """What went wrong there, in one line."""

    text: str
    is_missing: bool = False
    """Whether it is Ray that is missing here."""


class Cluster:
    """The machines of a Ray cluster, to which this one belongs.

    Args:
        address: Where its head is, or ``auto``.
        load: What loads a model, on each machine.
    """

    def __init__(self, address: str, load: Load) -> None:
        self._address = address
        self._load = load
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self.most = 0
        """As many batches are worth having in the making; known once one is."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: "TracebackType | None",
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.join()

    def give(self, bundle: Bundle, encoder: Encoder) -> None:
        """Let a machine make a batch of documents.

        Raises:
            InputError: There is no such cluster, or none any more, or Ray is not installed.
        """
        if self._pipe is None:
            order = _Order(_quoth(), encoder.identity, encoder.projection, self._load)
            self.most = self._begun(order)
        self._send(bundle)

    def take(self) -> list[Mapping[str, Parts | Kept]] | None:
        """Wait for the oldest batch that was given and not taken; None where it has no passages.

        Raises:
            InputError: The cluster has vanished, has another version or model, or handed back what it
                did not make.
        """
        self._send(None)
        made = self._answer()
        if not made.files:
            return None
        for name, data in made.files.items():
            if hashlib.sha256(data).hexdigest() != made.hashes[name]:
                raise InputError(
                    f"{self._address}: {name} of a batch did not arrive as it was made"
                )
        return [{name: [data] for name, data in made.files.items()}]

    def _begun(self, order: _Order) -> int:
        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        arguments = (there, self._address, order)
        self._process = context.Process(target=_speak, args=arguments, daemon=True)
        self._process.start()
        there.close()
        return int(self._answer())

    def _send(self, what: Bundle | None) -> None:
        try:
            if self._pipe:
                self._pipe.send(what)
        except OSError:
            raise self._vanished() from None

    def _answer(self) -> Any:
        try:
            answer = self._pipe.recv() if self._pipe else None
        except (EOFError, OSError):
            raise self._vanished() from None
        if isinstance(answer, _Problem):
            remedy = Remedy.INSTALL_RAY if answer.is_missing else None
            raise InputError(answer.text, remedy)
        return answer

    def _vanished(self) -> InputError:
        what = "has vanished" if self.most else "cannot be reached"
        return InputError(f"{self._address}: the Ray cluster {what}", Remedy.BUILD_ON)


def _quoth() -> tuple[str, int, PassageSettings]:
    return version("quoth"), FORMAT, PassageSettings()


def _speak(pipe: "Connection[Any, Any]", address: str, order: _Order) -> None:
    """Give a cluster what comes through a pipe, and give back what it makes; for a process alone."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):  # Ray writes to both itself
        os.dup2(nowhere, stream)
    os.environ.update(_SURROUNDINGS)
    try:
        import ray
    except ImportError as error:
        pipe.send(_Problem(f"a cluster needs {error.name or 'ray'}", is_missing=True))
        return
    try:
        ray.init(address, log_to_driver=False, configure_logging=False)
        pipe.send(min(int(ray.cluster_resources().get("CPU", 0)) + 1, _MOST))
        make = ray.remote(num_cpus=1, max_retries=_RETRIES)(_make)
        for_all = ray.put(order)
        given: deque[Any] = deque()
        while True:
            bundle = pipe.recv()
            if bundle:
                given.append(make.remote(for_all, bundle))
            else:
                pipe.send(_waited(ray, given.popleft()))
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - of the many that Ray raises a person is told the line
        lines = str(error).splitlines() or [type(error).__name__]
        pipe.send(_Problem(f"{address}: the Ray cluster makes no batches ({lines[0]})"))


def _waited(ray: Any, made: Any) -> _Made | _Problem:
    while not ray.wait([made], timeout=_LOOK)[0]:
        if not ray.cluster_resources().get("CPU"):
            return _Problem("no machine of the Ray cluster is left")
    answer: _Made | _Problem = ray.get(made)
    return answer


def _make(order: _Order, bundle: Bundle) -> _Made | _Problem:
    """Make a batch; for a machine of the cluster."""
    from platform import node

    if order.quoth != _quoth():
        is_, wanted = (f"{number} with format {of}" for number, of, _ in (_quoth(), order.quoth))
        return _Problem(f"{node()}: has another version of Quoth ({is_}, not {wanted})")
    try:
        encoder = _encoder(order)
    except QuothError as error:
        return _Problem(f"{node()}: {error}")
    # One thread: as many batches are made at once as there are processors.
    made = Maker(encoder, threads=1).batch(bundle, lambda _done, _wanted: None)
    files = {
        name: b"".join(part for part in parts if isinstance(part, bytes | memoryview))
        for some in made or ()
        for name, parts in some.items()
        if not isinstance(parts, Kept)
    }
    return _Made(files, {name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def _encoder(order: _Order) -> Encoder:
    """Return the encoder that is wanted, loaded once for all batches that a process makes."""
    if order.model not in _loaded:
        _loaded[order.model] = order.load(order.model.name, wanted=order.model)
    return _loaded[order.model].projecting(order.projection)
