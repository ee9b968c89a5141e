"""An index that is watched follows its folder, through whatever happens to it."""

import errno
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import watchfiles

from assistant.commands.cli import main
from index import library
from index.errors import IndexUnwritableError
from index.sources.scanning import scan
from index.storage.store import Store
from index.upkeep.notices import FolderNotices

ROOT = Path(__file__).parents[3]


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("The bridge was closed.")
    return folder


@pytest.fixture
def watch(docs, tmp_path, monkeypatch, capfd, without_model):
    """Watch the folder through scripted events, then Ctrl+C; return what was printed.

    An event is a function that changes the folder. The first line of stderr says what is watched.
    """

    def run(*events, options=(), source=docs, meanwhile=lambda: None):
        script = iter(events)
        seen = []

        class Scripted:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                seen.append("closed")

            def follow(self, found):
                is_new = seen[-1:] != [found.folders]
                if is_new:
                    meanwhile()
                seen.append(found.folders)
                return is_new

            def forget(self):
                seen.append("forgot")

            def wait(self, _):
                event = next(script, None)
                if event is None:
                    raise KeyboardInterrupt
                event()

        monkeypatch.setattr(library, "FolderNotices", Scripted)
        arguments = ["-s", str(source), "--index", str(tmp_path / "index")]
        code = main(["index", "--watch", *arguments, *options])
        assert code == 130
        assert seen[-1] == "closed"
        out, err = capfd.readouterr()
        return out, err.replace(str(tmp_path), "").splitlines()

    return run


def refreshes(err):
    return [line.removeprefix("quoth: refreshed: ") for line in err if "refreshed: " in line]


class TestRefreshes:
    def test_are_a_line_each(self, watch, docs):
        def change():
            (docs / "a.txt").write_text("The bridge was opened.")
            (docs / "b.txt").write_text("A boat came.")

        out, err = watch(change, (docs / "a.txt").unlink)
        assert err == [
            "quoth: watching /docs; Ctrl+C ends it",
            "quoth: refreshed: added b.txt; changed a.txt",
            "quoth: refreshed: removed a.txt",
        ]
        assert out.startswith("documents: 1, passages: 1, ")

    def test_are_a_record_each(self, watch, docs):
        out, _ = watch(lambda: (docs / "b.txt").write_text("A boat came."), options=["--json"])
        built, refreshed = map(json.loads, out.splitlines())
        assert built["schema"] == "quoth.index/1"
        assert refreshed.pop("fingerprint") != built["fingerprint"]
        assert refreshed == {
            "schema": "quoth.refresh/1",
            "added": ["b.txt"],
            "changed": [],
            "removed": [],
            "documents": 2,
            "passages": 2,
            "problems": [],
        }

    def test_say_nothing_when_told_to(self, watch, docs):
        _, err = watch(lambda: (docs / "b.txt").write_text("A boat came."), options=["--quiet"])
        assert err == []

    def test_many_changes_at_once_are_one_short_line(self, watch, docs):
        def checkout():
            for number in range(100):
                (docs / f"{number:03}.txt").write_text(f"Text {number}.")

        assert refreshes(watch(checkout)[1]) == ["added 000.txt, 001.txt, 002.txt and 97 more"]

    def test_names_steer_no_terminal(self, watch, docs):
        _, err = watch(lambda: (docs / "\x1b[2J\n.txt").write_text("A boat."))
        assert refreshes(err) == ["added \\x1b[2J .txt"]

    def test_nothing_that_is_not_read_causes_one(self, watch, docs, without_model):
        (docs / ".gitignore").write_text("log.txt\n")

        def disturb():
            (docs / "log.txt").write_text("A line of a log.")
            (docs / ".hidden.txt").write_text("Hidden.")
            (docs / "a.png").write_text("A picture.")
            os.utime(docs / "a.txt", (1, 1))

        assert refreshes(watch(disturb)[1]) == []

    def test_a_change_of_what_is_ignored_causes_one(self, watch, docs):
        (docs / "b.txt").write_text("A boat came.")
        _, err = watch(lambda: (docs / ".gitignore").write_text("b.txt\n"))
        assert refreshes(err) == ["removed b.txt"]

    def test_a_file_that_an_editor_replaces_is_changed(self, watch, docs):
        def save():
            (docs / "a.txt~").write_text("The bridge was opened.")
            (docs / "a.txt~").replace(docs / "a.txt")

        assert refreshes(watch(save)[1]) == ["changed a.txt"]
        assert refreshes(watch(save, source=docs / "a.txt")[1]) == []

    def test_a_folder_that_is_created_later_is_looked_into(self, watch, docs):
        def create():
            (docs / "deep" / "er").mkdir(parents=True)
            (docs / "deep" / "er" / "b.txt").write_text("A boat came.")

        def add():
            (docs / "deep" / "er" / "c.txt").write_text("A cow came.")

        assert refreshes(watch(create, add)[1]) == ["added deep/er/b.txt", "added deep/er/c.txt"]

    def test_what_came_before_a_folder_was_watched_is_seen(self, watch, docs):
        _, err = watch(meanwhile=lambda: (docs / "b.txt").write_text("A boat came."))
        assert refreshes(err) == ["added b.txt"]

    def test_an_index_within_the_source_causes_none(self, docs, watch, tmp_path):
        (tmp_path / "index").symlink_to(docs / "own", target_is_directory=True)
        (docs / "own").mkdir()
        (docs / "b.txt").write_text("A boat came.")
        _, err = watch((docs / "b.txt").unlink, lambda: None, lambda: None)
        assert refreshes(err) == ["removed b.txt"]

    def test_filters_that_another_process_sets_hold(self, watch, docs, tmp_path):
        (docs / "b.md").write_text("A boat came.")

        def exclude():
            main(
                ["index", "-s", str(docs), "--index", str(tmp_path / "index"), "--exclude", "*.md"]
            )
            (docs / "c.txt").write_text("A cow came.")

        assert refreshes(watch(exclude)[1]) == ["added c.txt; removed b.md"]


class TestTrouble:
    def test_a_source_that_vanishes_is_said_once_and_waited_for(self, watch, docs):
        away = docs.with_name("away")

        def come_back():
            away.rename(docs)
            (docs / "b.txt").write_text("A boat came.")

        _, err = watch(lambda: docs.rename(away), lambda: None, come_back)
        assert err[1:] == [
            "quoth: /docs: no such file or folder; still watching",
            "quoth: refreshed: added b.txt",
            "quoth: all is well again; watching",
        ]

    def test_a_full_disk_is_said_once_and_the_refresh_tried_again(self, watch, docs, monkeypatch):
        commit = Store.commit

        def fill():
            def refuse(*_):
                raise IndexUnwritableError("index: cannot be written (No space left on device)")

            monkeypatch.setattr(Store, "commit", refuse)
            (docs / "b.txt").write_text("A boat came.")

        _, err = watch(fill, lambda: None, lambda: monkeypatch.setattr(Store, "commit", commit))
        assert err[1:] == [
            "quoth: index: cannot be written (No space left on device); still watching",
            "quoth: refreshed: added b.txt",
            "quoth: all is well again; watching",
        ]

    def test_an_unreadable_file_is_named_once(self, watch, docs):
        _, err = watch(
            lambda: (docs / "b.txt").write_bytes(b"\xc3\xa9\xc3\xa9\xff"),
            lambda: (docs / "c.txt").write_text("A cow came."),
        )
        assert err[1:] == [
            "quoth: refreshed: no text changed",
            "quoth: /docs/b.txt: line 1 is not UTF-8, unlike the rest; mend it there",
            "quoth: refreshed: added c.txt",
        ]

    def test_an_interrupt_in_a_refresh_leaves_the_old_index(
        self, watch, docs, monkeypatch, tmp_path
    ):
        def interrupted(*_):
            raise KeyboardInterrupt

        def change():
            monkeypatch.setattr(Store, "_publish", interrupted)
            (docs / "a.txt").write_text("The bridge was opened.")

        watch(change)
        index = Store(tmp_path / "index").check()
        assert index.contents.passages.text(0) == "The bridge was closed."

    @pytest.mark.usefixtures("without_model")
    def test_a_frozen_index_is_not_watched(self, docs, capfd):
        assert main(["index", "--watch", "--frozen", "-s", str(docs)]) == 2
        assert capfd.readouterr().err == (
            "quoth: --watch refreshes the index; leave out --frozen\n"
        )

    def test_many_refreshes_take_no_more_memory_than_few(self, watch, docs, monkeypatch):
        monkeypatch.setattr(os, "fsync", lambda _: None)
        peaks = []
        gc.freeze()  # what is there already: it takes long to look through, forty times

        def change():
            (docs / "a.txt").write_text(f"The bridge {len(peaks)} was closed. " * 50)
            gc.collect()
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

        _, err = watch(*[change] * 40)
        gc.unfreeze()
        assert len(refreshes(err)) == 40
        assert peaks[-1] - peaks[15] < 8 * 1024  # KiB


class TestNotices:
    def test_come_for_what_is_read_and_for_nothing_else(self, docs, tmp_path):
        outside, ignored = tmp_path / "outside", docs / "ignored"
        for folder in (outside, ignored):
            folder.mkdir()
        (docs / "link").symlink_to(outside, target_is_directory=True)
        (docs / "loop").symlink_to(docs, target_is_directory=True)
        (docs / ".gitignore").write_text("ignored/\nlog.txt\n")
        (docs / "log.txt").write_text("A line.")

        with FolderNotices() as notices:

            def tells(within=10.0):
                started = time.monotonic()
                notices.wait(within)
                return time.monotonic() - started < within

            assert notices.follow(scan([docs]))
            assert not notices.follow(scan([docs]))
            for path in (outside / "x.txt", ignored / "x.txt", docs / "log.txt", docs / ".a.swp"):
                path.write_text("Something.")
            assert not tells(1.0)
            (docs / "a.txt~").write_text("The bridge was opened.")
            (docs / "a.txt~").replace(docs / "a.txt")
            assert tells()
            (docs / "deep").mkdir()
            assert tells()
            assert notices.follow(scan([docs]))
            shutil.rmtree(docs / "deep")
            assert tells()

    def test_come_by_polling_where_the_system_gives_none(self, docs, monkeypatch):
        notice = watchfiles.watch

        def exhausted(*folders, force_polling, **options):
            if not force_polling:
                raise OSError(errno.ENOSPC, "no space left for notices")
            return notice(*folders, force_polling=True, **options)

        monkeypatch.setattr(watchfiles, "watch", exhausted)
        with FolderNotices() as notices:
            notices.follow(scan([docs]))
            started = time.monotonic()
            (docs / "b.txt").write_text("A boat came.")
            notices.wait(10)
            assert time.monotonic() - started < 9

    @pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
    @pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_end_with_the_signal_of_the_process(self, docs, tmp_path, sent, code):
        script = (
            "import sys\n"
            "from assistant.commands.cli import main\n"
            "from index.model.encoding import Encoder\n"
            "from tests.conftest import FakeEncoder\n"
            "Encoder.load = lambda *_, **__: FakeEncoder()\n"
            "sys.exit(main(sys.argv[1:]))\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", script, "index", "--watch", "-s", docs, "--index", tmp_path / "i"],
            cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            assert process.stderr.readline() == f"quoth: watching {docs}; Ctrl+C ends it\n"
            (docs / "b.txt").write_text("A boat came.")
            assert process.stderr.readline() == "quoth: refreshed: added b.txt\n"
            process.send_signal(sent)
            assert process.wait(timeout=20) == code
            assert process.stderr.read() == ""
        finally:
            process.kill()
            process.wait()
