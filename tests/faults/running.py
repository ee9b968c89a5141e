"""``quoth`` as a process, with its model."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def started(*arguments, python=(), env=None, **options):
    """Start ``quoth``; nothing is imported from the current directory."""
    return subprocess.Popen(
        [sys.executable, "-P", *python, "-m", "assistant", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)} if env is None else env,
        **{"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


def quoth(*arguments, stdin=None, **options):
    """Run ``quoth`` to its end; stdout and stderr are texts, ``stdin`` is bytes."""
    process = started(*arguments, stdin=subprocess.PIPE, **options)
    out, err = process.communicate(stdin or b"", timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, out.decode(), err.decode())
