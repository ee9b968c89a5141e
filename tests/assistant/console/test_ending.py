"""A process ends at once, and loses nothing."""

import subprocess
import sys

LEAVE = "from assistant.console.ending import leave; print('written', end=''); leave(3)"
WORK = (
    "import threading; wait = threading.main_thread().join; "
    "threading.Thread(target=lambda: (wait(), print('done', end=''))).start(); "
)


def run(program):
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False
    )
    return finished.returncode, finished.stdout


class TestLeaving:
    def test_what_was_printed_is_written_and_the_code_kept(self):
        assert run(LEAVE) == (3, "written")

    def test_a_thread_at_work_is_waited_for(self):
        assert run(f"{WORK}{LEAVE}") == (3, "writtendone")
