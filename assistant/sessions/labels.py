"""Labels: questions of a chat that somebody has judged, kept as eval records.

``quoth-eval FILE -s SOURCE`` measures them. Each question has one label, the last that it was
given.
"""

import os
import re
from enum import Enum
from pathlib import Path

from msgspec import UNSET, to_builtins

from assistant.answering import CitedPassage
from assistant.console.streams import reason
from assistant.conversation import History, Turn
from assistant.records.labels import EvidenceRecord, LabelRecord
from assistant.records.questions import history_record
from assistant.sessions.file import write_private
from index.errors import InputError
from index.files.json_lines import JsonLineError, dump, parse_object
from index.files.location import user_folder

_TAGS = ("from-chat",)
_LONGEST_NAME = 40
_FIRST_PREFIX = 16
"""Characters; doubled until the quote has only one place."""


def labels_file(sources: tuple[str, ...], folder: Path | None = None) -> Path:
    """Return the file for questions about these sources, which no other sources have.

    It is in the data folder, unless another is named.
    """
    digest = _digest(os.fsencode("\0".join(sources)))
    words = re.findall(r"\w+", Path(sources[0]).stem if sources else "")
    name = "-".join(words)[:_LONGEST_NAME] or "sources"
    return (folder or user_folder("data") / "labels") / f"{name}-{digest[:8]}.jsonl"


def eval_record(turn: Turn, earlier: History, *evidence: EvidenceRecord) -> LabelRecord:
    """Return a question as an eval record; no ``evidence`` means that nothing answers it.

    Args:
        turn: The question with its answer.
        earlier: What was asked before; left out where nothing of it was searched.
        evidence: See ``evidence_of``.
    """
    history = history_record(earlier if turn.query.carried else ())
    digest = _digest(dump([turn.question, to_builtins(history)]).encode("ascii"))
    return LabelRecord(
        id=f"chat-{digest[:12]}",
        question=turn.question,
        history=history or UNSET,
        evidence=list(evidence),
        tags=list(_TAGS),
    )


def evidence_of(passage: CitedPassage, text: str) -> EvidenceRecord:
    """Return the sentence of a passage as evidence that has one place in its document's ``text``.

    Raises:
        InputError: The sentence does not stand there, or nothing tells its place from another.
    """
    quote, start = passage.highlight.text, passage.highlight.start
    document = passage.citation.document
    if not text.startswith(quote, start) or not quote.strip():
        raise InputError(f"{document} no longer holds this sentence; ask again, then label it")
    length = 0
    while _is_repeated(text, text[start - length : start] + quote):
        if length == start:
            raise InputError(f"nothing before this sentence tells it from others in {document}")
        length = min(max(2 * length, _FIRST_PREFIX), start)
    prefix = text[start - length : start] if length else UNSET
    return EvidenceRecord(document=document, quote=quote, prefix=prefix)


class Kept(Enum):
    """What keeping a label did."""

    FIRST = "first"
    """The question had no label."""
    ANOTHER = "another"
    """It takes the place of another label."""
    TAKEN_BACK = "taken back"
    """The same label was there, and is no longer."""


def keep(file: Path, record: LabelRecord) -> Kept:
    """Add a record to a private file; take it out again where that very label is there.

    What else is in the file stays as it is.

    Raises:
        InputError: The file cannot be read or written; it is as it was.
    """
    try:
        lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
        others = [line for line in lines if _id(line) != record.id]
        kept = b"".join(others)
        torn = b"\n" * bool(kept and not kept.endswith(b"\n"))
        line = dump(record.fields()).encode("ascii") + b"\n"
        is_there = line in lines
        if is_there and not kept:
            file.unlink()
        else:
            write_private(file, kept if is_there else kept + torn + line)
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({reason(error)})") from None
    if is_there:
        return Kept.TAKEN_BACK
    return Kept.ANOTHER if len(others) < len(lines) else Kept.FIRST


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _is_repeated(text: str, part: str) -> bool:
    first = text.find(part)
    return text.find(part, first + 1) >= 0


def _id(line: bytes) -> object:
    try:
        return parse_object(line).get("id")
    except JsonLineError:
        return None
