"""Where sentences begin and end, as offsets; sentencex finds them, abbreviations are told apart here."""

from collections.abc import Iterator

from index.documents import Span, trim
from index.passages.abbreviations import LONGEST, goes_on, hidden_end

_PLAIN_SPACES = {code: " " for code in range(0x3001) if chr(code).isspace()}
"""sentencex 1.0 panics on an initial followed by a wide or no-break space, so it sees plain ones."""


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
        if spans and _goes_on(text, spans[-1], span):
            span = (spans.pop()[0], span[1])
        spans += _divided(text, span)
    return spans


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
