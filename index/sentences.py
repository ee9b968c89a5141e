"""Where sentences begin and end, as offsets; the splitting itself is sentencex's."""

Span = tuple[int, int]
"""``[start, end)`` in code points of the document's text."""

_PLAIN_SPACES = {code: " " for code in range(0x3001) if chr(code).isspace()}
"""sentencex 1.0 panics on an initial followed by a wide or no-break space, so it sees plain ones."""


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]``, each without surrounding white space.

    Together they hold every non-blank character of the stretch, in order.
    """
    from sentencex import get_sentence_boundaries

    stretch = text[start:end].translate(_PLAIN_SPACES)
    spans = []
    for boundary in get_sentence_boundaries("en", stretch):
        span = trim(text, start + boundary["start_index"], start + boundary["end_index"])
        if span[0] < span[1]:
            spans.append(span)
    return spans


def trim(text: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` without the white space at either side; empty where all is blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
