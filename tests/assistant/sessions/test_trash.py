import stat

import pytest

from assistant.sessions.names import name_of, rename
from assistant.sessions.trash import delete, restore, sweep


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "2026-01-01-000000-who.jsonl"
    path.write_text("a question\n")
    rename(path, "My chat")
    return path


class TestTheTrash:
    def test_has_a_session_with_its_name_until_it_is_restored(self, session):
        delete(session)
        assert [path.name for path in session.parent.iterdir()] == ["trash"]
        assert stat.S_IMODE((session.parent / "trash").stat().st_mode) == 0o700
        restore(session)
        assert (session.read_text(), name_of(session)) == ("a question\n", "My chat")

    def test_is_empty_after_it_was_swept(self, session):
        delete(session)
        sweep(session.parent)
        assert list(session.parent.iterdir()) == []
        with pytest.raises(FileNotFoundError):
            restore(session)

    def test_keeps_what_would_take_the_place_of_another(self, session):
        delete(session)
        session.write_text("another\n")
        with pytest.raises(FileExistsError):
            restore(session)
        assert session.read_text() == "another\n"

    def test_need_not_be_there_to_be_swept(self, tmp_path):
        sweep(tmp_path / "nowhere")
