import json
import stat

import pytest

from assistant.tui.conversation.input_history import MOST_KEPT, InputHistory


@pytest.fixture
def file(tmp_path):
    return tmp_path / "quoth" / "history"


class TestWalking:
    def test_goes_from_the_draft_to_the_oldest_and_back(self):
        history = InputHistory(None)
        history.add("one")
        history.add("two")
        assert [history.older("draft") for _ in range(3)] == ["two", "one", None]
        assert [history.newer() for _ in range(3)] == ["two", "draft", None]

    def test_begins_at_the_draft_again_after_a_question(self):
        history = InputHistory(None)
        history.add("one")
        history.older("")
        history.add("two")
        assert history.older("") == "two"

    def test_keeps_a_repeated_question_once(self):
        history = InputHistory(None)
        history.add("one")
        history.add("one")
        assert [history.older(""), history.older("")] == ["one", None]


class TestTheFile:
    def test_holds_one_json_string_a_line_for_the_owner_alone(self, file):
        history = InputHistory(file)
        history.add("one\ntwo")
        history.add("drei…")
        assert file.read_bytes() == b'"one\\ntwo"\n"drei\\u2026"\n'
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_is_read_back(self, file):
        InputHistory(file).add("one")
        assert InputHistory(file).older("") == "one"

    def test_may_hold_lines_that_are_no_questions(self, file):
        file.parent.mkdir()
        file.write_bytes(b'"one"\n{"a": 1}\n\xff\n\n' + b"[" * 100_000 + b'\n"two"\n')
        history = InputHistory(file)
        assert [history.older("") for _ in range(3)] == ["two", "one", None]

    def test_is_cut_to_the_newest_when_it_has_grown(self, file):
        file.parent.mkdir()
        file.write_text("".join(json.dumps(str(n)) + "\n" for n in range(2 * MOST_KEPT + 1)))
        assert InputHistory(file).older("") == str(2 * MOST_KEPT)
        assert len(file.read_text().splitlines()) == MOST_KEPT
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_that_cannot_be_written_is_an_error_and_the_question_is_kept(self, tmp_path):
        (tmp_path / "taken").write_text("")
        history = InputHistory(tmp_path / "taken" / "history")
        with pytest.raises(OSError, match="taken"):
            history.add("one")
        assert history.older("") == "one"
