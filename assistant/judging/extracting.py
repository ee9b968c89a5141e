"""Extracting: the quotations and the cited claims of a text in Markdown, or in plain paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from assistant.judging.naming import Names, Said, all_said, without_markers
from assistant.quotations.skeleton import skeleton

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)")
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
_REFERENCE = re.compile(
    r"^[ \t]*(?:\[\^?([\w-]{1,20})\](:?)|(\d{1,3})[.)])[ \t]+(\S.*)$", re.MULTILINE
)
_BLOCK = re.compile(r"(?:^.*\S.*$\n?)+", re.MULTILINE)
_SIGN = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_ATTRIBUTION = re.compile(r"\s*(?:[—–-]|\(|\[|【|[Ss]ource)")  # noqa: RUF001
_CITATION = re.compile(r"\s*(?:\[\^?[\w-]{1,20}\]\s*)?[—\u2013]\s(?!.*[.!?]\s*\Z)", re.DOTALL)
"""Where what is below a quotation begins that says where it stands, and is no sentence."""
_CLOSING = re.compile(
    r"[*_]*(?:\([^()\n]*\)|\[[^\[\]\n]*\]|(?<=\s)[—\u2013]\s[^—\u2013\n]+|(?<=\s)[Ss]ource:[^\n]*)[*_.\s]*\Z"
)
"""The end of a line that may say where the line stands."""
_LONGEST_CLOSING = 300
"""Characters."""
_MOST_CITED = 20
"""Sources of one quotation."""
_SOURCE_LINE = re.compile(r"\n[ \t]*[—\u2013][ \t].*\Z", re.DOTALL)
"""Where a sentence ends in a line that says where it stands."""
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])[.\s]*")
"""What only says where something stands."""
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_SENTENCE_END = re.compile(
    r"[.!?][\"'”\u2019»)\]]*(?:\s*(?:\[\^?[\w-]{1,40}\]|【[^】]{0,100}】))*"
    r"\s+(?=[\"'“\u2018«„(\[A-ZÀ-Þ*_])"
)
_PAIRS = re.compile(
    r"„([^„“”]+)[“”]|“([^“”]+)”|«([^«»]+)»|»([^«»]+)«"
    r"|(?<![\w\"])\"(?=\S)([^\"]*[^\s\"])\"(?![\w\"])"
    r"|(?<!\w)‘([^‘]*?[^\s‘])’(?!\w)"  # noqa: RUF001
)
_FEWEST_WORDS = 2
"""Words of a quotation; one alone, unless it is a figure, is a word that is spoken of."""
_FEWEST_OF_CLAIM = 4


@dataclass(frozen=True, slots=True)
class Extract:
    """A quotation, or a claim that a document is cited for.

    ``line`` counts from 1; ``said`` is where it is said to stand, which may be nowhere. ``whole`` is a
    quotation together with the end that was taken for where it stands; empty where nothing was.
    """

    text: str
    line: int
    said: Said
    is_claim: bool = False
    whole: str = ""


def extracts(text: str, names: Names, *, claims: bool = True) -> list[Extract]:
    """Return what a text quotes and, unless told otherwise, claims, in order.

    Args:
        text: The text.
        names: What it may call documents.
        claims: Whether sentences without a quotation that cite a document are returned too.
    """
    text = _COMMENT.sub(_blank, _without_code(text))
    references: dict[str, Said] = {}
    for match in _REFERENCE.finditer(text):
        label, colon, number, rest = match.groups()
        # Without a colon it may be an item of the text, which quotes something, or cites what is above.
        is_item = _PAIRS.search(rest) or _is_below_quotation(text, match.start())
        if (colon or not is_item) and (said := names.mentions(rest)):
            references[label or number] = all_said(said)
    text = _REFERENCE.sub(
        lambda match: _blank(match) if (match[1] or match[3]) in references else match[0], text
    )
    work = _Extracting(text, names.with_references(references))
    found = [one for one in work.extracts() if claims or not one.is_claim]
    return sorted(found, key=lambda one: one.line)


def _without_code(text: str) -> str:
    """Return a text with blank lines in place of code between fences, which end with the text."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        is_code = bool(fence)
        if not fence and match:
            fence, is_code = match[1], True
        elif fence and match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
        lines.append(" " * len(line) if is_code else line)
    return "\n".join(lines)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


class _Extracting:
    """The work on one text."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._blocks = [match.span() for match in _BLOCK.finditer(text)]
        self._cited_to = 0
        self._line_ends = [match.start() for match in re.finditer("\n", text)]

    def extracts(self) -> Iterator[Extract]:
        for number, (start, end) in enumerate(self._blocks):
            for first, last, is_quoted in _stretches(self._text, start, end):
                if is_quoted:
                    yield from self._block_quotation(number, first, last)
                else:
                    yield from self._paragraph(first, last)

    def _line(self, at: int) -> int:
        return bisect_left(self._line_ends, at) + 1

    def _block_quotation(self, number: int, start: int, end: int) -> Iterator[Extract]:
        """Give the quotation that lines behind ``>`` are, but for where they say it stands."""
        lines = self._text[start:end].split("\n")
        bare = [_SIGN.sub("", line) for line in lines]
        cited: list[str] = []
        while bare and (not bare[-1].strip() or self._is_attribution(bare[-1])):
            cited.append(bare.pop())
        whole = "\n".join(bare).strip()
        quoted = whole
        while len(cited) < _MOST_CITED and (closing := self._closing(quoted)):
            cited.append(closing)
            quoted = quoted.removesuffix(closing).rstrip()
        said = all_said([one for line in reversed(cited) for one in self._names.mentions(line)])
        if said == Said():
            said = self._said_beside(number, start, end)
        if skeleton(quoted):
            yield Extract(quoted, self._line(start), said, whole="" if quoted == whole else whole)

    def _begins_with_source(self, line: str) -> bool:
        # A title makes a source of the whole line, wherever in it that stands.
        line = f"{line} "
        return any(one.start == 0 and one.end < len(line) for one in self._names.mentions(line))

    def _closing(self, quoted: str) -> str:
        """Return the end of what is quoted that says where it stands; empty where none does."""
        closing = _CLOSING.search(quoted[-_LONGEST_CLOSING:])
        return closing[0] if closing and self._names.mentions(closing[0]) else ""

    def _is_attribution(self, line: str) -> bool:
        return bool(_ATTRIBUTION.match(line) and self._names.mentions(line))

    def _said_beside(self, number: int, start: int, end: int) -> Said:
        """Return what the lines after a quotation say of it, or else the one before."""
        first, last = end, self._blocks[number][1]
        if not self._text[first:last].strip() and number + 1 < len(self._blocks):
            first, last = self._blocks[number + 1]
        lines = self._text[first:last].splitlines(keepends=True)
        of_source = 1 + sum(1 for _ in takewhile(self._begins_with_source, lines[1:]))
        cited = "".join(lines[:of_source])
        if self._is_attribution(cited):
            if _CITATION.match(cited):
                self._cited_to = first + len(cited)
            mentions = self._names.mentions(cited)
            named = [one for one in mentions if one.said.documents] or mentions
            return all_said(named[:1])
        before = self._text[self._blocks[number][0] : start].strip()
        earlier = self._blocks[max(number - 1, 0) : number]
        before = before or "".join(self._text[slice(*span)] for span in earlier).strip()
        line = before.rpartition("\n")[2]
        return all_said(self._names.mentions(line)) if line.endswith(":") else Said()

    def _paragraph(self, start: int, end: int) -> Iterator[Extract]:
        paragraph = self._text[start:end]
        quotations = [match for match in _PAIRS.finditer(paragraph) if self._is_quotation(match)]
        for number, match in enumerate(quotations):
            before = quotations[number - 1].end() if number else 0
            after = [following.start() for following in quotations[number + 1 : number + 2]]
            said = self._said_around(paragraph, match, before, *after)
            yield Extract(_inside(match), self._line(start + match.start()), said)
        if paragraph.lstrip().startswith(("#", "|")):
            return
        for first, last in _sentences(paragraph):
            if start + first < self._cited_to:
                continue
            if not any(first < match.end() and match.start() < last for match in quotations):
                yield from self._claim(paragraph[first:last], start + first)

    def _is_quotation(self, match: re.Match[str]) -> bool:
        inside = _inside(match)
        is_long = len(inside.split()) >= _FEWEST_WORDS or any(map(str.isdigit, inside))
        return is_long and bool(skeleton(inside)) and not self._names.is_title(inside)

    def _said_around(
        self, paragraph: str, match: re.Match[str], before: int, after: int | None = None
    ) -> Said:
        """Return what is said of a quotation behind it in its sentence, or else before it."""
        rest = paragraph[match.end() : after]
        if self._names.mentions(rest[: _to_sentence_end(rest)]):
            return self._names.mentions(rest[: _to_sentence_end(rest)])[0].said
        lead = paragraph[before : match.start()]
        ends = [end.end() for end in _SENTENCE_END.finditer(lead)]
        mentions = self._names.mentions(lead[ends[-1] if ends else 0 :])
        return mentions[-1].said if mentions and not before else Said()

    def _claim(self, sentence: str, at: int) -> Iterator[Extract]:
        mentions = self._names.mentions(sentence)
        if not mentions or sentence.rstrip().endswith(":") or _BRACKETED.fullmatch(sentence):
            return
        claim = sentence
        for mention in reversed(mentions):
            if mention.end - mention.start < len(
                sentence
            ):  # else the title is part of what is said
                claim = claim[: mention.start] + claim[mention.end :]
        claim = _SOURCE_LINE.sub("", claim)
        claim = re.sub(r"[(\[`]\s*(?:,?\s*pp?\.?\s*\d+)?\s*[)\]`]", "", without_markers(claim))
        claim = " ".join(_ITEM.sub("", claim).replace("**", "").split())
        claim = re.sub(r"\s+(?=[.,;:!?])", "", claim)
        if len(_words(claim)) >= _FEWEST_OF_CLAIM:
            first = len(sentence) - len(sentence.lstrip())
            yield Extract(claim, self._line(at + first), all_said(mentions), is_claim=True)


def _is_below_quotation(text: str, at: int) -> bool:
    """Whether the last line before a place that says something is behind ``>``."""
    while at and text[at - 1].isspace():
        at -= 1
    return _SIGN.match(text[text.rfind("\n", 0, at) + 1 : at]) is not None


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Give the stretches of a block, and whether each consists of lines behind ``>``."""
    at = start
    first, was = start, None
    for line in text[start:end].splitlines(keepends=True):
        is_quoted = bool(_SIGN.match(line))
        if was is not None and is_quoted is not was:
            yield first, at, was
            first = at
        was = is_quoted
        at += len(line)
    if was is not None:
        yield first, end, was


def _inside(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        yield start, end.end()
        start = end.end()
    yield start, len(paragraph)


def _to_sentence_end(text: str) -> int:
    end = _SENTENCE_END.search(text)
    return end.end() if end else len(text)


def _words(text: str) -> list[str]:
    """Return the words of a text that have a letter or a digit."""
    return [word for word in text.split() if skeleton(word)]
