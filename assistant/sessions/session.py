"""Session: one conversation, saved as it goes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import UNSET, UnsetType

from assistant.console.streams import reason
from assistant.conversation import Conversation, Turn
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from assistant.records.questions import HistoryRecord, history_record
from assistant.records.restrictions import RestrictionRecord
from assistant.records.sessions import SessionRecord
from assistant.sessions.file import SessionFile
from assistant.sessions.saved import Saved, Sessions, load, new_name
from index.files.json_lines import dump, parse_object


class Session:
    """A conversation with the file that it is saved in, a line a turn.

    A line asks its question again where ``quoth batch`` reads it, and has its answer in a further
    field. A file that somebody else has written to meanwhile, such as a second chat, is left
    alone: the session goes on in one of its own, with all its turns.

    Args:
        sessions: Where it is saved, if at all.
        explain: Whether answers are saved with the reasons for their ranking.
        warn: Is told in one line that turns cannot be saved, once until they can be.
    """

    def __init__(self, sessions: Sessions, *, explain: bool, warn: Callable[[str], None]) -> None:
        self.sessions = sessions
        self._explain = explain
        self._warn = warn
        self._is_warned = False
        self.begin()

    def begin(self) -> None:
        """Begin anew, with no turns and no file."""
        self.conversation = Conversation()
        self._name = ""
        self._file: SessionFile | None = None
        self._lines: list[bytes] = []
        self._written = 0
        self._indexes: set[IndexName] = set()
        self._is_whole = True

    def resume(self, path: Path) -> Saved:
        """Go on with a saved session, in its file; return what was read of it.

        Raises:
            InputError: The file cannot be read; the session is as it was.
        """
        saved = load(path)
        named = [kept.conversation for kept in saved.turns if kept.conversation]
        self.conversation = Conversation([kept.turn for kept in saved.turns])
        self._name = named[0] if named else path.stem
        self._file = SessionFile(path, saved.size, is_torn=saved.is_torn)
        self._lines = [kept.line for kept in saved.turns]
        self._written = len(self._lines)
        self._indexes = {kept.index for kept in saved.turns}
        follow_on = all(kept.conversation == self._name for kept in saved.turns)
        self._is_whole = follow_on and not saved.problems
        return saved

    @property
    def path(self) -> Path | None:
        """The file that the session is saved in, if it is."""
        return self._file.path if self._file else None

    @property
    def name(self) -> str:
        """What its file is called, without the ending, or would be if it were saved."""
        return self._file.path.stem if self._file else self._name

    def answers(self) -> list[dict[str, Any]]:
        """Return the answer records of all turns, as they were given."""
        return [parse_object(line)["answer"] for line in self._lines]

    def append(self, turn: Turn, index: IndexName, *, context: bool) -> None:
        """Add a finished turn, answered from ``index`` with or without ``context``, and save it."""
        now = datetime.now(UTC).astimezone()
        self._name = self._name or new_name(turn.question, now)
        record = SessionRecord(
            question=turn.question,
            conversation=self._name,
            context=UNSET if context else False,
            restricted=RestrictionRecord.of(turn.within),
            history=self._history(index),
            asked=now.isoformat(timespec="seconds"),
            sources=list(self.sessions.sources),
            answer=answer_record(turn, index, conversation=self._name, explain=self._explain),
        )
        self.conversation.append(turn)
        self._lines.append(dump(record.fields()).encode("ascii") + b"\n")
        if self.sessions.saves:
            self._save()

    def _history(self, index: IndexName) -> HistoryRecord | UnsetType:
        """Return an explicit history where asking the lines before again gives another one."""
        if self._is_whole and self._indexes <= {index}:
            return UNSET
        return history_record(self.conversation.history)

    def _save(self) -> None:
        """Write what is not yet written; what fails is tried again with the next turn."""
        folder = self.sessions.folder
        try:
            if self._file is None or not self._file.is_as_left():
                self._file, self._written = SessionFile.create(folder, self._name), 0
            self._file.append(b"".join(self._lines[self._written :]))
        except OSError as error:
            where = self._file.path if self._file else folder
            self._tell(f"this chat goes on, but is not saved in {where} ({reason(error)})")
        else:
            self._written = len(self._lines)
            self._is_warned = False

    def _tell(self, warning: str) -> None:
        if not self._is_warned:
            self._warn(warning)
        self._is_warned = True
