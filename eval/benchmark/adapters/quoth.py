"""Quoth in one process that stays: the seconds that each question takes.

python -I quoth.py INDEX QUESTIONS COUNT read|unread
"""  # noqa: INP001 - a program that runs alone

import json
import sys
import time
from itertools import islice
from pathlib import Path

from assistant.engine import Assistant
from index.reading import SHIPPED_READER

index, questions, count, whether_read = sys.argv[1:]
reader = SHIPPED_READER if whether_read == "read" else None
assistant = Assistant.open(index=Path(index), reader=reader, frozen=True)
with Path(questions).open(encoding="utf-8") as lines:
    asked = [json.loads(line)["question"] for line in islice(lines, int(count))]
assistant.ask(asked[0])
times = []
for question in asked:
    began = time.perf_counter()
    assistant.ask(question)
    times.append(time.perf_counter() - began)
print(json.dumps(times))  # noqa: T201
