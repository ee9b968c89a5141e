"""Candidate: a question from a chat or a draft, that may become one of an eval set."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.labelling.examination import Text
from eval.labelling.findings import Finding
from eval.labelling.labels import UNANSWERABLE
from eval.labelling.quotes import quote_findings
from eval.questions.eval_file import eval_question
from eval.questions.eval_set import EvalQuestion
from eval.questions.records import LineError, lines, parse

FROM_CHAT = "from-chat"
"""The tag of a question that was labelled in a chat and not yet reviewed."""
_ID = "chat"
"""What a question is called that came without an id; the set numbers it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and its record as it stands in its file."""

    question: EvalQuestion
    fields: dict[str, Any]

    def tagged(self, tags: Sequence[str]) -> "Candidate":
        """Return it with other tags."""
        question = replace(self.question, tags=tuple(tags))
        return Candidate(question, {**self.fields, "tags": list(tags)})

    def retagged(
        self, tags: Sequence[str], *, dropping: Collection[str], tags_unanswerable: bool
    ) -> "Candidate":
        """Return it with more tags, which come first, and without those in ``dropping``.

        Where its set tags the questions that nothing answers, such a question gets that tag.
        """
        kept = [tag for tag in self.question.tags if tag not in dropping]
        if tags_unanswerable and not self.question.answerable:
            kept.append(UNANSWERABLE)
        return self.tagged(list(dict.fromkeys([*tags, *kept])))


def candidates(path: Path, text: Text) -> Iterator[Candidate | list[Finding]]:
    """Yield each record of a file as a candidate, or what keeps it from being one.

    Raises:
        InputError: The file cannot be read.
    """
    for place, line in lines(path):
        try:
            record = parse(place, line)
            if record.fields.get("id") is None:
                record.fields["id"] = _ID
            question = eval_question(record)
        except LineError as error:
            yield [Finding.of(error)]
            continue
        findings = list(quote_findings(question, text))
        yield findings or Candidate(question, record.fields)
