"""Printed: what a command prints, whichever process made it."""

from typing import TYPE_CHECKING, NamedTuple

from assistant.console.messages import say
from assistant.console.streams import standard_output, write_text, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.citations.original import Original
    from assistant.console.surroundings import Surroundings
    from assistant.records.record import Record


class Printed(NamedTuple):
    """What goes to stdout, the exit code, a line for stderr after it, and whether it is records."""

    text: str
    code: int
    said: str = ""
    is_records: bool = False

    def put(self, *, quiet: bool) -> int:
        """Print it; return the exit code."""
        if self.is_records:
            write_whole(standard_output(), self.text.encode("ascii"))
        else:
            write_text(self.text)
        if self.said and not quiet:
            say(self.said)
        return self.code


def records_in(records: "Iterable[Record]", code: int) -> Printed:
    """Return records, a line each."""
    from index.files.json_lines import dump

    return Printed("".join(f"{dump(one.fields())}\n" for one in records), code, is_records=True)


def places_in(
    places: "Iterable[tuple[Original, int, int]]", code: int, here: "Surroundings"
) -> Printed:
    """Return a line for each place of a document that an editor can jump to.

    Raises:
        InputError: A file is gone, or no longer holds the document.
    """
    from assistant.rendering.vimgrep import vimgrep

    lines, without = vimgrep(places, here)
    return Printed(lines, code, without)
