"""Exporting pins: as Markdown, HTML, Word or JSON lines, every citation in full."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.console.safe_text import safe_line, safe_text
from assistant.console.streams import reason
from assistant.pins.pin import Pin
from assistant.rendering.markdown import above, escaped, quoted_lines
from assistant.rendering.marking import Mark, Stretch, marked, readable
from assistant.rendering.turns import address, source
from assistant.sessions.file import write_here, write_private
from index.errors import InputError
from index.files.json_lines import dump

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


_LOOKS = (
    "<style>body{max-width:42em;margin:2em auto;padding:0 1em;font:1em/1.5 serif}"
    "blockquote{margin:1em 0;padding-left:1em;border-left:3px solid #767676}"
    "footer{font-size:.85em;overflow-wrap:anywhere}u{font-weight:bold}</style>"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A pin as people read it; all of it safe to show.

    Args:
        question: What it answered.
        note: What is said of it; may be empty.
        stretches: The quote, with what stands out in it.
        cited: Title, section, page.
        proof: The document, the place in it, and its hash.
    """

    question: str
    note: str
    stretches: Sequence[Stretch]
    cited: str
    proof: str

    @property
    def paragraphs(self) -> list[list[Stretch]]:
        """The quote, cut at its line breaks."""
        found: list[list[Stretch]] = [[]]
        for stretch in self.stretches:
            first, *others = stretch.text.split("\n")
            found[-1].append(stretch._replace(text=first))
            found += [[stretch._replace(text=text)] for text in others]
        return [part for part in found if any(stretch.text.strip() for stretch in part)]


def entry(pin: Pin) -> Entry:
    """Return a pin as people read it."""
    passage, citation = pin.passage, pin.passage.citation
    where, offsets = address(citation)
    return Entry(
        safe_line(pin.turn.question),
        safe_text(pin.note),
        readable(
            marked(passage, pin.turn.answer.certainty, as_it_stands=True),
            citation.document,
            safe_text,
        ),
        safe_line(source(citation)),
        safe_line(f"{where} {offsets}, SHA-256 {citation.sha256}"),
    )


def export_pins(name: str, pins: Sequence[Pin], path: Path) -> None:
    """Write pins to a file, in the form that its name ends with.

    Args:
        name: That of their collection.
        pins: Those that are written, in order.
        path: The file, which is not there yet, in a folder that is.

    Raises:
        InputError: There is no such form, or the file is there or cannot be written.
    """
    write = FORMS.get(path.suffix.lower())
    if not write:
        raise InputError(f"{path}: ends with no form of an export; name one of {', '.join(FORMS)}")
    if path.exists():
        raise InputError(f"{path}: is there already, and nothing is replaced; name another file")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}; make it first")
    try:
        write_private(path, write(name, pins))
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({reason(error)})") from None


def export_pins_here(name: str, pins: Sequence[Pin], form: str) -> Path:
    """Write pins into the current directory, in one of ``FORMS``; return where.

    The file is called as their collection is, with a number where that name is taken.

    Raises:
        InputError: It cannot be written.
    """
    return write_here(name, form, FORMS[form](name, pins))


def _markdown(name: str, pins: Sequence[Pin]) -> bytes:
    lines = [f"# {escaped(name)}"]
    for number, pin in enumerate(pins, 1):
        one = entry(pin)
        lines += [f"## {escaped(one.question)}"]
        lines += [escaped(one.note)] if one.note else []
        quote = "\n>\n> ".join(quoted_lines(pin.passage, pin.turn.answer.certainty))
        lines += [
            f"{above(pin.passage)}> {quote}",
            f"[{number}] — {escaped(one.cited)}  \n{escaped(one.proof)}",
        ]
    return ("\n\n".join(lines) + "\n").encode()


def _html(name: str, pins: Sequence[Pin]) -> bytes:
    parts = [
        f"<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>{escape(name)}</title>",
        _LOOKS,
        f"<h1>{escape(name)}</h1>",
    ]
    for number, one in enumerate(map(entry, pins), 1):
        quote = "".join(f"<p>{''.join(map(_in_html, part))}</p>" for part in one.paragraphs)
        note = f"<p>{escape(one.note)}</p>\n" if one.note else ""
        cited = f"[{number}] — {escape(one.cited)}<br>{escape(one.proof)}"
        parts.append(
            f"<h2>{escape(one.question)}</h2>\n{note}"
            f"<blockquote>{quote}<footer>{cited}</footer></blockquote>"
        )
    return ("\n".join(parts) + "\n</html>\n").encode()


def _in_html(stretch: Stretch) -> str:
    tag = {Mark.SENTENCE: "strong", Mark.WORDS: "u", Mark.PERHAPS: "em"}.get(stretch.mark)
    return f"<{tag}>{escape(stretch.text)}</{tag}>" if tag else escape(stretch.text)


def _word(name: str, pins: Sequence[Pin]) -> bytes:
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.add_heading(name, 0)
    for number, one in enumerate(map(entry, pins), 1):
        document.add_heading(one.question, 1)
        if one.note:
            document.add_paragraph(one.note)
        for part in one.paragraphs:
            _add_runs(document.add_paragraph(style="Quote"), part)
        cited = document.add_paragraph(f"[{number}] — {one.cited}\n{one.proof}")
        cited.paragraph_format.left_indent = Pt(18)
        for run in cited.runs:
            run.font.size = Pt(9)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_runs(paragraph: "Paragraph", part: Sequence[Stretch]) -> None:
    for stretch in part:
        run = paragraph.add_run(stretch.text)
        run.italic = stretch.mark is Mark.PERHAPS
        run.bold = stretch.mark in {Mark.SENTENCE, Mark.WORDS}
        run.underline = stretch.mark is Mark.WORDS


def _lines(name: str, pins: Sequence[Pin]) -> bytes:
    del name
    return "".join(f"{dump(pin.record.fields())}\n" for pin in pins).encode("ascii")


FORMS: Mapping[str, Callable[[str, Sequence[Pin]], bytes]] = {
    ".md": _markdown,
    ".html": _html,
    ".docx": _word,
    ".jsonl": _lines,
}
"""What writes pins, by the ends of the names of files."""
