"""Quoth in one process that stays: the seconds that each question takes.

python -I quoth.py INDEX QUESTIONS COUNT read|unread|followed

``followed`` is how many more it takes behind ten turns than alone, without reading.
"""  # noqa: INP001 - a program that runs alone

import json
import sys
import time
from itertools import islice
from pathlib import Path

from assistant.conversation import History
from assistant.engine import Assistant
from index.reading import SHIPPED_READER

index, questions, count, how = sys.argv[1:]
reader = SHIPPED_READER if how == "read" else None
assistant = Assistant.open(index=Path(index), reader=reader, frozen=True)
with Path(questions).open(encoding="utf-8") as lines:
    asked = [json.loads(line)["question"] for line in islice(lines, int(count))]
_TURNS = 10


def _seconds(question: str, history: History = (), *, context: bool = True) -> float:
    began = time.perf_counter()
    assistant.ask(question, history, context=context)
    return time.perf_counter() - began


if how == "followed":
    history = [assistant.ask(question).as_exchange() for question in asked[:_TURNS]]
    asked = [f"And {question}" for question in asked]
    _seconds(asked[0], history)
    times = [_seconds(each, history) - _seconds(each, context=False) for each in asked]
else:
    _seconds(asked[0])
    times = [_seconds(question) for question in asked]
print(json.dumps(times))  # noqa: T201
