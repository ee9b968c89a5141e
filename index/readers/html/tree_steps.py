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
    parents: list[LexborNode] = []
    while True:
        if depth == 0 or is_read(node):
            yield node, True
            child = node.child
            if child is not None:
                parents.append(node)
                node, depth = child, depth + 1
                continue
            yield node, False
        while not depth or (following := node.next) is None:
            if not depth:
                return
            node, depth = parents.pop(), depth - 1
            yield node, False
        node = following
