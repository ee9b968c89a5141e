"""Fetched: rows that are kept for the next questions; those that are missing come together."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Fetched(Generic[T]):
    """What rows hold, by their numbers.

    Args:
        fetch: Returns what some rows hold, in their order.
        most: Beyond so many, all are let go.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], Sequence[T]], most: int) -> None:
        self._fetch = fetch
        self._most = most
        self._held: dict[int, T] = {}

    def get(self, numbers: Sequence[int]) -> list[T]:
        """Return what rows hold; raises what ``fetch`` raises."""
        held = self._held
        missing = sorted({number for number in numbers if number not in held})
        if missing:
            found = dict(zip(missing, self._fetch(missing), strict=True))
            # Another dictionary, since threads may be reading this one.
            self._held = found if len(held) > self._most else held | found
            held = held | found
        return [held[number] for number in numbers]
