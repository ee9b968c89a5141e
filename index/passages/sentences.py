"""Where sentences begin and end, as offsets; sentencex finds them, abbreviations are told apart here."""

import re
from collections.abc import Iterator

from index.documents import Span, trim
from index.passages.abbreviations import LONGEST, goes_on, hidden_end

_PLAIN_SPACES = {code: " " for code in range(0x3001) if chr(code).isspace()}
"""sentencex 1.0 panics on an initial followed by a wide or no-break space, so it sees plain ones."""


_LABEL = re.compile(
    r"\W{0,2}(?:[^\W\d_]{2,12}\s)?(?:\d{1,4}(?:\.\d{1,4})*|[A-Za-z]|[IVXLCivxlc]{1,7})[.):]{1,2}"
)
"""The number of an item, a clause or an article: ``3.``, ``(b)``, ``Article II.``"""
_CLOSING = re.compile(r"(?:[*_]{1,3}|~~|`)(?!\S)")
"""The end of an emphasis that a sentence ends with."""
_LONGEST_STRETCH = 20_000
"""Characters; sentencex is quadratic in the number of quotation marks."""


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]``, each without surrounding white space.

    Together they hold every non-blank character of the stretch, in order.
    """
    spans: list[Span] = []
    for boundary in _boundaries(text, start, end):
        span = trim(text, *boundary)
        if span[0] == span[1]:
            continue
        is_labelled = len(spans) == 1 and _is_label(text, spans[0], span)
        if spans and (is_labelled or _goes_on(text, spans[-1], span)):
            span = (spans.pop()[0], span[1])
        elif spans and span[0] == spans[-1][1] and (closing := _CLOSING.match(text, *span)):
            spans[-1] = (spans[-1][0], closing.end())
            span = trim(text, closing.end(), span[1])
        spans += _divided(text, span) if span[0] < span[1] else ()
    return spans


def _is_label(text: str, first: Span, following: Span) -> bool:
    """Whether what begins a paragraph is only the number of what follows on its line."""
    is_beside = "\n" not in text[first[1] : following[0]]
    return is_beside and _LABEL.fullmatch(text, *first) is not None


def _goes_on(text: str, last: Span, span: Span) -> bool:
    before = text[max(last[0], last[1] - LONGEST - 1) : last[1]]
    return goes_on(before, text[last[1] : min(span[0] + LONGEST, span[1])])


def _divided(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while (length := hidden_end(text[start:end])) is not None:
        yield start, start + length
        start, _ = trim(text, start + length, end)
    yield start, end


def _boundaries(text: str, start: int, end: int) -> Iterator[Span]:
    """Return what sentencex takes for sentences; it reads a long stretch in parts.

    A part may end within a sentence, so its last one is read again with the next part.
    """
    from sentencex import get_sentence_boundaries

    while start < end:
        stop = min(start + _LONGEST_STRETCH, end)
        stretch = text[start:stop].translate(_PLAIN_SPACES)
        found = [
            (start + boundary["start_index"], start + boundary["end_index"])
            for boundary in get_sentence_boundaries("en", stretch)
        ]
        if stop < end and len(found) > 1:
            stop = found.pop()[0]
        yield from found
        start = stop
