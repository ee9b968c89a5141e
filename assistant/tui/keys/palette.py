"""Palette: every command, past questions and the places in the documents, found by their words."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from textual import actions
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from assistant.tui.conversation.screen import ChatScreen
from assistant.tui.conversation.turn_view import TurnView
from assistant.tui.keys.keymap import keymap_of
from assistant.tui.source.places import Place
from assistant.tui.source.screen import ReadingScreen
from assistant.tui.wording import citation_line, short

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import Binding
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.widget import Widget


MOST_OF_A_KIND = 50
"""Commands, questions or places that are shown at once; more words find the others."""
LONGEST_QUESTION_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette: its words and a note beside them, safe, and what choosing it does."""

    words: str
    note: str
    choose: Callable[[], Any]


class Palette(Provider):
    """Offers commands by the bindings that they have, and what only the chat knows."""

    async def startup(self) -> None:
        """Gather what there is while the palette is open."""
        app = self.app
        self._kinds: list[Sequence[Entry | Place]] = [[*_commands(app, self.screen, self.focused)]]
        self._chat = _chat_below(app)
        self._kinds.append([*_questions(self._chat)])
        self._kinds.append(await asyncio.to_thread(self._chat.cursor.places))
        self._kinds.append([*_pages(self.screen)])

    async def discover(self) -> Hits:
        """Show the first of each kind."""
        for kind in self._kinds:
            for entry in kind[:MOST_OF_A_KIND]:
                yield DiscoveryHit(_line(entry), self._choose(entry), text=entry.words)

    async def search(self, query: str) -> Hits:
        """Show what has all words of the query, in the same order."""
        patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in query.split()]
        for kind in self._kinds:
            for entry in await asyncio.to_thread(_found, kind, patterns):
                line = _line(entry)
                for pattern in patterns:
                    if match := pattern.search(line.plain):
                        line = line.stylize(self.match_style or "underline", *match.span())
                yield Hit(1, line, self._choose(entry), text=entry.words)

    def _choose(self, entry: Entry | Place) -> Callable[[], Any]:
        """Return what opens a place, in the chat, which may lie below other screens."""
        if isinstance(entry, Entry):
            return entry.choose
        return partial(_at, self._chat, partial(self._chat.cursor.open_place, entry))


def _chat_below(app: "App[Any]") -> ChatScreen:
    """Return the chat, which all other screens lie above."""
    return next(screen for screen in app.screen_stack if isinstance(screen, ChatScreen))


def _line(entry: Entry | Place) -> Content:
    return Content.assemble(entry.words, (f"  {entry.note}", "$text-muted not bold"))


def _found(
    kind: Sequence[Entry | Place], patterns: Sequence[re.Pattern[str]]
) -> list[Entry | Place]:
    """Return the first of a kind whose words and note match all patterns."""
    lines = ((entry, f"{entry.words}  {entry.note}") for entry in kind)
    found = (entry for entry, line in lines if all(p.search(line) for p in patterns))
    return list(islice(found, MOST_OF_A_KIND))


def _commands(
    app: "App[Any]", screen: "Screen[object]", focused: "Widget | None"
) -> Iterator[Entry]:
    """Yield what can be done on a screen now, with the keys that do it."""
    nodes: dict[type[DOMNode], DOMNode] = {}
    for node in (*([focused] if focused else []), *screen.query("*"), screen, app):
        nodes.setdefault(type(node), node)
    for part, node in nodes.items():
        by_action: dict[str, list[Binding]] = {}
        for binding in keymap_of(app).bindings(part):
            if binding.id and _is_offered(app, node, binding.action):
                by_action.setdefault(binding.action, []).append(binding)
        for action, bindings in by_action.items():
            says = _citation(screen, action) or bindings[0].tooltip or bindings[0].description
            keys = " ".join(map(app.get_key_display, bindings))
            yield Entry(says, keys, partial(app.run_action, action, node))
    for title, says, choose, _ in app.get_system_commands(screen):
        yield Entry(says, title, choose)


def _is_offered(app: "App[Any]", node: "DOMNode", action: str) -> bool:
    namespace, name, arguments = actions.parse(action)
    does = app if namespace == "app" else node
    return name != "command_palette" and bool(does.check_action(name, arguments))


def _citation(screen: "Screen[object]", action: str) -> str:
    """Return the words for the action that opens a citation: its number and what it cites."""
    _, name, markers = actions.parse(action)
    if name != "citation" or not isinstance(screen, ChatScreen):
        return ""
    cited = screen.desk.conversation.cited(*markers)
    return f"Open [{markers[0]}] {citation_line(cited.passage)}" if cited else ""


def _questions(chat: ChatScreen) -> Iterator[Entry]:
    """Yield what was asked in this chat and before, the latest first; it goes into the line."""
    line = chat.desk.input
    here = [turn.question for turn in chat.query(TurnView)]
    for question in dict.fromkeys(reversed([*line.typed_before, *here])):
        shown = short(question, LONGEST_QUESTION_SHOWN)
        yield Entry(shown, "asked before", partial(_at, chat, partial(line.put, question)))


def _pages(screen: "Screen[object]") -> Iterator[Entry]:
    """Yield the pages of the document that is open."""
    if isinstance(screen, ReadingScreen) and screen.source:
        note = short(screen.source.citation.title)
        for number, start in enumerate(screen.source.pages, 1):
            yield Entry(f"Go to page {number}", note, partial(screen.go_to, start))


def _at(chat: ChatScreen, act: Callable[[], Any]) -> None:
    """Do something in the chat, which may lie below other screens."""
    while chat.app.screen is not chat:
        chat.app.pop_screen()
    act()
