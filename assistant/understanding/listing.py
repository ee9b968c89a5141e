"""Listing: the items that a text lists, for questions about "the former" or "the second one"."""

import re
from collections.abc import Sequence

from index.language import typed_words

_PLACES = {
    "first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "latter": -1
}  # fmt: skip
_POINTER = re.compile(
    r"\bthe (?:(former|latter)\b"
    r"|(first|second|third|fourth|last)"
    r"(?= (?:ones?|thing|reason|point|option|case|part|item|of (?:them|these|those))\b|[,;.?!]|$))",
    re.IGNORECASE,
)
"""An ordinal that counts what was said; "the second world war" counts for itself."""
_CONJUNCTION = re.compile(r",? (?:and|or) ")
_COMMA = re.compile(r"[,;] ")
_THING = re.compile(r"(?:an?|the|this|its?|his|her|their|some|many|few|no)\b|[A-Z\d]")
_LONGEST_ITEM = 4
"""Words; what stands further from the conjunction belongs to the rest of the sentence."""
_SHORTEST_LIST = 3
"""Items; two that a conjunction joins may be whatever it is that a sentence says."""
_LONGEST_TEXT = 2000
"""Characters of a text in which a list is looked for."""


def item_pointed_at(question: str, texts: Sequence[str]) -> tuple[str, str]:
    """Return the item of a list that ``question`` points at by its place, and the text that lists it.

    Of "soldiers in a base, and an airbase in Osh that is near", the latter is "an airbase in Osh".
    Of texts the latest that lists things counts, or else the latest with any conjunction. Both are
    empty where the question counts nothing, or no text has such an item.
    """
    if not (pointer := _POINTER.search(question)):
        return "", ""
    place = _PLACES[pointer[pointer.lastindex or 1].lower()]
    lists = [(_items(text[:_LONGEST_TEXT]), text) for text in reversed(texts)]
    lists.sort(key=lambda found: not _lists_things(found[0]))
    held = (found for found in lists if found[0] and place < len(found[0]))
    return next(((items[place], text) for items, text in held), ("", ""))


def words_listed(text: str, least: int) -> frozenset[str]:
    """Return the words, as they were typed, in lists of at least so many items."""
    lists = (_list_around(text, *found.span()) for found in _CONJUNCTION.finditer(text))
    items = (item for listed in lists if len(listed) >= least for item in listed)
    return frozenset(found.group() for item in items for found in typed_words(item))


def _items(text: str) -> list[str]:
    """Return the items of the longest list that a conjunction ends; none without a conjunction.

    Of equally long ones, the last that holds things: "a base and an airbase", not "old and rich".
    """
    lists = [_list_around(text, *found.span()) for found in _CONJUNCTION.finditer(text)]
    return max(reversed(lists), key=lambda items: (len(items), _is_thing(items[-1])), default=[])


def _list_around(text: str, start: int, end: int) -> list[str]:
    """Return the items before and after a conjunction that stands at ``[start, end)``."""
    items = [_first_words(_COMMA.split(text[end:], maxsplit=1)[0])]
    for piece in reversed(_COMMA.split(text[:start].rpartition(": ")[2])):
        words = piece.split()
        items.append(" ".join(words[-_LONGEST_ITEM:]))
        if len(words) > _LONGEST_ITEM:  # the sentence itself, which leads up to the list
            break
    return items[::-1]


def _lists_things(items: Sequence[str]) -> bool:
    return len(items) >= _SHORTEST_LIST or (bool(items) and _is_thing(items[-1]))


def _is_thing(item: str) -> bool:
    return bool(_THING.match(item))


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_LONGEST_ITEM])
