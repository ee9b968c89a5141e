import stat

import pytest

from assistant.sessions.names import LONGEST_NAME, name_of, rename


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "2026-01-01-000000-who.jsonl"
    path.write_text("a question\n")
    rename(path, "My chat")
    return path


class TestNames:
    def test_stand_beside_the_session_in_a_private_file(self, session):
        (named,) = session.parent.glob("*.name")
        assert named.read_text() == "My chat\n"
        assert stat.S_IMODE(named.stat().st_mode) == 0o600
        assert name_of(session) == "My chat"
        assert session.read_text() == "a question\n"

    def test_are_none_where_there_is_none(self, tmp_path):
        assert name_of(tmp_path / "who.jsonl") is None

    def test_are_taken_away_by_a_blank_one_also_twice(self, session):
        rename(session, " ")
        rename(session, "")
        assert name_of(session) is None

    def test_are_cut_where_somebody_wrote_a_book(self, session):
        rename(session, "x" * 1_000)
        assert name_of(session) == "x" * LONGEST_NAME
        session.with_suffix(".name").write_bytes(b"\xff" * 1_000)
        assert name_of(session) == "\ufffd" * LONGEST_NAME
