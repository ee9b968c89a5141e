"""Strict JSON lines: one object a line, nothing that another JSON reader would refuse."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

MAX_LINE_BYTES = 64 * 1024 * 1024


class JsonLineError(ValueError):
    """A line that is no JSON object; the message says why, without naming the place."""


def parse_object(line: bytes) -> dict[str, Any]:
    """Return the JSON object in ``line``.

    Refused beyond what ``json`` refuses: NaN and Infinity, duplicate keys, text without a
    UTF-8 form (lone surrogates), nesting or numbers beyond what Python can hold.

    Raises:
        JsonLineError: The line is not one strict JSON object.
    """
    if len(line) > MAX_LINE_BYTES:
        raise JsonLineError(f"longer than {MAX_LINE_BYTES:,} bytes")
    try:
        text = line.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        raise JsonLineError(f"not UTF-8 (byte {error.start + 1} of the line)") from None
    except UnicodeEncodeError:
        raise JsonLineError("holds a lone surrogate, which has no UTF-8 form") from None
    except json.JSONDecodeError as error:
        raise JsonLineError(
            f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}"
        ) from None
    except RecursionError:
        raise JsonLineError("nested too deeply") from None
    except JsonLineError:
        raise
    except ValueError:
        raise JsonLineError("holds a number with too many digits") from None
    if not isinstance(value, dict):
        raise JsonLineError("not a JSON object")
    return value


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a stream; of one too long for ``parse_object`` only enough to show it."""
    while line := stream.readline(MAX_LINE_BYTES + len(b"\r\n")):
        yield line
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)


def numbered_lines(data: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    r"""Number the lines of a binary stream from 1, without their line ends (``\n``, ``\r\n``)."""
    for number, line in enumerate(data, 1):
        stripped = line.removesuffix(b"\n").removesuffix(b"\r")
        yield number, stripped.removeprefix(b"\xef\xbb\xbf") if number == 1 else stripped


def dump(value: object) -> str:
    """Return ``value`` as one line of ASCII JSON, the same bytes for the same value."""
    shown = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(", ", ": "))
    return shown.replace("\x7f", "\\u007f")  # the one control character that JSON leaves as it is


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise JsonLineError("holds the same key twice")
    return found


def _refuse_constant(name: str) -> None:
    raise JsonLineError(f"holds {name}, which is not JSON")


def json_line(record: object) -> bytes:
    """Return a record as JSON without needless spaces."""
    return json.dumps(record, separators=(",", ":")).encode()
