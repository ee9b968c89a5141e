"""DocumentScreen: the documents of the collection, found by their words, to ask some of them."""

import re
from collections.abc import Sequence
from itertools import compress, islice
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from assistant.citations.byline import byline
from assistant.tui.closed_once import ClosedOnce
from assistant.tui.keys.footer import KeyFooter
from assistant.tui.wording import short
from index.files.glob_patterns import PatternError, named_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.documents import IndexedDocument

MOST_LISTED = 200
"""Documents; more words find the others."""
_WILD = re.compile(r"[*?]|/$")


class DocumentScreen(ModalScreen[tuple[str, ...] | None], ClosedOnce[tuple[str, ...] | None]):
    """Lists documents; closes with globs of those that were chosen, or with None.

    Args:
        documents: All there are. Those are listed whose title, id, writers, date or tags have all
            words of the line above, or that it matches as a glob: then the glob itself can be chosen.
    """

    BINDING_GROUP_TITLE = "Documents"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('down')", "Down", show=False, id="documents.next"),
        Binding("up", "move('up')", "Up", show=False, id="documents.previous"),
        Binding("tab", "mark", "Mark", priority=True, id="documents.mark"),
        Binding("enter", "accept", "Ask these", priority=True, id="documents.accept"),
        Binding("escape", "close", "Back", id="documents.close"),
    ]

    def __init__(self, documents: Sequence["IndexedDocument"]) -> None:
        super().__init__()
        self._count = Static(classes="part")
        self._line = Input(
            placeholder="Words of a title or a name, or a glob: reports/", compact=True
        )
        self._list = OptionList(markup=False)
        self._documents = documents
        self._listed: list[IndexedDocument] = []
        self._marked: dict[str, None] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line to find by above two lines a document."""
        with Vertical(id="documents"):
            yield self._count
            yield self._line
            yield self._list
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with all."""
        self._show()

    @property
    def _wanted(self) -> str:
        return self._line.value.strip()

    def on_input_changed(self) -> None:
        """List what fits."""
        self._show()

    def _show(self, at: int = 0) -> None:
        """List the documents that fit, one of them marked as the one at hand."""
        self._listed = list(islice(self._found(), MOST_LISTED + 1))
        more = " · type to find others" * (len(self._listed) > MOST_LISTED)
        del self._listed[MOST_LISTED:]
        marked = f" · {len(self._marked):,} marked" * bool(self._marked)
        count = f"{len(self._documents):,} document{'s' * (len(self._documents) != 1)}"
        self._count.update(Content(f"{count}{marked}{more}"))
        self._list.set_options([self._prompt(document) for document in self._listed])
        self._list.highlighted = min(at, len(self._listed) - 1) if self._listed else None

    def _found(self) -> "Iterator[IndexedDocument]":
        if _WILD.search(self._wanted):
            return compress(self._documents, self._named())
        return filter(_words(self._wanted), self._documents)

    def _named(self) -> list[bool]:
        try:
            return named_by(self._wanted, [document.id for document in self._documents])
        except PatternError:
            return []

    def _prompt(self, document: "IndexedDocument") -> Content:
        sign = "✓ " if document.id in self._marked else "  "
        parts = [
            short(document.id),
            f"{document.passages:,} passage{'s' * (document.passages != 1)}",
        ]
        if document.pages:
            count = len(document.pages)
            parts.append(f"{count:,} page{'s' * (count != 1)}")
        if by := byline(document.metadata):
            parts.append(short(by))
        return Content.assemble(
            sign, short(document.title), "\n    ", (" · ".join(parts), "$text-muted not bold")
        )

    def action_move(self, direction: str) -> None:
        """Go to the next or the previous document."""
        if direction == "down":
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_mark(self) -> None:
        """Mark the document at hand, or take its mark away; go to the next."""
        at = self._list.highlighted
        if at is None:
            return
        name = self._listed[at].id
        if name in self._marked:
            del self._marked[name]
        else:
            self._marked[name] = None
        self._show(at + 1)

    def action_accept(self) -> None:
        """Close with what is marked, or else the glob that was typed, or else the one at hand."""
        at = self._list.highlighted
        if self._marked:
            self.dismiss(tuple(self._marked))
        elif at is not None:
            self.dismiss((self._wanted if _WILD.search(self._wanted) else self._listed[at].id,))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the document that was clicked."""
        self.dismiss((self._listed[event.option_index].id,))

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _words(wanted: str) -> "Callable[[IndexedDocument], bool]":
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in wanted.split()]
    return lambda document: all(p.search(_named(document)) for p in patterns)


def _named(document: "IndexedDocument") -> str:
    tags = " ".join(document.metadata.tags)
    return f"{document.title}  {document.id}  {byline(document.metadata)}  {tags}"
