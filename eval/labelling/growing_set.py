"""GrowingSet: a file of eval records that whole records are added to, one at a time."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.labelling.duplicates import Asked, duplicate_finding
from eval.labelling.examination import tags_unanswerable
from eval.labelling.findings import Finding
from eval.labelling.histories import history_findings
from eval.labelling.labels import label_findings
from eval.labelling.tags import tag_findings
from eval.questions.eval_file import eval_question
from eval.questions.eval_set import EvalQuestion
from eval.questions.records import FileLine, Record, records
from index.errors import InputError
from index.files.disk import write_atomically


def json_line(fields: Mapping[str, Any]) -> str:
    """Return a record as a line of a set, which people read and edit: UTF-8, not escaped."""
    return json.dumps(fields, ensure_ascii=False, allow_nan=False) + "\n"


class GrowingSet:
    """An eval set that grows; a set that is not there yet begins empty.

    Raises:
        InputError: It cannot be read, or holds what is no eval record.
    """

    def __init__(self, path: Path) -> None:
        self.name = safe_line(str(path))
        self._path = path.resolve()
        if path.is_dir():
            raise InputError(f"{self.name}: is a folder; name a file of eval records to add to")
        self._bytes = self._read()
        self._questions = [eval_question(r) for r in records(path)] if path.exists() else []
        self._ids = {question.id for question in self._questions}
        self._asked = Asked()
        for question in self._questions:
            self._asked.add(question)

    @property
    def tags_unanswerable(self) -> bool:
        """Whether its questions that nothing answers have a tag of their own."""
        return tags_unanswerable(self._questions)

    def holds(self, question: EvalQuestion) -> bool:
        """Whether it asks the same after the same history already."""
        key = question.text, question.history
        return any((other.text, other.history) == key for other in self._questions)

    def doubts(self, question: EvalQuestion) -> Iterator[Finding]:
        """Yield what would be found in a question if it were added."""
        yield from label_findings(question, tags_unanswerable=self.tags_unanswerable)
        twin = self._asked.twin(question)
        if twin:
            yield duplicate_finding(question, twin)
        together = [*self._questions, question]
        for finding in chain(history_findings(together), tag_findings(together)):
            if finding.place == question.place:
                yield finding

    def append(self, fields: dict[str, Any], question: EvalQuestion) -> str:
        """Add a record under an id of its own, all of it or nothing; return the id.

        Raises:
            InputError: It cannot be written, or somebody else has changed the set meanwhile; the
                set is as it was.
        """
        if self._read() != self._bytes:
            raise InputError(
                f"{self.name}: was changed meanwhile; start again, what is in it stays"
            )
        name = self._free(question.id)
        named = {"id": name, **fields} | {"id": name}
        line = json_line(named)
        is_torn = bool(self._bytes) and not self._bytes.endswith(b"\n")
        data = self._bytes + b"\n" * is_torn + line.encode()
        self._write(data)
        self._bytes = data
        place = FileLine(self.name, data.count(b"\n"))
        added = eval_question(Record(place, named))
        self._questions.append(added)
        self._asked.add(added)
        self._ids.add(name)
        return name

    def _free(self, name: str) -> str:
        numbered = (f"{name}-{number}" for number in count(2))
        return next(n for n in chain([name], numbered) if n not in self._ids)

    def _read(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read ({reason(error)})") from None

    def _write(self, data: bytes) -> None:
        """Put a whole new file in the place of the old one."""
        try:
            write_atomically(self._path, data)
        except OSError as error:
            raise InputError(f"{self.name}: cannot be written ({reason(error)})") from None
