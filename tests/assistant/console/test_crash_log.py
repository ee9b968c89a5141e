"""A crash is told in one line, and logged for its user alone."""

import os
import re

import pytest

from assistant.console.crash_log import report_crash
from index.files.location import user_folder


def crash(words="a question"):
    secret = f"held {words}"
    raise KeyError(words, len(secret))


@pytest.fixture
def error():
    with pytest.raises(KeyError) as caught:
        crash()
    return caught.value


@pytest.fixture
def log():
    return user_folder("state") / "crash.log"


class TestTheLine:
    def test_names_the_kind_of_error_and_the_log(self, error, log, capsys):
        assert report_crash(error, is_saved=False) == 2
        assert capsys.readouterr().err == (
            f"quoth: a defect in Quoth has ended the chat (KeyError); the log for a report: {log}\n"
        )

    def test_says_that_a_chat_that_is_saved_can_be_gone_on_with(self, error, capsys):
        report_crash(error, is_saved=True)
        assert "; what was answered is kept for --resume; " in capsys.readouterr().err

    def test_says_why_there_is_no_log(self, error, log, capsys):
        log.mkdir(parents=True)
        assert report_crash(error, is_saved=True) == 2
        said = capsys.readouterr().err
        assert re.search(r"; it cannot be logged \(.*is a directory\)\n$", said, re.IGNORECASE)


class TestTheLog:
    def test_has_the_traceback_without_what_variables_held(self, error, log):
        report_crash(error, is_saved=True)
        written = log.read_text()
        assert re.match(r"\d{4}-\d\d-\d\dT\S+ quoth \d\S*, Python 3\.\d+", written)
        assert 'test_crash_log.py", line' in written
        assert written.endswith("KeyError: ('a question', 15)\n")
        assert "held a question" not in written

    def test_leaves_out_what_the_error_says_where_nothing_may_be_kept(self, error, log):
        report_crash(error, is_saved=False)
        written = log.read_text()
        assert 'test_crash_log.py", line' in written
        assert written.endswith("\nKeyError\n")
        assert "a question', 15" not in written

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
    def test_can_be_read_by_its_owner_alone_also_where_it_is_replaced(self, error, log):
        log.parent.mkdir(exist_ok=True, parents=True)
        log.write_text("an older one")
        log.chmod(0o644)
        report_crash(error, is_saved=True)
        assert log.stat().st_mode & 0o777 == 0o600
        assert log.parent.stat().st_mode & 0o777 == 0o700
        assert "an older one" not in log.read_text()
