"""``quoth chat`` without a terminal UI: reads questions line by line and prints answers."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO

from assistant.chat import Chat
from assistant.citations.anchoring import State
from assistant.console.messages import say
from assistant.console.safe_text import safe_line
from assistant.console.streams import standard_input, standard_output, write_record, write_text
from assistant.conversation import Turn
from assistant.questions import QuestionError, check_question
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from assistant.records.failures import error_record
from assistant.rendering.layout import layout_of_stdout
from assistant.rendering.turns import laid_out, plain_text
from assistant.service.line_answerer import coded_failures
from assistant.sessions.saved import NOTHING_TO_RESUME
from index.files.json_lines import bounded_lines

_PROMPT = "> "
_LONGEST_TITLE = 60


def run_line_chat(chat: Chat, *, as_json: bool) -> int:
    """Answer stdin line by line until it ends; a question that fails does not end it.

    With ``as_json`` every line gives one record, an error record where it cannot be answered.
    Without, blank lines are passed over.
    """
    stream = standard_input()
    is_typed = stream.isatty() and sys.stderr is not None and sys.stderr.isatty()
    face = _JsonFace(chat) if as_json else _PlainFace(chat, repeats_questions=not stream.isatty())
    for number, line in enumerate(_lines(stream, is_typed=is_typed), 1):
        try:
            question = _question(line)
            with coded_failures():
                turn = chat.ask(question)
        except QuestionError as error:
            face.refuse(number, error)
            continue
        face.show(turn)
    return 0


def resume_latest(chat: Chat, tell: Callable[[str], None]) -> None:
    """Go on with the latest chat over these sources; tell which it is, and what of it changed."""
    latest = next(chat.session.sessions.listed(), None)
    if latest is None:
        tell(NOTHING_TO_RESUME)
        return
    saved = chat.resume(latest.path)
    if saved.problems:
        tell(saved.complaint())
    tell(f"going on with “{latest.title[:_LONGEST_TITLE]}” ({latest.extent()}), {latest.path}")
    turns = chat.reread(len(chat.turns)).turns
    states = Counter(anchoring.state for turn in turns for anchoring in turn.anchorings.values())
    if states:
        found = ", ".join(f"{states[state]:,} {state.value}" for state in State if states[state])
        tell(f"of its citations: {found}; see quoth verify {latest.path}")


def _question(line: bytes) -> str:
    if not line.strip():
        raise QuestionError("blank_line", "the line is blank")
    try:
        question = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise QuestionError("bad_record", "the question is not UTF-8") from None
    check_question(question)
    return question


class _JsonFace:
    """One record a line on stdout."""

    def __init__(self, chat: Chat) -> None:
        self._index = IndexName.of(chat.assistant)
        self._explain = chat.asking.explain

    def show(self, turn: Turn) -> None:
        write_record(
            standard_output(), answer_record(turn, self._index, explain=self._explain).fields()
        )

    def refuse(self, number: int, error: QuestionError) -> None:
        write_record(standard_output(), error_record(number, error).fields())


class _PlainFace:
    """Answers as ``quoth ask`` prints them, a blank line between.

    Args:
        chat: What answers.
        repeats_questions: Whether each stands above its answer, as where nobody typed it there.
    """

    def __init__(self, chat: Chat, *, repeats_questions: bool) -> None:
        self._layout = layout_of_stdout(chat.assistant, explain=chat.asking.explain)
        self._repeats_questions = repeats_questions
        self._shown = 0

    def show(self, turn: Turn) -> None:
        above = laid_out(f"{_PROMPT}{safe_line(turn.question)}", "", self._layout) + "\n\n"
        answer = above * self._repeats_questions + plain_text(turn, self._layout)
        write_text("\n" * bool(self._shown) + answer + "\n")
        sys.stdout.flush()
        self._shown += 1

    def refuse(self, _: int, error: QuestionError) -> None:
        if error.code != "blank_line":
            say(str(error))


def _lines(stream: BinaryIO, *, is_typed: bool) -> Iterator[bytes]:
    """Give the lines of stdin; ask for each where a person types it."""
    lines = bounded_lines(stream)
    while True:
        if is_typed:
            sys.stderr.write(_PROMPT)
            sys.stderr.flush()
        line = next(lines, b"")
        if not line:
            break
        yield line
    if is_typed:
        sys.stderr.write("\n")
