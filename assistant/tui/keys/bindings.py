"""The keys of the chat: a word for the footer, and in full for the help."""

from typing import Final

from textual.binding import Binding, BindingType

NEEDS_A_PASSAGE: Final = {
    "source",
    "copy_passage",
    "copy_as",
    "explain",
    "open_here",
    "pin",
    "this_document",
}
"""The actions that are offered only where a passage is selected."""
NEEDS_AN_ANSWER: Final = {
    "passage",
    "turn",
    "turn_step",
    "citation",
    "copy_answer",
    "repeat",
    "export",
    "label",
}
"""The actions that are offered only once there is an answer."""
NEEDS_A_SOURCE: Final = {"search", "match", "outline", "edit"}
"""The actions that are offered once there is an answer, or a document is open without one."""

_PASSAGES = Binding.Group("Passages", compact=True)


def _binding(
    keys: str,
    action: str,
    name: str,
    word: str,
    says: str,
    *,
    show: bool = True,
) -> Binding:
    group = _PASSAGES if word == _PASSAGES.description else None
    return Binding(keys, action, word, tooltip=says, show=show, id=name, group=group)


SOURCE_BINDINGS: Final[list[BindingType]] = [
    _binding("slash", "search", "source.search", "Search", "Search in the source"),
    _binding("n", "match(1)", "source.next_match", "Next", "Next match", show=False),
    _binding("N", "match(-1)", "source.previous_match", "Back", "Previous match", show=False),
    _binding("l", "outline", "source.outline", "Outline", "Show the headings", show=False),
    _binding("o", "edit", "source.edit", "Original", "Open the original at its place", show=False),
]

CHAT_BINDINGS: Final[list[BindingType]] = [
    _binding("question_mark", "app.help", "chat.help_key", "Keys", "Show this help"),
    _binding("f1", "app.help", "chat.help", "Keys", "Show this help"),
    _binding("i", "ask", "question.focus", "Ask", "Go to the question line"),
    _binding("j", "passage(1)", "passage.next", "Passages", "Next passage"),
    _binding("k", "passage(-1)", "passage.previous", "Passages", "Previous passage"),
    _binding("g", "turn(0)", "turn.first", "First", "First turn", show=False),
    _binding("G", "turn(-1)", "turn.last", "Last", "Last turn", show=False),
    _binding("J", "turn_step(1)", "turn.next", "Turns", "Next turn", show=False),
    _binding("K", "turn_step(-1)", "turn.previous", "Turns", "Previous turn", show=False),
    _binding("f", "jump", "chat.jump", "Jump", "Go to anything in view by its letter", show=False),
    *(
        _binding(str(n), f"citation({n})", f"citation.{n}", "Cite", "Open a citation", show=False)
        for n in range(1, 10)
    ),
    _binding("s,enter", "source", "source.open", "Source", "Go to the passage in its source"),
    _binding(
        "space",
        "open_here",
        "passage.open",
        "Open",
        "Show all of the passage here, then what is around it",
    ),
    *SOURCE_BINDINGS,
    _binding("y", "copy_passage", "passage.copy", "Copy", "Copy the passage and its citation"),
    _binding(
        "Y", "copy_answer", "answer.copy", "Answer", "Copy the answer and its citations", show=False
    ),
    _binding(
        "x", "explain", "passage.explain", "Why", "Show why the passage ranks there", show=False
    ),
    _binding(
        "u", "repeat", "question.repeat", "Without context", "Ask again, without the conversation"
    ),
    _binding(
        "e", "export(False)", "chat.export", "Export", "Export the chat as Markdown", show=False
    ),
    _binding(
        "E",
        "export(True)",
        "chat.export_answers",
        "Export",
        "Export the answers as JSON lines",
        show=False,
    ),
    _binding(
        "t", "label(True)", "label.answered", "Label", "Label: this passage answers", show=False
    ),
    _binding(
        "T", "label(False)", "label.not_found", "Label", "Label: should be not found", show=False
    ),
    _binding("C", "copy_as", "passage.copy_as", "Copy as", "Copy in another form", show=False),
    _binding(
        "a", "this_document", "chat.this_document", "This", "Ask this document alone", show=False
    ),
    _binding("m", "mentions", "chat.mentions", "Mentions", "Find every mention", show=False),
    _binding("p", "pin", "passage.pin", "Pin", "Pin the passage, or take it out", show=False),
    _binding("P", "pins", "pins.show", "Pins", "Show what is pinned", show=False),
    _binding(
        "d",
        "documents",
        "chat.documents",
        "Some",
        "List documents, to ask some of them",
        show=False,
    ),
    _binding("D", "lift", "chat.lift", "All", "Ask all documents and sections again", show=False),
    _binding("R", "refresh", "chat.refresh", "Refresh", "Read changed documents anew", show=False),
    _binding("r", "resume", "chat.resume", "Open", "Go on with an earlier chat", show=False),
    _binding("pageup", "page(-1)", "page.up", "Up", "Scroll the conversation up", show=False),
    _binding(
        "pagedown", "page(1)", "page.down", "Down", "Scroll the conversation down", show=False
    ),
    _binding("escape", "cancel", "chat.cancel", "Cancel", "Take the question back into the line"),
    _binding("escape", "leave", "chat.leave", "Commands", "Leave the line: letters are commands"),
    _binding("ctrl+n", "new", "chat.new", "New", "Begin a new conversation"),
]
