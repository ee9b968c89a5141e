"""Labelling: the turn at hand becomes a labelled question."""

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.sessions.labels import eval_record, evidence_of, keep, labels_file
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.engine import Assistant
    from assistant.records.labels import EvidenceRecord
    from assistant.tui.conversation.passage_view import PassageView
    from assistant.tui.conversation.view import ConversationView
    from assistant.tui.sessions.earlier_chats import EarlierChats


def label(
    chats: "EarlierChats",
    view: "ConversationView",
    assistant: "Assistant",
    *,
    is_answered: bool,
) -> None:
    """Keep the question of the turn at hand, and say where.

    Args:
        chats: The chat that the turn is of; also says on the screen what fails.
        view: Shows the newest turns of the chat.
        assistant: Has the documents.
        is_answered: The sentence of the selected passage answers it; otherwise nothing does.
    """
    at_hand = view.turn_at_hand
    if not (at_hand and at_hand.turn):
        return
    conversation = chats.session.conversation
    number = len(conversation.turns) - len(view.turns) + view.turns.index(at_hand)
    chosen = [passage for passage in at_hand.passages if passage is view.selected]
    answering = (chosen or at_hand.passages)[:1] if is_answered else ()
    here = None if chats.session.sessions.saves else Path.cwd()
    file = labels_file(assistant.sources, here)
    try:
        evidence = [_evidence(passage, assistant) for passage in answering]
        record = eval_record(at_hand.turn, conversation.history[:number], *evidence)
        is_another = keep(file, record)
    except InputError as error:
        chats.warn(str(error))
        return
    markers = [f"answered by [{passage.passage.citation.marker}]" for passage in answering]
    kept = "in place of its earlier label" if is_another else "for quoth-eval"
    chats.tell(f"Labelled as {''.join(markers) or 'not found'}, {kept}: {file}")


def _evidence(view: "PassageView", assistant: "Assistant") -> "EvidenceRecord":
    try:
        text = assistant.text(view.passage.citation.document)
    except KeyError:
        text = ""
    return evidence_of(view.passage, text)
