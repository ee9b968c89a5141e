"""``quoth index --watch``: keeps an index as its sources are, until it is interrupted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, Protocol, Self

from assistant.commands.index_description import names_in_short
from assistant.console.messages import say
from assistant.console.remedies import explained
from assistant.records.indexes import RefreshRecord
from index.errors import QuothError
from index.library import Description, Library, Scan

_AT_LATEST = 60.0
"""Seconds until sources are scanned without a notice: network folders often give none."""
_TRY_AGAIN = 5.0
"""Seconds after an error, such as a folder that is not there."""
_NAMED = 3


class Notices(Protocol):
    """What tells that something may have changed; see ``Library.notices``."""

    def follow(self, found: Scan) -> bool:
        """Watch what a scan looked into; return whether that is anything new."""

    def forget(self) -> None:
        """Watch nothing any more."""

    def wait(self, seconds: float) -> None:
        """Return after a change, and at the latest after a time."""


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """What a refresh did to the documents, by their ids."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @classmethod
    def between(cls, old: Library, new: Library) -> Self:
        """Compare a library before and after a refresh by the texts of its documents."""
        before, now = _hashes(old), _hashes(new)
        return cls(
            tuple(name for name in now if name not in before),
            tuple(name for name in now if name in before and now[name] != before[name]),
            tuple(name for name in before if name not in now),
        )

    def record(self, now: Description) -> RefreshRecord:
        """Return the record of the refresh that made an index what it is now."""
        return RefreshRecord(
            added=list(self.added),
            changed=list(self.changed),
            removed=list(self.removed),
            documents=now.documents,
            passages=now.passages,
            fingerprint=now.fingerprint,
            problems=list(now.problems),
        )

    def line(self) -> str:
        """Return the changes in one line for people."""
        named = (("added", self.added), ("changed", self.changed), ("removed", self.removed))
        parts = [f"{what} {names_in_short(ids, _NAMED)}" for what, ids in named if ids]
        return f"refreshed: {'; '.join(parts) or 'no text changed'}"


def keep_fresh(
    library: Library,
    refresh: Callable[[Library], Library],
    notices: Notices,
    report: Callable[[Library, Library], None],
) -> NoReturn:
    """Refresh the index whenever its sources have changed, one refresh at a time.

    Whatever goes wrong is said once and tried again: the index stays as it was.

    Args:
        library: The index as it is now, and its sources.
        refresh: Makes it current.
        notices: Waits for changes; that there was one is a hint only, what is found decides.
        report: Is told of the library before and after each refresh.
    """
    said = ""
    while True:
        try:
            state = library.state()
            if notices.follow(state.found):
                continue
            if not state.is_current:
                newer = refresh(library)
                if newer.description.generation != library.description.generation:
                    report(library, newer)
                library = newer
        except QuothError as error:
            if str(error) != said:
                say(f"{explained(error)}; still watching")
            said = str(error)
            notices.forget()
            notices.wait(_TRY_AGAIN)
            continue
        if said:
            say("all is well again; watching")
            said = ""
        notices.wait(_AT_LATEST)


def _hashes(library: Library) -> dict[str, str]:
    return {document.id: document.sha256 for document in library.documents.values()}
