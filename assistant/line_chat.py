"""``quoth chat`` without a terminal UI: reads questions line by line and prints answers."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from assistant.conversation import Conversation, Turn
from assistant.engine import Assistant
from assistant.line_answerer import ask, error_record
from assistant.looking import look_of_stdout
from assistant.messages import say
from assistant.options import Asking
from assistant.questions import Question, QuestionError, check_question
from assistant.rendering import IndexName, answer_record, plain_text
from assistant.streams import standard_input, standard_output, write_record

_PROMPT = "> "


def run_line_chat(assistant: Assistant, asking: Asking, *, as_json: bool) -> int:
    """Answer stdin line by line until it ends; a question that fails does not end it.

    With ``as_json`` every line gives one record, an error record where it cannot be answered.
    Without, blank lines are passed over.
    """
    face = _JsonFace(assistant, asking) if as_json else _PlainFace(asking)
    conversation = Conversation()
    for number, line in enumerate(_lines(standard_input()), 1):
        try:
            question = _question(line)
            turn = ask(assistant, Question(question), conversation.history, asking)
        except QuestionError as error:
            face.refuse(number, error)
            continue
        conversation.append(turn)
        face.show(turn)
    return 0


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

    def __init__(self, assistant: Assistant, asking: Asking) -> None:
        self._index = IndexName.of(assistant)
        self._explain = asking.explain

    def show(self, turn: Turn) -> None:
        write_record(standard_output(), answer_record(turn, self._index, explain=self._explain))

    def refuse(self, number: int, error: QuestionError) -> None:
        write_record(standard_output(), error_record(number, error))


class _PlainFace:
    """Answers as ``quoth ask`` prints them, a blank line between."""

    def __init__(self, asking: Asking) -> None:
        self._look = look_of_stdout(explain=asking.explain)
        self._shown = 0

    def show(self, turn: Turn) -> None:
        sys.stdout.write("\n" * bool(self._shown) + plain_text(turn, self._look) + "\n")
        sys.stdout.flush()
        self._shown += 1

    def refuse(self, _: int, error: QuestionError) -> None:
        if error.code != "blank_line":
            say(str(error))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Give the lines of stdin; ask for each where a person types it."""
    is_typed = stream.isatty() and sys.stderr is not None and sys.stderr.isatty()
    while True:
        if is_typed:
            sys.stderr.write(_PROMPT)
            sys.stderr.flush()
        line = stream.readline()
        if not line:
            break
        yield line
    if is_typed:
        sys.stderr.write("\n")
