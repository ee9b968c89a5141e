"""Subtitles: cues between times, as ``.srt`` and ``.vtt`` files have them, pasted as text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.documents import Block, BlockKind, trim
from index.readers.text.speakers import SPEAKER_LEVEL

_TIMES = re.compile(
    r"^[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\r\n]*",
    re.MULTILINE,
)
_NUMBER = re.compile(r"(?:^|[\r\n])[ \t]*[^\s\r\n][^\r\n]{0,40}(?:\r\n|\r|\n)\Z")
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_VOICE = re.compile(r"<v(?:\.[\w.]*)?\s+([^>]{1,80})>|^[-–]\s*([A-Z][\w .]{1,40}):\s", re.MULTILINE)  # noqa: RUF001
_NAME = r"^[ \t]*([A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,3}):[ \t]+(?=\S)"  # noqa: RUF001
_NAMED = re.compile(_NAME, re.MULTILINE)
_VOICE_OR_NAME = re.compile(f"{_VOICE.pattern}|{_NAME}", re.MULTILINE)
_FEWEST_CUES, _FEWEST_NAMED = 2, 3
_ENDED = re.compile(r"(?:[.!?…。—–]|--)[\"'”’)»*_]*\Z")  # noqa: RUF001
_BEGINS = re.compile(r"[-–—(\[♪<>]")  # noqa: RUF001
"""With which a cue does not go on with what the last one said."""
_FEWEST_ENDED = 10
"""Cues of which one has to end a sentence; what is recognised by machines has no such ends."""
_LONGEST = 500
"""Characters over which cues are taken for one sentence."""


def cues(text: str) -> list[Block]:
    """Return the blocks of subtitles: what is said as paragraphs, who speaks as headings.

    Numbers and times lie in no passage. Empty where a text is none.
    """
    times = list(_TIMES.finditer(text))
    if len(times) < _FEWEST_CUES:
        return []
    voices = _VOICE_OR_NAME if _names_speakers(text) else _VOICE
    blocks: list[Block] = []
    at = 0
    for found in times:
        number = _NUMBER.search(text, max(at, found.start() - 60), found.start())
        start = max(number.start(), at) if number else found.start()
        blocks += _said(text, at, start, voices if blocks else None)
        blocks += _metadata(text, start, found.end())
        at = found.end()
    return [*_joined(text, [*blocks, *_said(text, at, len(text), voices)])]


def _names_speakers(text: str) -> bool:
    """Whether lines begin with names that come back."""
    names = [found[1] for found in _NAMED.finditer(text)]
    return len(names) >= _FEWEST_NAMED and 3 * len({*names}) <= 2 * len(names)


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the blocks, those that go on with a sentence told; no text without ends of sentences has any."""
    said = [block for block in blocks if block.kind is BlockKind.BODY]
    ended = sum(_is_ended(text, block) for block in said)
    last: Block | None = None
    begun = 0
    for block in blocks:
        if block.kind is BlockKind.BODY:
            if (
                last
                and ended * _FEWEST_ENDED >= len(said)
                and not _is_ended(text, last)
                and not (_BEGINS.match(text, block.start) or _NAMED.match(text, block.start))
                and block.end - begun <= _LONGEST
            ):
                yield replace(block, kind=BlockKind.CONTINUED)
            else:
                begun = block.start
                yield block
            last = block
            continue
        if block.kind is not BlockKind.METADATA:
            last = None
        yield block


def _is_ended(text: str, block: Block) -> bool:
    is_heard = text[block.start] in "([♪" and text[block.end - 1] in ")]♪"
    return is_heard or _ENDED.search(text, max(block.start, block.end - 10), block.end) is not None


def _said(text: str, start: int, end: int, voices: re.Pattern[str] | None) -> Iterator[Block]:
    """Give what is said after a time; what stands before the first, or after a blank line, is not.

    ``voices`` finds who speaks; none before the first time.
    """
    if not voices:
        yield from _metadata(text, start, end)
        return
    start, _ = trim(text, start, end)
    blank = _BLANK.search(text, start, end)
    stop = blank.start() if blank else end
    at = start
    for voice in voices.finditer(text, start, stop):
        yield from _stretch(text, at, voice.start())
        name = next(filter(None, voice.groups())).strip()
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
