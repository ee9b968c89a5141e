"""Subtitles: cues between times, as ``.srt`` and ``.vtt`` files have them, pasted as text."""

import re
from collections.abc import Iterator

from index.documents import Block, BlockKind, trim
from index.readers.text.speakers import SPEAKER_LEVEL

_TIMES = re.compile(
    r"^[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\r\n]*",
    re.MULTILINE,
)
_NUMBER = re.compile(r"(?:^|[\r\n])[ \t]*[^\s\r\n][^\r\n]{0,40}(?:\r\n|\r|\n)\Z")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_VOICE = re.compile(r"<v(?:\.[\w.]*)?\s+([^>]{1,80})>|^[-–]\s*([A-Z][\w .]{1,40}):\s", re.MULTILINE)  # noqa: RUF001
_FEWEST_CUES = 2


def cues(text: str) -> list[Block]:
    """Return the blocks of subtitles: what is said as paragraphs, who speaks as headings.

    Numbers and times lie in no passage. Empty where a text is none.
    """
    times = list(_TIMES.finditer(text))
    if len(times) < _FEWEST_CUES:
        return []
    blocks: list[Block] = []
    at = 0
    for found in times:
        number = _NUMBER.search(text, max(at, found.start() - 60), found.start())
        start = max(number.start(), at) if number else found.start()
        blocks += _said(text, at, start, is_cue=bool(blocks))
        blocks += _metadata(text, start, found.end())
        at = found.end()
    return [*blocks, *_said(text, at, len(text), is_cue=True)]


def _said(text: str, start: int, end: int, *, is_cue: bool) -> Iterator[Block]:
    """Give what is said after a time; what stands before the first, or after a blank line, is not."""
    if not is_cue:
        yield from _metadata(text, start, end)
        return
    start, _ = trim(text, start, end)
    blank = _BLANK.search(text, start, end)
    stop = blank.start() if blank else end
    at = start
    for voice in _VOICE.finditer(text, start, stop):
        yield from _stretch(text, at, voice.start())
        name = (voice[1] or voice[2]).strip()
        yield Block(BlockKind.SPEAKER, *trim(text, *voice.span()), SPEAKER_LEVEL, name)
        at = voice.end()
    yield from _stretch(text, at, stop)
    yield from _metadata(text, stop, end)


def _stretch(text: str, start: int, end: int) -> Iterator[Block]:
    start, end = trim(text, start, end)
    if start < end:
        yield Block(BlockKind.BODY, start, end)


def _metadata(text: str, start: int, end: int) -> Iterator[Block]:
    start, end = trim(text, start, end)
    if start < end:
        yield Block(BlockKind.METADATA, start, end)
