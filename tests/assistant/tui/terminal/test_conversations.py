"""Long conversations in a real terminal."""

import pytest

from assistant.tui.source.screen import WIDE_ENOUGH
from tests.assistant.tui.pseudo_terminal import LEAVE, left_behind

QUESTIONS = (
    "Who is Malashenko?",
    "How many people died in the gun battles?",
    "What military bases does Russia have in the region?",
    "Can its planes reach Tajikistan?",
    "What did Rahmon say about the bases?",
)
PAUSES = (0, 0.3, 1.0)
"""Seconds, one after another."""
ESCAPE = "\x1b[27u"
IN_THE_LINE, OUT_OF_THE_LINE, IN_THE_SOURCE = "⏎", "Passages", "Back"
"""What only the footer says; beside the conversation, the source leaves it as it is."""


class TestTenQuestionsInARow:
    @pytest.mark.parametrize("size", [(160, 45), (100, 30), (60, 20)], ids=str)
    def test_are_answered_at_any_speed_while_passages_and_sources_are_opened(
        self, start, article_index, tmp_path, size
    ):
        options = {"size": size, "XDG_DATA_HOME": str(tmp_path)}
        terminal = start("-m", "assistant", "chat", "--index", article_index, **options)
        terminal.wait_for("What is this about")
        painted = []
        for number in range(10):
            pause = PAUSES[number % len(PAUSES)]
            terminal.press(f"{QUESTIONS[number % len(QUESTIONS)]}\r")
            terminal.watch_until(lambda: saved(tmp_path) > number)  # noqa: B023 - called at once
            press(terminal, painted, ESCAPE, OUT_OF_THE_LINE)  # while the answer is laid out
            terminal.press("jKjGj")
            terminal.watch(pause)
            open_source(terminal, painted, pause, is_beside=size[0] >= WIDE_ENOUGH)
            press(terminal, painted, "i", IN_THE_LINE)
        terminal.press(LEAVE)
        assert terminal.ended() == 0
        assert left_behind("".join(painted) + terminal.painted) == set()
        assert saved(tmp_path) == 10


def saved(folder):
    return sum(file.read_text().count("\n") for file in folder.rglob("sessions/*.jsonl"))


def open_source(terminal, painted, pause, *, is_beside):
    if is_beside:
        terminal.press("s")
        terminal.watch(pause)
    else:
        press(terminal, painted, "s", IN_THE_SOURCE)
        terminal.watch(pause)
        press(terminal, painted, ESCAPE, OUT_OF_THE_LINE)


def press(terminal, painted, keys, until):
    painted.append(terminal.painted)
    terminal.painted = ""
    terminal.press(keys)
    terminal.wait_for(until)
