"""Plain text: title, headings and paragraphs recognised as a reader would see them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.documents import Block, BlockKind, Document, trim
from index.readers.charsets import decode
from index.readers.format import Reading
from index.readers.text.headings import heading_levels, raise_headings_below_title
from index.readers.text.letters import has_letterhead
from index.readers.text.lines import RULE, Line, logical_lines
from index.readers.text.replies import replies
from index.readers.text.rows import DRAWN, with_rows
from index.readers.text.speakers import QUESTION_LEVEL, SPEAKER_LEVEL, Turn, is_name, turns
from index.readers.text.statements import looks_like_heading, says_something
from index.readers.text.subtitles import cues
from index.readers.titles import is_counted

_MOST_FRONT_LINES = 12
"""Lines at the top among which a headline may be repeated."""
_LONGEST_STANDFIRST = 300
_LONGEST_CREDIT = 100
"""Characters."""
_CREDIT = re.compile(
    r"(?i:(?:photo |image |picture )?credits?\s*:|(?:photo|image|picture|photograph)(?:\s+by\b|\s*:)"
    r"|©|copyright\s+(?:©|\(c\)|\d{4})|(?:published|posted|updated)\b.*\d)"
    r"|(?:By|BY)\s+[A-Z][\w.'’-]*\s+[A-Z]"  # noqa: RUF001
)
_SIGNS = re.compile(r"(#{1,6})\s+(?=\w)")
"""As a README without an ending has them before its headings."""
_ENDED = (".", "!", ",", ";", ":", "…", "。", "、", "؟", "۔")  # noqa: RUF001
_SAYS_SOMETHING = {*BlockKind} - {BlockKind.METADATA}


def read(data: bytes, name: str) -> Reading:
    """Read one plain-text file; see ``Format``."""
    text, problems = decode(data)
    title, blocks = structure(text)
    return Reading((Document(name, title or "", text, blocks),), problems)


def structure(text: str, title: str | None = None) -> tuple[str | None, tuple[Block, ...]]:
    """Return the title of a plain text, if it shows one, and its blocks.

    Args:
        text: The whole document.
        title: Known from elsewhere; the lines that repeat it are recognised as such.
    """
    said = cues(text)
    if said:
        return title, tuple(said)
    lines = logical_lines(text)
    labels = [text[line.start : line.end] for line in lines]
    spoken = turns(labels)
    levels = heading_levels(lines, labels, spoken)
    if has_letterhead(labels):
        levels.pop(0, None)
    else:
        title = title or _title(lines, labels, levels)
    front = _front_matter(labels, title)
    if title and labels[:1] == [title] and not front:
        raise_headings_below_title(levels)
    blocks: list[Block] = []
    quoted = replies(labels)
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if i in spoken:
            blocks += _turn(text, line, spoken[i])
            continue
        is_title = label == title
        is_furniture = _is_credit(label) or (i < front and looks_like_heading(label))
        if is_title and i == 0 and not front:
            blocks.append(Block(BlockKind.HEADING, line.start, line.end))
        elif is_title or is_furniture:
            blocks.append(Block(BlockKind.FURNITURE, line.start, line.end))
        elif levels.get(i):
            blocks.append(Block(BlockKind.HEADING, line.start, line.end, *_named(label, levels[i])))
        elif i in quoted:
            blocks.append(Block(BlockKind.QUOTED, line.start, line.end, label=quoted[i]))
        else:
            blocks.append(Block(_kind(line, label), line.start, line.end))
    title = title and _named(title, 0)[1]
    return title, _with_something_said(with_rows(text, blocks))


def _named(label: str, level: int) -> tuple[int, str]:
    """Return the level and the words of a heading; signs of Markdown before it say the level."""
    signs = _SIGNS.match(label)
    if not signs:
        return level, label
    return max(len(signs[1]) - 1, 1), label[signs.end() :].rstrip("# ")


def _kind(line: Line, label: str) -> BlockKind:
    if RULE.match(label) or DRAWN.match(label) or not label.strip("> \t"):
        return BlockKind.METADATA
    return BlockKind.PREFORMATTED if line.is_row else BlockKind.BODY


def _turn(text: str, line: Line, turn: Turn) -> Iterator[Block]:
    """Give who speaks as a heading, and what is said; a question to the next is a heading as a whole."""
    said, end = trim(text, line.start + turn.length, line.end)
    if turn.is_question:
        label = " ".join(text[said:end].split())
        label = f"{turn.name}: {label}" if is_name(turn.name) else label
        yield Block(BlockKind.HEADING, line.start, line.end, QUESTION_LEVEL, label)
        return
    _, name_end = trim(text, line.start, line.start + turn.length)
    yield Block(BlockKind.SPEAKER, line.start, name_end, SPEAKER_LEVEL, turn.name)
    if said < end:
        yield Block(BlockKind.BODY, said, end)


def _with_something_said(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks; where they are drawn lines alone, those are the text."""
    if any(block.kind in _SAYS_SOMETHING for block in blocks):
        return tuple(blocks)
    return tuple(Block(BlockKind.BODY, block.start, block.end) for block in blocks)


def _is_credit(label: str) -> bool:
    return len(label) <= _LONGEST_CREDIT and bool(
        _CREDIT.match(label) and not label.endswith(_ENDED)
    )


def _title(lines: list[Line], labels: list[str], levels: dict[int, int]) -> str | None:
    """Return the headline: the one most repeated at the top, else the heading that opens the text.

    What stands right over a fact is the heading of that fact, and not of the text, nor is the first
    of parts that are counted.
    """
    counts = Counter(filter(looks_like_heading, _top(labels)))
    repeated = [label for label, count in counts.items() if count > 1]
    if repeated:
        return max(repeated, key=lambda label: (counts[label], len(label)))
    is_over_fact = len(lines) > 1 and not lines[1].first and says_something(labels[1])
    is_one_of_many = is_counted([labels[at] for at in sorted(levels)])
    is_title = 0 in levels and not (is_over_fact or is_one_of_many or _is_credit(labels[0]))
    return labels[0] if is_title else None


def _front_matter(labels: list[str], title: str | None) -> int:
    """Return how many lines lie before the last repetition of the title at the top."""
    places = [i for i, label in enumerate(_top(labels)) if label == title]
    return places[-1] if places else 0


def _top(labels: list[str]) -> list[str]:
    """Return the lines before the first paragraph that is longer than any standfirst."""
    body = next((i for i, label in enumerate(labels) if len(label) > _LONGEST_STANDFIRST), None)
    return labels[:body][:_MOST_FRONT_LINES]
