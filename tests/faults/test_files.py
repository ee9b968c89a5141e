"""Promises 11 and 12: odd files cost no time and let nothing in, bad ones cost only themselves."""

import json
import os
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from assistant.commands.cli import main
from index.errors import IndexDamagedError, SourceError
from index.files.location import MANIFEST
from index.sources.files import read_collection
from index.sources.scanning import scan
from tests.faults.limits import within

SECRET = "The secret word is Quellmouth."


@pytest.fixture
def outside(tmp_path):
    """A folder beside the given one, of which nothing may be read."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_text(SECRET)
    return folder


@pytest.fixture
def odd(tmp_path, outside):
    """A folder with one good file among all that is no good file."""
    folder = tmp_path / "given"
    (folder / "deep").mkdir(parents=True)
    (folder / "good.txt").write_text("The bridge was closed.")
    (folder / "loop").symlink_to(folder)
    (folder / "deep" / "loop.txt").symlink_to(folder / "deep" / "loop.txt")
    (folder / "one.txt").symlink_to(folder / "two.txt")
    (folder / "two.txt").symlink_to(folder / "one.txt")
    (folder / "up").symlink_to("..")
    (folder / "out").symlink_to(outside)
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "deep" / "relative.txt").symlink_to("../../outside/secret.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "terminal.txt").symlink_to("/dev/stdin")
    (folder / "process.txt").symlink_to("/proc/self/environ")
    (folder / "dangling.txt").symlink_to(folder / "missing")
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "deep" / "pipe.jsonl")
    (folder / "dir.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)
        listening.bind("socket.txt")
        os.chdir(here)
        yield folder


class TestOddFiles:
    def test_they_are_passed_over_in_no_time_and_nothing_outside_is_read(self, odd, monkeypatch):
        opened = []
        opener = os.open

        def noted(path, *arguments, **options):
            opened.append(os.path.realpath(path))
            return opener(path, *arguments, **options)

        monkeypatch.setattr(os, "open", noted)
        with within(5):
            collection = read_collection([odd])
        assert [document.id for document in collection.documents] == ["good.txt"]
        assert collection.problems == ()
        assert scan([odd]).skipped == {"link": 12, "no file": 3}
        assert {path for path in opened if path.endswith(".txt")} == {str(odd / "good.txt")}

    @pytest.mark.usefixtures("without_model")
    def test_no_command_waits_for_one(self, odd, tmp_path, capfd):
        options = ["-s", str(odd), "--index", str(tmp_path / "index")]
        with within(15):
            assert main(["index", *options]) == 0
            assert main(["ask", "bridge", *options]) == 0
            assert main(["index", "--info", *options]) == 0
        assert "Quellmouth" not in capfd.readouterr().out

    @pytest.mark.parametrize("name", ["pipe.txt", "zero.txt", "socket.txt", "one.txt"])
    def test_one_that_is_named_is_refused_in_no_time(self, odd, name):
        with within(5), pytest.raises(SourceError, match=name):
            read_collection([odd / name])

    def test_folders_may_be_nested_deeper_than_calls(self, tmp_path):
        here = Path.cwd()
        try:
            os.chdir(tmp_path)
            for _ in range(1100):
                Path("d").mkdir()
                os.chdir("d")
            os.chdir(here)
            (tmp_path / "good.txt").write_text("The bridge was closed.")
            with within(20):
                assert [file.name for file in scan([tmp_path]).files] == ["good.txt"]
        finally:
            os.chdir(here)
            subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)

    @pytest.mark.parametrize("name", [MANIFEST, "texts.bin", "names.json"])
    def test_a_pipe_in_an_index_is_damage(self, shelf, name):
        shelf.write(a="The bridge was closed.").refresh()
        [path] = [path for path in shelf.files() if path.name == name]
        path.unlink()
        os.mkfifo(path)
        with within(5), pytest.raises(IndexDamagedError, match=name):
            shelf.store.check()

    def test_files_that_come_and_go_while_they_are_read_end_nothing(self, tmp_path, rounds):
        done = threading.Event()
        (tmp_path / "good.txt").write_text("The bridge was closed.")

        def disturb():
            while not done.is_set():
                for name in ("a.txt", "b.txt", "c.md"):
                    (tmp_path / name).write_text("Some words.")
                (tmp_path / "d").mkdir()
                for name in ("a.txt", "b.txt", "c.md"):
                    (tmp_path / name).unlink()
                (tmp_path / "d").rmdir()

        disturber = threading.Thread(target=disturb)
        disturber.start()
        until = time.monotonic() + rounds(1, 20)
        try:
            while time.monotonic() < until:
                ids = {document.id for document in read_collection([tmp_path]).documents}
                assert "good.txt" in ids
        finally:
            done.set()
            disturber.join()


BAD = {
    "binary.txt": b"\xff\xfe\x00",
    "blank.txt": b" \n",
    "half.md": b"The caf\xc3\xa9, the caf\xc3",
    "nothing.jsonl": b"nonsense\n",
    "empty.jsonl": b"\n\n",
}


@pytest.mark.usefixtures("without_model")
class TestBadFiles:
    def test_each_costs_itself_is_named_and_shows_in_the_exit_code(self, tmp_path, capfd):
        folder = tmp_path / "given"
        folder.mkdir()
        (folder / "good.txt").write_text("The bridge was closed.")
        for name, data in BAD.items():
            (folder / name).write_bytes(data)
        options = ["-s", str(folder), "--index", str(tmp_path / "index")]
        assert main(["index", *options]) == 1
        out, err = capfd.readouterr()
        assert out.startswith("documents: 1,")
        for name in BAD:
            assert sum(f"/{name}:" in line for line in err.splitlines()) == 1, name
        assert main(["ask", "bridge", *options]) == 0
        assert f"and {len(BAD) - 1} more" in capfd.readouterr().err

    def test_a_bad_line_costs_itself_and_is_named(self, tmp_path, capfd):
        path = tmp_path / "corpus.jsonl"
        deep = b'{"a": ' * 100_000
        bad = [
            b"[]", b"{", deep, b'{"_id": "x"}', b'{"_id": 7, "text": "a"}', b"\xff", b"null",
            b'{"_id": "x", "text": "\\ud800"}', b'{"_id": "x", "text": NaN}',
            b'{"_id": "x", "_id": "y", "text": "a"}', b'{"_id": "x", "text": ' + b"1" * 5000 + b"}",
        ]  # fmt: skip
        good = json.dumps({"_id": "good", "text": "The bridge was closed."}).encode()
        path.write_bytes(b"\n".join([*bad, good]))
        assert main(["index", "-s", str(path), "--index", str(tmp_path / "index")]) == 1
        out, err = capfd.readouterr()
        assert out.startswith("documents: 1,")
        for number in range(1, len(bad) + 1):
            assert f"line {number}: " in err
        assert err.count("\n") == len(bad)
