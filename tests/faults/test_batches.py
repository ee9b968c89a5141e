"""Promise 13: a line out for each line in, and nothing lost, however a batch ends."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.commands.cli import main
from tests.faults.limits import files_at_most, more_memory_at_most, within
from tests.faults.running import ROOT, quoth, started

LINES = st.one_of(
    st.just(b'{"question": "bridge"}'),
    st.just(b'{"question": "bridge", "conversation": "c"}'),
    st.just(b'{"question": "and the ferry?", "conversation": "c", "id": "i"}'),
    st.just(b""),
    st.just(b'{"question": "bridge"'),
    st.just(b"\xff\x00\r"),
    st.just(b'{"question": "' + b"x" * 10_001 + b'"}'),
    st.binary(max_size=30).filter(lambda line: b"\n" not in line),
    st.text(max_size=20).map(lambda text: json.dumps({"question": text}).encode()),
)


@pytest.fixture
def options(shelf, without_model):
    """The options that name a small index."""
    shelf.write(a="The bridge was closed.", b="The ferry sails at noon.").refresh()
    return ["--index", str(shelf.store.directory), "--quiet"]


def questions(count):
    lines = ({"question": f"bridge {n}", "conversation": f"c{n % 7}"} for n in range(count))
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


class TestLines:
    def test_each_gives_one_in_order(self, options, tmp_path, rounds):
        @settings(max_examples=rounds(20, 400, "batches"))
        @given(lines=st.lists(LINES, max_size=8), ended=st.booleans())
        def attack(lines, ended):
            data = b"\n".join(lines) + (b"\n" if ended else b"")
            (tmp_path / "in").write_bytes(data)
            main(
                [
                    "batch",
                    str(tmp_path / "in"),
                    "-o",
                    str(tmp_path / "out"),
                    "--overwrite",
                    *options,
                ]
            )
            out = (tmp_path / "out").read_bytes()
            asked = data.split(b"\n")[: -1 if data.endswith(b"\n") or not data else None]
            records = [json.loads(line) for line in out.splitlines()]
            assert len(records) == len(asked)
            assert out.endswith(b"\n") or not out
            for number, (line, record) in enumerate(zip(asked, records, strict=True), 1):
                if record["schema"] == "quoth.error/1":
                    assert record["line"] == number
                else:
                    assert (
                        record["question"]
                        == json.loads(line.removeprefix(b"\xef\xbb\xbf"))["question"]
                    )

        attack()

    def test_an_endless_one_takes_no_memory(self, options, tmp_path, monkeypatch, rounds):
        monkeypatch.setattr("index.files.json_lines.MAX_LINE_BYTES", 2**20)
        with (tmp_path / "in").open("wb") as file:
            file.write(b'{"question": "')
            file.truncate(rounds(2**28, 2**33))  # of which the disk holds next to nothing
            file.seek(0, 2)
            file.write(b'"}\n{"question": "bridge"}\n')
        with within(rounds(20, 300)), more_memory_at_most(2**27):
            assert main(["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *options]) == 1
        first, second = map(json.loads, (tmp_path / "out").read_text().splitlines())
        assert first["error"]["code"] == "bad_json"
        assert second["question"] == "bridge"


class TestInterruptions:
    def test_leave_whole_lines_and_a_batch_that_can_go_on(
        self, options, nursery, tmp_path, generator, rounds
    ):
        path, out = tmp_path / "in", tmp_path / "out"
        path.write_bytes(questions(200))
        start = time.perf_counter()
        nursery.start("batch", path, "-o", tmp_path / "whole", *options)
        assert nursery.ended() == 0
        seconds = time.perf_counter() - start
        whole = (tmp_path / "whole").read_bytes()
        for _ in range(rounds(1, 20, "batches interrupted until done")):
            out.unlink(missing_ok=True)
            code = None
            while code != 0:
                ending = generator.choice(
                    [signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL]
                )
                child = nursery.start("batch", path, "-o", out, *options)
                time.sleep(generator.uniform(0, seconds))
                with suppress(ProcessLookupError):
                    os.kill(child, ending)
                code = nursery.ended()
                assert code in {0, 129, 130, 143, -1, -9, -15}
                left = out.read_bytes() if out.exists() else b""
                assert whole.startswith(left)
                assert left.endswith(b"\n") or not left
                seconds = max(seconds, 0.2)
            assert out.read_bytes() == whole

    def test_on_a_full_disk_only_whole_lines_stay_and_it_can_go_on(
        self, options, tmp_path, generator, rounds, capsys
    ):
        path, out = tmp_path / "in", tmp_path / "out"
        path.write_bytes(questions(30))
        assert main(["batch", str(path), "-o", str(tmp_path / "whole"), *options]) == 0
        whole = (tmp_path / "whole").read_bytes()
        for _ in range(rounds(6, 100, "full disks")):
            out.unlink(missing_ok=True)
            with files_at_most(generator.randrange(len(whole))):
                assert main(["batch", str(path), "-o", str(out), *options]) == 2
            err = capsys.readouterr().err
            assert "the output cannot be written" in err
            assert err.count("\n") == 1
            left = out.read_bytes()
            assert whole.startswith(left)
            assert left.endswith(b"\n") or not left
            assert main(["batch", str(path), "-o", str(out), *options]) == 0
            assert out.read_bytes() == whole

    def test_a_torn_last_line_is_answered_again(self, options, tmp_path, generator, rounds):
        path, out = tmp_path / "in", tmp_path / "out"
        path.write_bytes(questions(30))
        assert main(["batch", str(path), "-o", str(out), *options]) == 0
        whole = out.read_bytes()
        for _ in range(rounds(4, 40, "torn lines")):
            out.write_bytes(whole[: generator.randrange(len(whole))])
            assert main(["batch", str(path), "-o", str(out), *options]) == 0
            assert out.read_bytes() == whole


class TestOutputs:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "in"
        path.write_bytes(questions(3))
        return path

    @pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
    def test_that_cannot_be_are_refused_and_nothing_is_lost(
        self, options, path, tmp_path, shelf, overwrite, capfd
    ):
        before = path.read_bytes()
        (tmp_path / "hard").hardlink_to(path)
        (tmp_path / "soft").symlink_to(path)
        document = shelf.folder / "a.txt"
        kept = document.read_bytes()
        for output in (path, tmp_path / "hard", tmp_path / "soft", tmp_path, document, "/dev/full"):
            assert main(["batch", str(path), "-o", str(output), *overwrite, *options]) == 2, output
            assert capfd.readouterr().err.count("\n") == 1
        assert path.read_bytes() == before
        assert document.read_bytes() == kept

    def test_stdout_onto_the_questions_is_refused(self, encoder, article_index, path):
        before = path.read_bytes()
        with path.open("ab") as output:
            asked = started("batch", path, "--index", article_index, stdout=output)
            _, err = asked.communicate(timeout=60)
        assert asked.returncode == 2
        assert b"stdout is the file of questions" in err
        assert path.read_bytes() == before

    @pytest.mark.parametrize("command", ["ask", "batch", "index", "verify"])
    def test_a_full_device_is_one_line_and_no_success(self, article_index, path, tmp_path, command):
        answers = tmp_path / "answers"
        quoth("batch", path, "--index", article_index, "-o", answers)
        arguments = {
            "ask": ["ask", "Who is Malashenko?"],
            "batch": ["batch", path],
            "index": ["index", "--info"],
            "verify": ["verify", answers],
        }[command]
        with open("/dev/full", "wb") as full:  # noqa: PTH123
            process = started(*arguments, "--index", article_index, stdout=full)
            _, err = process.communicate(timeout=60)
        assert process.returncode == 2
        assert err.count(b"\n") == 1, err

    @pytest.mark.parametrize("arguments", [["ask", "Who is Malashenko?"], ["index", "--info"]])
    def test_a_closed_stdout_is_one_line(self, article_index, arguments):
        command = [sys.executable, "-P", "-m", "assistant", *arguments, "--index", article_index]
        closed = subprocess.run(
            ["sh", "-c", '"$@" >&-', "sh", *map(str, command)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert closed.returncode == 2
        assert closed.stderr == b"quoth: stdout is closed; nothing can be printed\n"

    @pytest.mark.parametrize("command", ["batch", "ask"])
    def test_a_closed_pipe_ends_quietly(self, article_index, path, command):
        arguments = ["batch", path] if command == "batch" else ["ask", "Russia", "-k", "100"]
        reading, writing = os.pipe()
        os.close(reading)
        process = started(*arguments, "--index", article_index, stdout=writing)
        os.close(writing)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (141, b"")
