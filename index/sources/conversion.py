"""Conversion: a file that is no plain text is read by another process, within limits.

A damaged or hostile file can end that process, and nothing else. It gets the bytes of one file
after the other and no path, so it reads nothing that it is not given.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from index.cells import Run
from index.documents import Block, BlockKind, Document
from index.errors import SourceError
from index.files.disk import open_regular
from index.metadata import Metadata
from index.readers.format import Reading
from index.readers.formats import ending, format_of, read
from index.sources.contents import FileContents

MOST_BYTES = 256 * 2**20
"""Of a file."""
MOST_CHARACTERS = 50_000_000
"""Of its text; some forty long novels."""
MOST_MEMORY = 2 * 2**30
"""Bytes of address space, where the system can limit it."""
MOST_SECONDS = 300

_MOST_SHARED = 16 * 2**20
"""Bytes of files that one process converts, before another takes its place."""

_EXHAUSTED = {"refused": f"needs more than {MOST_MEMORY >> 30} GB of memory to be converted"}

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from index.sources.conversion import serve; serve()"
)


def is_converted(path: Path) -> bool:
    """Whether the text of a file is made by a converter."""
    return format_of(str(path)).is_converted


class Converter:
    """A process that converts files, one after the other."""

    def __init__(self) -> None:
        self._given = 0
        self._answers = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", "-c", _PROGRAM, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._answers,
        )

    def give(self, data: bytes, suffix: str, name: str) -> None:
        """Begin with a file, given its bytes, its name's ending and its id."""
        self._given += len(data)
        header = json.dumps([suffix, name, len(data)]).encode()
        with contextlib.suppress(BrokenPipeError):  # its end is found when the answer is waited for
            if self._process.stdin:
                self._process.stdin.write(header + b"\n" + data)
                self._process.stdin.flush()

    def is_fresh(self, size: int) -> bool:
        """Whether it has converted nothing before a file of this size."""
        return self._given == size

    def answer(self, deadline: float) -> dict[str, Any] | None:
        """Wait for what it makes of the file; None if it ends, of which it has until ``deadline``."""
        timer = threading.Timer(max(deadline - time.monotonic(), 0), self._process.kill)
        timer.start()
        is_done = bool(self._process.stdout and self._process.stdout.read(1))
        timer.cancel()
        if not is_done:
            return None
        self._answers.seek(0)
        answer: dict[str, Any] = json.loads(self._answers.read())
        return answer

    def is_worn(self) -> bool:
        """Whether another process should convert what comes next."""
        return self._given > _MOST_SHARED or self._process.poll() is not None

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        with self._answers:
            self._process.communicate()


class Conversion:
    """One file that is being converted, from the moment at which this object is made.

    Args:
        path: The file; it is read as it is now.
        name: The id for a document that is the whole file.
        spare: Processes that have nothing to do; one of them is taken, and given back.
    """

    def __init__(self, path: Path, name: str, spare: list[Converter] | None = None) -> None:
        self._path = path
        self._name = name
        self._spare = spare
        self._failure = ""
        self._data = b""
        self._converter: Converter | None = None
        self._deadline = time.monotonic() + MOST_SECONDS
        try:
            self._data = self._read()
            if not self._failure:
                self._give(spare.pop() if spare else Converter())
        except OSError as error:
            self._failure = f"cannot be read ({error.strerror})"

    def contents(self) -> FileContents:
        """Wait for the documents of the file.

        Raises:
            SourceError: It cannot be opened or converted, or not within the limits.
        """
        try:
            contents = FileContents.of(self._path, self._data, _reading(self._answer()))
        except SourceError as error:
            raise SourceError(f"{self._path}: {error}") from None
        finally:
            self.stop()
        return contents

    def stop(self) -> None:
        """End the process, if it is still at work."""
        if self._converter:
            self._converter.stop()
            self._converter = None

    def _read(self) -> bytes:
        with open_regular(self._path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                self._failure = f"has {size / 2**20:,.0f} MB; at most {MOST_BYTES >> 20} are read"
                return b""
            return file.read(MOST_BYTES)

    def _give(self, converter: Converter) -> None:
        self._converter = converter
        converter.give(self._data, ending(str(self._path)), self._name)

    def _answer(self) -> dict[str, Any]:
        if self._failure or not self._converter:
            raise SourceError(self._failure)
        answer = self._converter.answer(self._deadline)
        if answer is None and time.monotonic() >= self._deadline:
            raise SourceError(f"cannot be converted within {MOST_SECONDS} seconds")
        if answer in (None, _EXHAUSTED) and not self._converter.is_fresh(len(self._data)):
            self.stop()  # earlier files may be to blame
            self._give(Converter())
            return self._answer()
        if answer is None:
            raise SourceError("cannot be converted; it is damaged or far too complex")
        self._give_back()
        return answer

    def _give_back(self) -> None:
        if self._spare is not None and self._converter and not self._converter.is_worn():
            self._spare.append(self._converter)
            self._converter = None


def serve() -> None:
    """Convert the files on stdin and say on stdout when each is done: the life of a process.

    A file comes behind a line of JSON with the ending of its name, its id and its size in bytes;
    what it holds is written where stderr led, in place of the last answer.
    """
    _limit()
    with os.fdopen(os.dup(1), "wb", 0) as done, os.fdopen(os.dup(2), "wb") as answers:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for noisy in (1, 2):  # nothing that a library prints may get into the answer
            os.dup2(nowhere, noisy)
        for line in iter(sys.stdin.buffer.readline, b""):
            suffix, name, size = json.loads(line)
            answer = json.dumps(_converted(sys.stdin.buffer.read(size), suffix, name))
            answers.seek(0)
            answers.truncate()
            answers.write(answer.encode())
            answers.flush()
            done.write(b"\n")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows cannot
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    # Of use only where nobody is left to end the process in time.
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def _converted(data: bytes, suffix: str, name: str) -> dict[str, Any]:
    try:
        reading = read(data, suffix, name)
    except SourceError as error:
        return {"refused": str(error)}
    except MemoryError:
        return _EXHAUSTED
    if sum(len(document.text) for document in reading.documents) > MOST_CHARACTERS:
        return {"refused": f"holds more than {MOST_CHARACTERS:,} characters"}
    return {
        "documents": [_fields(document) for document in reading.documents],
        "problems": reading.problems,
        "left_out": reading.left_out,
    }


def _fields(document: Document) -> list[Any]:
    blocks = [[b.kind.value, b.start, b.end, b.level, b.label] for b in document.blocks]
    pages, labels, metadata = document.pages, document.page_labels, document.metadata.record()
    return [
        *(document.id, document.stated_title, document.text, blocks, pages, document.line, labels),
        *(metadata, [run.record() for run in document.cells]),
    ]


def _reading(answer: dict[str, Any]) -> Reading:
    if "refused" in answer:
        raise SourceError(answer["refused"])
    documents = tuple(
        Document(
            name,
            title,
            text,
            tuple(Block(BlockKind(k), *rest) for k, *rest in blocks),
            tuple(pages),
            line,
            tuple(labels),
            Metadata.from_record(metadata),
            tuple(map(Run.from_record, cells)),
        )
        for name, title, text, blocks, pages, line, labels, metadata, cells in answer["documents"]
    )
    return Reading(documents, tuple(answer["problems"]), tuple(answer["left_out"]))
