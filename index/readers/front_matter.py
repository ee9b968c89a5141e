"""Front matter: the fields that stand before a text, in the part of YAML that people write there."""

import re
from collections.abc import Iterator

_FIELD = re.compile(r"(?P<name>[A-Za-z][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name[ \t]*:[ \t]*)?(?P<value>.*)$")
_NAMED = re.compile(r"[ \t]+name[ \t]*:[ \t]*(?P<value>.+)$")
"""Who, where more is told of them."""
_REMARK = re.compile(r"(?:^|[ \t])#(?:[ \t].*)?$")
_OF_LIST = re.compile(r"""[\[ \t]*(?P<value>"[^"]*"|'[^']*'|[^,]*)[^,]*(?:,|$)""")
"""A value in a list; commas between quotes are its own."""
_QUOTES = "\"'"
_AROUND = "[] \t"
"""Of a value in a list; lists in lists are one."""


def fields(lines: str) -> Iterator[tuple[str, str]]:
    """Give the fields of a text, each with its values, one after the other; others are passed over."""
    name = ""
    for line in lines.splitlines():
        if found := _FIELD.match(line):
            name = found["name"]
            yield from ((name, value) for value in _values(found["value"] or ""))
        elif name and (found := _ITEM.match(line) or _NAMED.match(line)):
            yield from ((name, value) for value in _values(found["value"]))


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        parts = (found["value"] for found in _OF_LIST.finditer(text[1:-1]))
        return [value for part in parts for value in _value(part.strip(_AROUND))]
    return _value(text)


def _value(text: str) -> list[str]:
    """Return what is no list, without its quotes; nothing where it says nothing."""
    if text[:1] in _QUOTES and text[:1] and text.find(text[0], 1) > 0:
        return [text[1 : text.find(text[0], 1)]]
    text = _REMARK.sub("", text).strip()
    return [text] if text and text not in {"|", ">", "|-", ">-"} else []
