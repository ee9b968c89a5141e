"""The fuzz target: bytes from outside, given to everything that parses them.

``python -m tests.faults.fuzz tests/faults/corpus -max_total_time=600`` lets atheris find new
inputs by coverage; the first byte of an input says what reads the rest. What an input finds goes
into ``corpus``, which the suite replays.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SLOWEST = 5.0
"""Seconds of the processor for one input, which is short."""
_LETTERS = {
    "t": ".txt", "m": ".md", "j": ".jsonl", "h": ".html", "p": ".pdf", "d": ".docx",
}  # fmt: skip


def one_input(data: bytes) -> None:
    """Read one input; an exception that is not one of Quoth's own is a finding."""
    letter, rest = data[:1].decode("latin-1"), data[1:]
    start = time.process_time()
    _targets().get(letter, _line)(rest)
    assert time.process_time() - start < SLOWEST, "it takes too long"


def _targets() -> dict[str, Callable[[bytes], None]]:
    from index.readers.formats import FORMATS

    readers = {
        letter: lambda data, suffix=suffix: _document(suffix, data)
        for letter, suffix in _LETTERS.items()
        if suffix in FORMATS
    }
    return {**readers, "l": _line, "s": _session_line, "i": _manifest, "f": _forged_manifest}


def _document(suffix: str, data: bytes) -> None:
    from index.errors import SourceError
    from index.passages.splitting import split
    from index.passages.tokens import TokenCounter
    from index.readers.formats import FORMATS

    counter = TokenCounter(lambda text: len(text.split()), 50, None)
    # A converter has a process of its own, which may end as it likes; what it gives counts.
    is_converted = FORMATS[suffix].is_converted
    documents = ()
    with suppress(Exception if is_converted else SourceError):
        documents = FORMATS[suffix].read(data, f"a{suffix}").documents
    for document in documents:
        document.text.encode("utf-8")
        assert document.id
        assert document.title
        at = 0
        for block in document.blocks:
            assert at <= block.start < block.end <= len(document.text)
            at = block.end
        for passage in split(document, counter):
            assert document.text[passage.start : passage.end] == passage.text
            assert passage.sentences


def _line(data: bytes) -> None:
    from assistant.questions import QuestionError
    from assistant.records.questions import parse_question
    from index.files.json_lines import JsonLineError, dump, parse_object

    with suppress(QuestionError):
        parse_question(data)
    with suppress(JsonLineError):
        value = parse_object(data)
        with suppress(ValueError):  # a number too large for a float has no strict form
            line = dump(value)
            assert line.isascii()
            assert line.isprintable()
            assert parse_object(line.encode()) == value


def _session_line(data: bytes) -> None:
    from assistant.rendering.layout import Layout
    from assistant.rendering.turns import plain_text
    from assistant.sessions.saved import load

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        saved = load(Path(file.name))
    for kept in saved.turns:
        shown = plain_text(kept.turn, Layout())
        assert all(char == "\n" or char.isprintable() or char in "\u200c\u200d" for char in shown)


def _manifest(data: bytes) -> None:
    from index.errors import IndexDamagedError, IndexForeignError
    from index.storage.store import Store

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "quoth-index.json").write_bytes(data)
        with suppress(IndexDamagedError, IndexForeignError):
            Store(Path(folder)).load()


def _forged_manifest(data: bytes) -> None:
    """Give a manifest the checksum that it lacks, so that what comes after the check is tried."""
    from index.storage.manifest import sealed

    with suppress(ValueError, RecursionError, AttributeError):
        record = json.loads(data)
        record.pop("checksum", None)
        record |= {"schema": "quoth.index"}
        data = sealed(record)
    _manifest(data)


def main() -> None:
    """Fuzz until it is told to stop or finds something."""
    import atheris

    with atheris.instrument_imports(include=["index", "assistant", "markdown_it", "json"]):
        for path in sorted(CORPUS.iterdir()):
            one_input(path.read_bytes())  # imports all that inputs are read with
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
