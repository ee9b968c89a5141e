"""Trouble: what goes wrong inside Lance, as one line that names the table."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from index.errors import (
    IndexDamagedError,
    IndexStaleError,
    IndexUnwritableError,
    InputError,
    QuothError,
    Remedy,
)

_LONGEST_REASON = 120
_REFUSED = re.compile(
    r"access ?denied|forbidden|unauthori[sz]ed|credential|signaturedoes", re.IGNORECASE
)
_UNREACHABLE = re.compile(
    r"timed? ?out|error sending request|connect|dns|unreachable", re.IGNORECASE
)
_FULL = re.compile(r"no space left|read-only|permission denied|quota", re.IGNORECASE)
_MISSING = re.compile(r"not found|does not exist|no such file", re.IGNORECASE)


class MissingError(IndexDamagedError):
    """A table, or a version of one, is not there."""


class OvertakenError(IndexUnwritableError):
    """Another writer was faster."""


@contextmanager
def explained(uri: str, *, writing: bool = False) -> Iterator[None]:
    """Raise what goes wrong with a table as one line.

    Raises:
        InputError, IndexDamagedError, IndexUnwritableError: By what the engine says.
    """
    try:
        yield
    except QuothError:
        raise
    except BaseException as error:
        is_panic = type(error).__name__ == "PanicException"
        if not (is_panic or isinstance(error, Exception)):
            raise
        raise _explanation(uri, str(error), writing=writing) from None


def _explanation(uri: str, reason: str, *, writing: bool) -> QuothError:
    said = _without_place(uri, reason)
    told = re.search(r"<Code>(\w+)|status:? (\d+ \w+)", said)
    line = re.split(r", /|\n", reason, maxsplit=1)[0].removeprefix("LanceError(IO): ")
    short = (told[1] or told[2]) if told else line[:_LONGEST_REASON].strip()
    if "://" in uri:  # a storage may say "not found" beside these
        if "NoSuchBucket" in said:
            return InputError(f"{uri}: there is no such bucket")
        if _REFUSED.search(said):
            return InputError(f"{uri}: access is refused ({short})")
        if _UNREACHABLE.search(said):
            return InputError(f"{uri}: cannot be reached ({short})")
    if not writing and _MISSING.search(said):
        return MissingError(f"{uri}: is missing", Remedy.BUILD_OF_SOURCES)
    if writing or _FULL.search(said):
        problem = f"{uri}: cannot be written ({short})"
        return IndexUnwritableError(problem, Remedy.FREE_SPACE, in_store=True)
    return IndexDamagedError(f"{uri}: is not what was written ({short})", Remedy.BUILD_OF_SOURCES)


def _without_place(uri: str, reason: str) -> str:
    """Return what the engine says without addresses and paths, which people name as they like."""
    whole = uri.partition("://")[2] or uri
    places = {uri, whole, whole.partition("/")[2], os.path.realpath(whole)}
    for place in sorted(places, key=len, reverse=True):
        short = place.strip("/")
        for form in (short, quote(short)) if short else ():
            reason = reason.replace(form, "")
    # An answer of a storage names the bucket and the key, in elements and in the request.
    return re.sub(r"<(?!Code|Message)\w+>[^<]*|\w+://[^\s)]*", "", reason)


def replaced(uri: str) -> IndexStaleError:
    """Return the error that what is read has been replaced and removed."""
    return IndexStaleError(f"{uri}: was built anew twice meanwhile; ask again")
