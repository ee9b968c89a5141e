"""Folder notices: what the system tells of changes in the folders that a scan looked into."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from index.sources.ignoring import IGNORE_FILE
from index.sources.scanning import Scan

_QUIET_MS = 200
"""Changes that follow each other faster belong together, as those of one checkout."""
_TOGETHER_MS = 2_000
_BEGIN_ANEW = 5.0
"""Seconds after which folders that could not be watched are tried again."""
_NEVER_READ = {"excluded", "hidden", "ignored", "lock file", "unknown format"}


class FolderNotices:
    """Waits for changes in the folders of the latest scan, and in none besides.

    Folders are watched one by one, not with all that lies in them: links out of a source, and
    ignored folders with thousands of files, cost nothing.
    """

    def __init__(self) -> None:
        self._folders: frozenset[str] = frozenset()
        self._is_wanted: Callable[[str], bool] = lambda _: True
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._changed = threading.Event()
        self._armed = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.forget()

    def follow(self, found: Scan) -> bool:
        """Watch what a scan looked into; return whether that is anything new.

        What came into a new folder before it was watched is seen by scanning once more.
        """
        self._is_wanted = _wanted(found)
        folders = frozenset(map(os.path.abspath, (*found.folders, *_folders_of_files(found))))
        if folders == self._folders:
            return False
        self.forget()
        self._folders = folders
        self._stop, self._armed = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(folders, self._stop))
        self._thread.start()
        self._armed.wait()
        return True

    def forget(self) -> None:
        """Watch nothing any more; a folder that comes back under its name is another one."""
        self._folders = frozenset()
        self._stop.set()
        if self._thread:
            self._thread.join()

    def wait(self, seconds: float) -> None:
        """Return after a change, and at the latest after a time."""
        if self._changed.wait(seconds):
            self._changed.clear()

    def _listen(self, folders: frozenset[str], stop: threading.Event) -> None:
        """Listen until told to stop; where the system has no more notices to give, poll.

        Where not even that can be, as in a folder that has just gone, begin anew a little later.
        """
        for polling in (None, True):
            with suppress(OSError, RuntimeError):
                self._listen_in_one_way(folders, stop, polling=polling)
            if stop.is_set():
                return
        self._armed.set()
        if not stop.wait(_BEGIN_ANEW):
            self._folders = frozenset()
            self._changed.set()

    def _listen_in_one_way(
        self, folders: frozenset[str], stop: threading.Event, *, polling: bool | None
    ) -> None:
        from watchfiles import Change, watch

        for changes in watch(
            *folders,
            watch_filter=None,
            debounce=_TOGETHER_MS,
            step=_QUIET_MS,
            stop_event=stop,
            rust_timeout=_QUIET_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=polling,
            recursive=False,
            ignore_permission_denied=True,
        ):
            self._armed.set()
            gone = any(kind is not Change.modified and path in folders for kind, path in changes)
            if gone:
                self._folders = frozenset()
            if gone or any(self._is_wanted(path) for _, path in changes):
                self._changed.set()


def _folders_of_files(found: Scan) -> list[Path]:
    """Return the folders of files that are sources: editors replace a file by another."""
    return [file.path.parent for file in found.files if file.path == found.sources[file.source]]


def _wanted(found: Scan) -> Callable[[str], bool]:
    """Return what tells whether a change of a path may change what is read."""
    sources = [os.path.abspath(source) for source in found.sources]  # noqa: PTH100
    walked = {os.path.abspath(folder) for folder in found.folders}  # noqa: PTH100
    never = {
        os.path.join(sources[skipped.source], skipped.name.removesuffix("/"))  # noqa: PTH118
        for skipped in found.passed_over
        if skipped.reason in _NEVER_READ
    }

    def is_wanted(path: str) -> bool:
        folder, name = os.path.split(path)
        if path in sources or name == IGNORE_FILE:
            return True
        return folder in walked and not name.startswith(".") and path not in never

    return is_wanted
