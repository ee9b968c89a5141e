"""What is told while work goes on: how far it is, and in one line what should be known of it."""

from collections.abc import Callable

from index.errors import Message

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

Say = Callable[[Message], None]
"""Called with one line, or with an error that is got over."""


def ignore(_: Message) -> None:
    """Say nothing."""
