"""What the work in a thread tells the screen that it is done for."""

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker


def tell(screen: Widget, message: Message) -> bool:
    """Post a message unless the work was cancelled; return whether it was posted."""
    return not get_current_worker().is_cancelled and screen.post_message(message)
