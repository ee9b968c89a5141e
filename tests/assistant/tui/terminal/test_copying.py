import stat
import sys

import pytest

from assistant.tui.terminal import clipboard
from assistant.tui.terminal.clipboard import ClipboardProgram

WIDE = (160, 45)
ANSWER = (
    "When did the mill burn?\n\n81% sure: “in March”\n\n"
    "[1] Bread rose by a tenth in spring. The mill had burned in March. Nobody was hurt.\n"
    "— The Price of Bread, paragraph 1\nbread.txt:3\n\n"
    "[2] The miller rebuilt with stone. It took two years and cost four hundred crowns.\n"
    "— The Price of Bread, After the Fire, paragraph 2\nbread.txt:7\n\n"
    "[3] The town paid half. The other half came from the baker, who asked for cheap flour.\n"
    "— The Price of Bread, After the Fire, paragraph 3\nbread.txt:9"
)


@pytest.fixture
async def pilot(app, chat):
    async with app.run_test(size=WIDE) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape")
        yield pilot


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put programs on the PATH, alone there, that are the system's clipboard."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def program(name, script, **changes):
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\nimport sys\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return ClipboardProgram((name, "--in"), **changes)

    def install(*programs):
        found = tuple(program(name, script, **changes) for name, script, changes in programs)
        monkeypatch.setattr(clipboard, "PROGRAMS", found)

    return install


def keeps_in(path):
    """A script that keeps its input and its arguments."""
    return (
        f"data = sys.stdin.buffer.read()\nopen({str(path)!r}, 'wb').write(data)\n"
        f"assert sys.argv[1:] == ['--in']\nprint('noise')"
    )


class TestTheAnswer:
    async def test_is_copied_whole_with_all_its_citations(self, pilot, chat):
        await pilot.press("2", "Y")
        assert pilot.app.clipboard == ANSWER
        assert chat.confirmed(pilot.app) == "Copied the answer with its citations"

    async def test_is_that_of_the_turn_at_hand(self, pilot, chat):
        await pilot.press("i")
        await chat.ask(pilot, "Who paid?")
        await pilot.press("escape", "Y")
        assert pilot.app.clipboard.startswith("Who paid?\n")
        await pilot.press("g", "Y")
        assert pilot.app.clipboard == ANSWER


class TestTheClipboardOfTheSystem:
    async def test_has_it_too_where_a_program_is_there(self, pilot, install, tmp_path, chat, capfd):
        kept = tmp_path / "kept"
        install(("copy", keeps_in(kept), {}))
        await pilot.press("Y")
        await chat.settle(pilot)
        assert kept.read_bytes() == ANSWER.encode()
        assert pilot.app.clipboard == ANSWER
        assert "noise" not in capfd.readouterr().out

    async def test_is_left_alone_by_programs_without_their_display(
        self, pilot, install, tmp_path, monkeypatch, chat
    ):
        kept = tmp_path / "kept"
        monkeypatch.delenv("A_DISPLAY", raising=False)
        install(("copy", keeps_in(kept), {"display": "A_DISPLAY"}))
        await pilot.press("y")
        await chat.settle(pilot)
        assert not kept.exists()
        monkeypatch.setenv("A_DISPLAY", ":0")
        await pilot.press("y")
        await chat.settle(pilot)
        assert kept.exists()

    async def test_is_given_what_a_program_reads(self, pilot, install, tmp_path, chat):
        kept = tmp_path / "kept"
        install(("clip.exe", keeps_in(kept), {"encoding": "utf-16-le"}))
        await pilot.press("Y")
        await chat.settle(pilot)
        assert kept.read_bytes().decode("utf-16-le") == ANSWER

    async def test_a_program_that_fails_is_passed_over(self, pilot, install, tmp_path, chat):
        kept = tmp_path / "kept"
        install(
            ("fails", "sys.exit('no display')", {}),
            ("closes", "sys.stdin.close()\nsys.exit(1)", {}),
            ("copy", keeps_in(kept), {}),
        )
        await pilot.press("y")
        await chat.settle(pilot)
        assert kept.read_bytes().startswith(b"Bread rose")

    async def test_none_at_all_leaves_the_terminal_alone_to_copy(
        self, pilot, install, monkeypatch, chat
    ):
        monkeypatch.setattr(clipboard, "_LONGEST_WAIT", 0.01)
        install(("fails", "sys.exit(1)", {}), ("hangs", "while True: pass", {}))
        await pilot.press("y")
        await chat.settle(pilot)
        assert pilot.app.clipboard.startswith("Bread rose")
        assert chat.confirmed(pilot.app) == "Copied passage [1] with its citation"


async def test_shift_c_offers_forms_and_a_digit_takes_one(app, chat):
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape", "C", "1")
        assert app.clipboard == (
            "“The mill had burned in March.” (The Price of Bread, paragraph 1, bread.txt:3)"
        )
        assert chat.confirmed(app) == "Copied the sentence with its citation"


async def test_leaving_the_forms_copies_nothing(app, chat):
    async with app.run_test(size=(120, 36)) as pilot:
        await chat.ask(pilot, "When did the mill burn?")
        await pilot.press("escape", "C", "escape")
        assert app.clipboard == ""
