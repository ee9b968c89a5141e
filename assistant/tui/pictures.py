"""``python -m assistant.tui.pictures FOLDER``: the pictures in the READMEs, taken of the chat itself."""

import asyncio
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.engine import Assistant
from assistant.tui.app import ChatApp

_FONTS = re.compile(r"@font-face \{[^}]*\}\s*")
"""Textual's pictures load fonts from the network; without, they take the reader's own."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is asked, and the keys that are pressed then, before a picture is taken."""

    name: str
    questions: tuple[str, ...]
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (130, 38)
    theme: str = "textual-dark"


SCENES = (
    Scene("answer", ("How many people died in the gun battles in Dushanbe?",)),
    Scene(
        "follow-up",
        (
            "What military bases does Russia have in the region?",
            "And the latter, can its planes reach Tajikistan?",
        ),
        theme="textual-light",
    ),
    Scene("not-found", ("Who won the football world cup in Brazil?",), size=(84, 30)),
)


async def picture(assistant: Assistant, scene: Scene) -> str:
    """Play a scene and return its picture as SVG."""
    app = ChatApp(lambda *_, **__: assistant)
    async with app.run_test(size=scene.size) as pilot:
        app.theme = scene.theme
        await app.workers.wait_for_complete()
        for question in scene.questions:
            await pilot.press(*question, "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.press(*scene.keys)
        await pilot.pause()
        return _FONTS.sub("", app.export_screenshot(title="quoth"))


def main() -> None:
    """Write every scene's picture into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    assistant = Assistant.open()
    for scene in SCENES:
        svg = asyncio.run(picture(assistant, scene))
        (folder / f"{scene.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
