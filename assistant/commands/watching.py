"""``quoth index --watch``: keeps an index as its sources are, until it is interrupted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol, Self

from assistant.commands.index_description import names_in_short
from assistant.console.messages import say
from assistant.console.remedies import explained
from index.errors import QuothError
from index.sources.scanning import Scan, scan
from index.storage.store import Index
from index.upkeep.comparison import compare

_AT_LATEST = 60.0
"""Seconds until sources are scanned without a notice: network folders often give none."""
_TRY_AGAIN = 5.0
"""Seconds after an error, such as a folder that is not there."""
_NAMED = 3


class Notices(Protocol):
    """What tells that something may have changed; see ``FolderNotices``."""

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
    def between(cls, old: Index, new: Index) -> Self:
        """Compare two indexes by the texts of their documents."""
        before, now = _hashes(old), _hashes(new)
        return cls(
            tuple(name for name in now if name not in before),
            tuple(name for name in now if name in before and now[name] != before[name]),
            tuple(name for name in before if name not in now),
        )

    def record(self, index: Index) -> dict[str, Any]:
        """Return the ``quoth.refresh/1`` record of the refresh that made ``index``."""
        table = index.contents.passages
        return {
            "schema": "quoth.refresh/1",
            "added": list(self.added),
            "changed": list(self.changed),
            "removed": list(self.removed),
            "documents": len(table.documents),
            "passages": len(table),
            "fingerprint": index.manifest.fingerprint,
            "problems": list(index.manifest.problems),
        }

    def line(self) -> str:
        """Return the changes in one line for people."""
        named = (("added", self.added), ("changed", self.changed), ("removed", self.removed))
        parts = [f"{what} {names_in_short(ids, _NAMED)}" for what, ids in named if ids]
        return f"refreshed: {'; '.join(parts) or 'no text changed'}"


def keep_fresh(
    sources: Sequence[Path],
    index: Index,
    refresh: Callable[[], Index],
    notices: Notices,
    report: Callable[[Index, Index], None],
) -> NoReturn:
    """Refresh the index whenever its sources have changed, one refresh at a time.

    Whatever goes wrong is said once and tried again: the index stays as it was.

    Args:
        sources: What the index is of.
        index: The index as it is now.
        refresh: Makes it current.
        notices: Waits for changes; that there was one is a hint only, the scan decides.
        report: Is told of the index before and after each refresh.
    """
    said = ""
    while True:
        try:
            found = scan(sources, index.manifest.filters)
            if notices.follow(found):
                continue
            if not compare(index.manifest, found).is_current:
                newer = refresh()
                if newer.manifest.generation != index.manifest.generation:
                    report(index, newer)
                index = newer
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


def _hashes(index: Index) -> dict[str, str]:
    return {entry.id: entry.sha256 for entry in index.contents.passages.documents}
