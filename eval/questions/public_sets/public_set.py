"""PublicSet: documents, questions and judgements as they were published, and how they are decoded."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.questions.records import lines
from index.errors import InputError

_Kind = TypeVar("_Kind")


@dataclass(slots=True)
class PublicSet:
    """What a BEIR folder holds.

    Args:
        documents: Title and text by id.
        queries: The records of ``queries.jsonl``.
        qrels: Question, document and gain.
    """

    documents: dict[str, tuple[str, str]] = field(default_factory=dict)
    queries: list[dict[str, Any]] = field(default_factory=list)
    qrels: list[tuple[str, str, int]] = field(default_factory=list)

    def add_query(
        self, name: str, text: str, *, answerable: bool | None = None, **labels: object
    ) -> None:
        """Add a question; labels that are empty are left out."""
        query: dict[str, Any] = {"_id": name, "text": text}
        if answerable is not None:
            query["answerable"] = answerable
        self.queries.append({**query, **{key: label for key, label in labels.items() if label}})


def decoded(path: Path, kind: type[_Kind], layout: str) -> _Kind:
    """Return what a file of JSON holds.

    Raises:
        InputError: It cannot be read, or is not in its layout; says where.
    """
    name = safe_line(str(path))
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({reason(error)})") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: not in {layout} layout: {safe_line(str(error))}") from None


def decoded_lines(path: Path, kind: type[_Kind], layout: str) -> list[_Kind]:
    """Return what each line of a file of JSON lines holds.

    Raises:
        InputError: It cannot be read, or a line is not in its layout; names it.
    """
    decoder = msgspec.json.Decoder(kind)
    found: list[_Kind] = []
    for place, line in lines(path):
        try:
            found.append(decoder.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise place.error(f"not in {layout} layout: {error}") from None
    return found
