"""The chat in a real terminal: what reaches it."""

import json
import re

from tests.assistant.tui.pseudo_terminal import LEAVE, SEQUENCE

QUESTION_LINE = "sk the documents…"
STEERING = (
    "\x1b]52;c;b3duZWQ=\x07",
    "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31m\x1b[?1049l",
    "\x9b5n\x9d0;owned\x9c\x90q\x9c",
    "\u202egnp.exe\u2066\u2069\u200b",
    "[@click=app.quit]here[/red]",
)
HOSTILE = " ".join(STEERING)


def kinds(painted):
    """Return the control sequences that were painted, whatever their numbers are."""
    found = (match.group() for match in SEQUENCE.finditer(painted))
    return {re.sub(r"[\d;:]+", "0", sequence) for sequence in found}


class TestTheFirstPaint:
    def test_waits_for_nothing_heavy(self, start, article_index):
        terminal = start("-X", "importtime", "-m", "assistant", "chat", "--index", article_index)
        terminal.wait_for("What is this about")
        before, _, after = terminal.painted.partition(QUESTION_LINE)
        imported = [
            set(re.findall(r"\| +([a-z_]\w*)[.\w]*\r?\n", part)) for part in (before, after)
        ]
        heavy = {"numpy", "faiss", "onnxruntime", "tokenizers", "Stemmer", "tiktoken", "pydantic"}
        assert {"textual", "assistant"} <= imported[0]
        assert not heavy & imported[0]
        assert {"numpy", "onnxruntime"} <= imported[1]


class TestAHostileDocument:
    """Its text, title, id and the question all try to steer the terminal."""

    def talk(self, start, folder, text):
        folder.mkdir()
        source = folder / "bread.jsonl"
        document = {
            "_id": f"bread {text}",
            "title": f"Bread {text}",
            "text": f"The mill {text} had burned in March.\n\nThe town paid half. {text} Then more.",
        }
        source.write_text(json.dumps(document) + "\n", encoding="utf-8")
        terminal = start("-m", "assistant", "chat", "--explain", "-s", source)
        terminal.wait_for("What is this about")
        terminal.press(f"\x1b[200~Did the mill burn? {text.replace(chr(27), '')}\x1b[201~\r")
        terminal.wait_for("% sure")
        terminal.wait_for("paid half")
        terminal.press(LEAVE)
        assert terminal.ended() == 0
        return terminal.painted

    def test_sends_nothing_that_the_chat_does_not_send_by_itself(self, start, tmp_path):
        hostile = self.talk(start, tmp_path / "hostile", HOSTILE)
        harmless = self.talk(start, tmp_path / "harmless", "“harmless”")
        assert r"\x1b]52;c;" in hostile
        assert kinds(hostile) <= kinds(harmless)
        controls = {char for char in SEQUENCE.sub("", hostile) if not char.isprintable()}
        assert controls <= {"\r", "\n", "\b", "\t"}
