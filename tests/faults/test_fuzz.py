"""Whatever bytes come, a parser gives a document, a record or one of Quoth's own errors."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest

from tests.faults.fuzz import CORPUS, one_input
from tests.faults.running import ROOT


class TestFuzzing:
    @pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
    def test_what_was_found_once_is_read(self, path):
        one_input(path.read_bytes())

    @pytest.mark.skipif(
        importlib.util.find_spec("atheris") is None,
        reason="needs atheris, which is for some versions of Python on Linux alone",
    )
    def test_nothing_new_is_found(self, tmp_path, rounds):
        seconds = rounds(5, int(os.environ.get("QUOTH_FUZZ_SECONDS", "300")), "seconds of fuzzing")
        # A process counts as its own what the one held that began it, so a shell stands between.
        command = [
            *["sh", "-c", '"$@"; exit $?', "sh"],
            *[sys.executable, "-m", "tests.faults.fuzz", tmp_path, CORPUS],
            *[f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048"],
            f"-artifact_prefix={tmp_path}/",
        ]
        fuzzed = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=seconds + 120
        )
        assert fuzzed.returncode == 0, fuzzed.stderr[-3000:]
        assert "no interesting inputs" not in fuzzed.stderr, "the code is not instrumented"
        runs = int(re.search(r"Done (\d+) runs", fuzzed.stderr)[1])
        assert rounds(runs, runs, "fuzz executions") > 0
