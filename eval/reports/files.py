"""Writing a report to files, each in the format that its suffix names."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from assistant.console.safe_text import safe_line
from assistant.console.streams import reason
from eval.reports.comment import comment
from eval.reports.html import html
from eval.reports.junit import junit
from eval.reports.markdown import markdown
from eval.reports.record import to_record
from eval.reports.report import Report
from index.errors import InputError
from index.files.json_lines import dump

FORMATS: Mapping[str, Callable[[Report], str]] = {
    ".md": markdown,
    ".html": html,
    ".xml": junit,
    ".json": lambda report: f"{dump(to_record(report))}\n",
}
"""What a report is written as, by the suffix of the file."""


def check_paths(paths: Sequence[Path]) -> None:
    """Refuse what no report can be written to, before anything is done for it.

    Raises:
        InputError: A suffix is of no format, a folder is not there, or two paths are the same.
    """
    for path in paths:
        name = safe_line(str(path))
        if path.suffix not in FORMATS:
            raise InputError(f"{name}: no format of a report; use {', '.join(FORMATS)}")
        if path.is_dir() or not path.parent.is_dir():
            raise InputError(f"{name}: is a folder, or its folder is not there; make it first")
    if len({path.resolve() for path in paths}) < len(paths):
        raise InputError("two reports go to the same file; name another with --report")


def write(report: Report, path: Path) -> None:
    """Write a report as the suffix says, in place of what was there.

    Raises:
        InputError: It cannot be written.
    """
    _write(FORMATS[path.suffix](report), path)


def write_comment(report: Report, path: Path) -> None:
    """Write a report as a comment on a pull request, in place of what was there.

    Raises:
        InputError: It cannot be written.
    """
    _write(comment(report), path)


def _write(text: str, path: Path) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{safe_line(str(path))}: cannot be written ({reason(error)})") from None


def remove(paths: Sequence[Path]) -> None:
    """Remove the reports of an earlier run, which would pass for those of one that failed."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
