"""MentionScreen: every place where words stand in the documents, by document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.console.counting import counted
from assistant.console.remedies import explained
from assistant.console.safe_text import safe_cells, safe_line
from assistant.rendering.layout import Layout
from assistant.rendering.marking import Mark, readable
from assistant.rendering.mentions import NO_MENTION, around, plain_mentions
from assistant.sessions.file import write_here
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.telling import tell
from assistant.tui.wording import place, short, where_written
from index.errors import InputError, QuothError

if TYPE_CHECKING:
    from assistant.answering import Citation
    from assistant.quotations.mentions import DocumentMentions

MOST_LISTED = 500
"""Mentions; what is written has all."""
_NAME, _ENDING = "mentions", ".txt"
"""Of the file that all are written to."""
_HINT = 'In any form; in quotation marks ("…") only as it is.'

Find = Callable[[str], Sequence["DocumentMentions"]]


@dataclass
class Found(Message):
    """What mentions the words that were looked for, or why nothing can be looked for."""

    wanted: str
    mentions: "Sequence[DocumentMentions]"
    problem: str = ""


class MentionScreen(ModalScreen["Citation | None"], ClosedOnce["Citation | None"]):
    """Looks for what is typed; closes with the mention that was chosen, or with None.

    Args:
        find: Finds all mentions; called in a worker thread.
        sources: What is asked about, by absolute paths.
    """

    BINDING_GROUP_TITLE = "Every mention"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('down')", "Down", show=False, id="mentions.next"),
        Binding("up", "move('up')", "Up", show=False, id="mentions.previous"),
        Binding("enter", "accept", "Find, then go there", priority=True, id="mentions.accept"),
        Binding("ctrl+s", "write", "Write all", id="mentions.write"),
        Binding("escape", "close", "Back", id="mentions.close"),
    ]

    def __init__(self, find: Find, sources: Sequence[str]) -> None:
        super().__init__()
        self._find = find
        self._sources = sources
        self._line = Input(placeholder="Words to look for everywhere", compact=True)
        self._head = Static(Content(_HINT), classes="said")
        self._list = OptionList(markup=False)
        self._shown = ""
        self._mentions: Sequence[DocumentMentions] = ()
        self._citations: dict[str, Citation] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line above the mentions."""
        with Vertical(id="mentions"):
            yield Static(Content("Every mention"), classes="part")
            yield self._line
            yield self._head
            yield self._list
        yield KeyFooter()

    @property
    def _wanted(self) -> str:
        return self._line.value.strip()

    def action_accept(self) -> None:
        """Look for what was typed; once it is shown, go to the mention at hand."""
        option = self._list.highlighted_option
        if self._wanted and self._wanted != self._shown:
            self._head.update(Content("Looking…"))
            self.run_worker(self._look, thread=True, group="mentions", exclusive=True)
        elif option and option.id:
            self.dismiss(self._citations[option.id])

    def _look(self) -> None:
        wanted = self._wanted
        try:
            tell(self, Found(wanted, self._find(wanted)))
        except QuothError as error:
            tell(self, Found(wanted, (), explained(error)))

    def on_found(self, message: Found) -> None:
        """Show what mentions the words."""
        self._shown, self._mentions = message.wanted, message.mentions
        count = sum(len(each.citations) for each in message.mentions)
        self._citations = {}
        self._list.set_options(islice(self._options(), MOST_LISTED + len(message.mentions)))
        if self._citations:
            self._list.action_first()
        listed = len(self._citations)
        more = f"; the first {listed:,} are listed" * (listed < count)
        found = f"{counted(count, 'mention')} in {counted(len(message.mentions), 'document')}{more}"
        self._head.update(Content(safe_line(message.problem) or (found if count else NO_MENTION)))
        self.refresh_bindings()

    def _options(self) -> Iterator[Option]:
        for each in self._mentions:
            if len(self._citations) >= MOST_LISTED:
                return
            title = f"{short(each.document.title)} ({len(each.citations):,})"
            yield Option(Content.styled(title, "bold"), disabled=True)
            for citation in each.citations[: MOST_LISTED - len(self._citations)]:
                name = str(citation.marker)
                self._citations[name] = citation
                yield Option(_line(each.text, citation), id=name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to write only what was found."""
        del parameters
        return action != "write" or bool(self._mentions)

    def action_write(self) -> None:
        """Write all mentions into the current directory."""
        written = plain_mentions(self._shown, self._mentions, Layout()) + "\n"
        try:
            path = write_here(_NAME, _ENDING, written.encode())
            said = f"Written to {where_written(path, self._sources)}"
        except InputError as error:
            said = str(error)
        self._head.update(Content(safe_line(said)))

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous mention."""
        if direction == "down":
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the mention that was clicked."""
        if event.option_id:
            self.dismiss(self._citations[event.option_id])

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _line(text: str, citation: "Citation") -> Content:
    """Return a mention among the words around it, and where that is."""
    stretches = readable(around(text, citation), citation.document, safe_cells)
    said = [
        (part.replace("\n", " "), "bold underline" if mark is not Mark.NONE else "")
        for part, mark, _ in stretches
    ]
    where = place(citation)
    return Content.assemble(
        "  ", *said, ("\n    " + where if where else "", "$text-muted not bold")
    )
