"""Conversion: a file that is no plain text is read by a process of its own, within limits.

A damaged or hostile file can end that process, and nothing else. It gets the open file and no
path, so it reads that file alone, as it was when it was opened.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from index.disk import open_regular
from index.documents import Block, BlockKind, Document
from index.errors import SourceError
from index.readers import FileContents, converter, parse

MOST_BYTES = 256 * 2**20
"""Of a file."""
MOST_CHARACTERS = 50_000_000
"""Of its text; some forty long novels."""
MOST_MEMORY = 2 * 2**30
"""Bytes of address space, where the system can limit it."""
MOST_SECONDS = 300

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from index.conversion import serve; serve(*sys.argv[2:])"
)


def is_converted(path: Path) -> bool:
    """Whether the text of a file is made by a converter."""
    return bool(converter(path.suffix.lower()))


class Conversion:
    """One file that is being converted, from the moment at which this object is made."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None
        self._failure = ""
        self._output = tempfile.TemporaryFile()  # noqa: SIM115
        self._deadline = time.monotonic() + MOST_SECONDS
        try:
            self._start(name)
        except OSError as error:
            self._failure = f"cannot be read ({error.strerror})"

    def contents(self) -> FileContents:
        """Wait for the documents of the file.

        Raises:
            SourceError: It cannot be opened or converted, or not within the limits.
        """
        try:
            contents = _contents(self._answer()).of(self._path)
        except SourceError as error:
            raise SourceError(f"{self._path}: {error}") from None
        finally:
            self.stop()
        return contents

    def stop(self) -> None:
        """End the process, if it still runs."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def _start(self, name: str) -> None:
        with open_regular(self._path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                self._failure = f"has {size / 2**20:,.0f} MB; at most {MOST_BYTES >> 20} are read"
                return
            arguments = [json.dumps(sys.path), self._path.suffix.lower(), name]
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", "-c", _PROGRAM, *arguments],
                stdin=file,
                stdout=self._output,
                stderr=subprocess.DEVNULL,
            )

    def _answer(self) -> dict[str, Any]:
        if self._failure or not self._process:
            raise SourceError(self._failure)
        try:
            code = self._process.wait(max(self._deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            raise SourceError(f"cannot be converted within {MOST_SECONDS} seconds") from None
        if code:
            raise SourceError("cannot be converted; it is damaged or far too complex")
        self._output.seek(0)
        answer: dict[str, Any] = json.loads(self._output.read())
        return answer


def serve(suffix: str, name: str) -> None:
    """Convert the file on stdin and write what it holds on stdout: the life of the process."""
    _limit()
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)  # nothing that a library prints may get into the answer
        output.write(json.dumps(_converted(sys.stdin.buffer.read(), suffix, name)).encode())


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
        contents = parse(data, suffix, name)
    except SourceError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": f"needs more than {MOST_MEMORY >> 30} GB of memory to be converted"}
    if sum(len(document.text) for document in contents.documents) > MOST_CHARACTERS:
        return {"refused": f"holds more than {MOST_CHARACTERS:,} characters"}
    return {
        "documents": [_fields(document) for document in contents.documents],
        "sha256": contents.sha256,
        "problems": contents.problems,
    }


def _fields(document: Document) -> list[Any]:
    blocks = [[b.kind.value, b.start, b.end, b.level, b.label] for b in document.blocks]
    return [document.id, document.stated_title, document.text, blocks, document.pages]


def _contents(answer: dict[str, Any]) -> FileContents:
    if "refused" in answer:
        raise SourceError(answer["refused"])
    documents = tuple(
        Document(
            name,
            title,
            text,
            tuple(Block(BlockKind(k), *rest) for k, *rest in blocks),
            tuple(pages),
        )
        for name, title, text, blocks, pages in answer["documents"]
    )
    return FileContents(documents, answer["sha256"], tuple(answer["problems"]))
