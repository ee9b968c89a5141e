"""Preferences: what a person has set for every chat: keys, and the theme."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.sessions.file import write_private
from assistant.tui.keys.clashes import Parts
from assistant.tui.keys.keymap import Keymap, read_keymap

_LONGEST_THEME = 100


@dataclass(frozen=True, slots=True)
class Preferences:
    """The files of a person's own.

    Args:
        keys_file: Is written by the person; None stands for no choice of keys.
        theme_file: Is written by the chat, for the owner alone; None remembers no theme.
        keeps: Whether another theme is remembered.
    """

    keys_file: Path | None = None
    theme_file: Path | None = None
    keeps: bool = True

    def keymap(self, screens: Sequence[Parts]) -> Keymap:
        """Return the keys that were chosen for the commands of these screens."""
        return read_keymap(self.keys_file, screens) if self.keys_file else Keymap()

    def theme(self, known: Container[str]) -> str | None:
        """Return the theme of the last chat; None where there is none that is known."""
        if not self.theme_file:
            return None
        try:
            with self.theme_file.open(encoding="utf-8") as file:
                name = file.read(_LONGEST_THEME).strip()
        except (OSError, ValueError):
            return None
        return name if name in known else None

    def keep_theme(self, name: str) -> None:
        """Remember a theme for the next chat.

        Raises:
            OSError: It cannot be written.
        """
        if self.theme_file and self.keeps:
            write_private(self.theme_file, f"{name}\n".encode())
