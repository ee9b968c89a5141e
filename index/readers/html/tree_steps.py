"""Steps through a tree of elements, however deep it is; Python's own calls would end too early."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def steps(
    root: "LexborNode", is_read: Callable[["LexborNode"], bool]
) -> Iterator[tuple["LexborNode", bool]]:
    """Give each node where it begins (True) and where it ends (False), however deep they lie.

    What is not read is left out with everything in it.
    """
    node, depth = root, 0
    while True:
        if depth == 0 or is_read(node):
            yield node, True
            if node.child is not None:
                node, depth = node.child, depth + 1
                continue
            yield node, False
        while node.next is None or not depth:
            if not depth or node.parent is None:
                return
            node, depth = node.parent, depth - 1
            yield node, False
        node = node.next
