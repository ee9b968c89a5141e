"""MTRAG and MTRAG-UN: the last question of a conversation, with the passages that answer it."""

from pathlib import Path

from msgspec import Struct, field

from eval.questions.public_sets.public_set import PublicSet, decoded_lines

_ANSWERABLE = {"ANSWERABLE": True, "PARTIAL": True, "UNANSWERABLE": False}


class _Said(Struct):
    speaker: str
    text: str


class _Context(Struct):
    document_id: str
    text: str
    title: str | None = None


class _Task(Struct):
    task_id: str
    input: list[_Said]
    contexts: list[_Context] = []
    answerability: list[str] = field(name="Answerability", default_factory=list)


def read(path: Path) -> PublicSet:
    """Read the tasks of ``generation_tasks/reference.jsonl``.

    The documents are the passages of all tasks together, not the whole collection. A question that
    is underspecified, or small talk, is left out of what is measured.

    Raises:
        InputError: The file cannot be read, or a line is not in this layout.
    """
    found = PublicSet()
    for task in decoded_lines(path, _Task, "MTRAG"):
        if not task.input:
            continue
        said = (_ANSWERABLE.get(one) for one in task.answerability)
        answerable = next((one for one in said if one is not None), None)
        if answerable and not task.contexts:
            answerable = None
        *earlier, last = task.input
        found.add_query(task.task_id, last.text, answerable=answerable, history=_history(earlier))
        for context in task.contexts:
            named = context.title or "", context.text
            found.documents.setdefault(context.document_id, named)
        if answerable:
            relevant = dict.fromkeys(context.document_id for context in task.contexts)
            found.qrels += [(task.task_id, document, 1) for document in relevant]
    return found


def _history(said: list[_Said]) -> list[dict[str, str]]:
    """Return exchanges: each question with the answer right after it, if there is one."""
    found: list[dict[str, str]] = []
    for one in said:
        if one.speaker == "user":
            found.append({"question": one.text})
        elif found:
            found[-1].setdefault("answer", one.text)
    return found
