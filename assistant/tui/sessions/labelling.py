"""Labelling: the turn at hand becomes a labelled question."""

from typing import TYPE_CHECKING

from assistant.sessions.labels import Kept
from assistant.tui.wording import from_home
from index.errors import InputError

_DONE = {
    Kept.FIRST: "Labelled as {}, for quoth-eval",
    Kept.ANOTHER: "Labelled as {}, in place of its earlier label",
    Kept.TAKEN_BACK: "No longer labelled as {}",
}

if TYPE_CHECKING:
    from assistant.chat import Chat
    from assistant.tui.conversation.view import ConversationView
    from assistant.tui.sessions.earlier_chats import EarlierChats


def label(
    chat: "Chat", chats: "EarlierChats", view: "ConversationView", *, is_answered: bool
) -> None:
    """Keep the question of the turn at hand, and say where.

    Args:
        chat: The chat that the turn is of.
        chats: Says on the screen what was done, or fails.
        view: Shows the newest turns of the chat.
        is_answered: The sentence of the selected passage answers it; otherwise nothing does.
    """
    at_hand = view.turn_at_hand
    if not (at_hand and at_hand.turn):
        return
    number = len(chat.turns) - len(view.turns) + view.turns.index(at_hand)
    chosen = [passage for passage in at_hand.passages if passage is view.selected]
    answering = (chosen or at_hand.passages)[:1] if is_answered else ()
    try:
        label = chat.label(number, answering[0].passage if answering else None)
    except InputError as error:
        chats.warn(str(error))
        return
    markers = [f"answered by [{passage.passage.citation.marker}]" for passage in answering]
    says = "".join(markers) or "not found"
    chats.tell(f"{_DONE[label.kept].format(says)}: {from_home(label.file)}")
