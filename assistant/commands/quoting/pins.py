"""``quoth pins``: the passages that were pinned in chats, shown and exported."""

import argparse

from assistant.console.counting import counted
from assistant.console.messages import say
from assistant.console.safe_text import safe_line
from assistant.console.streams import standard_output, write_record, write_text
from assistant.pins.collection import PinCollection, collection_names
from assistant.pins.exporting import entry, export_pins
from assistant.pins.pin import Pin
from assistant.rendering.layout import Layout, layout_of_stdout
from assistant.rendering.turns import laid_out, laid_out_quote
from index.errors import InputError

_NOTHING = "Nothing is pinned yet; in the chat, p pins the passage that is selected."


def run(options: argparse.Namespace) -> int:
    """List the collections, show one or write it to a file; return 0.

    Raises:
        InputError: There is no such collection, or a file cannot be read or written.
    """
    if options.name is None:
        if options.output:
            raise InputError("-o writes one collection; name it: quoth pins NAME -o FILE")
        _list(as_json=options.json)
        return 0
    collection = _collection(options.name)
    pins = collection.pins()
    if options.output:
        export_pins(collection.name, pins, options.output)
        if not options.quiet:
            say(f"{counted(len(pins), 'passage')} written to {options.output}")
    elif options.json:
        for pin in pins:
            write_record(standard_output(), pin.record.fields())
    else:
        layout = layout_of_stdout()
        write_text("\n\n".join(_shown(n, pin, layout) for n, pin in enumerate(pins, 1)) + "\n")
    return 0


def _list(*, as_json: bool) -> None:
    counts = {name: len(PinCollection(name).pins()) for name in collection_names()}
    if as_json:
        fields = [{"name": name, "pins": count} for name, count in counts.items()]
        write_record(standard_output(), {"schema": "quoth.pins/1", "collections": fields})
    elif counts:
        lines = [f"{safe_line(name)}: {counted(n, 'passage')}" for name, n in counts.items()]
        write_text("\n".join(lines) + "\n")
    else:
        say(_NOTHING)


def _collection(name: str) -> PinCollection:
    collection = PinCollection(name)
    known = collection_names()
    if name not in known:
        there_are = f"there are: {', '.join(known)}" if known else _NOTHING
        raise InputError(f"no collection is named {name!r}; {there_are}")
    return collection


def _shown(number: int, pin: Pin, layout: Layout) -> str:
    one, indent = entry(pin), "    "
    lines = [laid_out(f"[{number}] {one.question}", "", layout)]
    lines += [laid_out(one.note, indent, layout)] if one.note else []
    lines.append(laid_out_quote(one.stretches, indent, layout))
    lines.append(laid_out(f"— {one.cited}", indent, layout))
    lines.append(f"{indent}{one.proof}")
    return "\n".join(lines)
