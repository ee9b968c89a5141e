"""The terminal's driver, which outlives its terminal."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, cast

from assistant.console.ending import HANG_UP

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.driver import Driver


class _Lasting:
    """A stream that takes all that is written, also when it leads nowhere any more.

    Textual writes in a thread. An error would end it, and the chat would wait for it for ever.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def lasting(driver: "type[Driver]") -> "type[Driver]":
    """Return the driver of terminals as one that survives the loss of its terminal; others as is."""
    if sys.platform == "win32":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    if driver is not LinuxDriver:
        return driver

    class LastingDriver(LinuxDriver):
        """Leaves the chat where the terminal cannot be read, writes nowhere where it is lost."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            stream = cast("TextIOWrapper", self._file)
            self._file = cast("TextIOWrapper", _Lasting(stream))

        def run_input_thread(self) -> None:
            """Hand on what is typed until the chat is left."""
            try:
                super().run_input_thread()
            except OSError:  # as for a chat whose shell has ended and left it in the background
                self._app.call_later(self._app.exit, return_code=128 + HANG_UP)
            except Exception as error:  # noqa: BLE001 - Textual would paint the traceback
                self._app.call_later(_raise, error)

    return LastingDriver


def _raise(error: Exception) -> NoReturn:
    """Let the chat crash where it notices that."""
    raise error
