"""What no two recordings can have in common, and what it is called in all of them."""

import re

RULES = {
    "when a chat began": (rb"\d{4}-\d\d-\d\d-\d{6}", b"<time>"),
    "when a question was asked": (rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", b"<time>"),
    "when a chat last grew": (rb"\d{4}-\d\d-\d\d \d\d:\d\d", b"<time>"),
    "how long an evaluation took": (
        rb"in \d+\.\d s, p50 \d+\.\d ms, p95 \d+\.\d ms each",
        b"in <seconds>",
    ),
    "the name of an index, of its sources' places": (
        rb"(indexes/\d+-)[0-9a-f]{16}",
        rb"\1<digest>",
    ),
    "the name of labels, of their sources' places": (
        rb"(labels/[\w-]+-)[0-9a-f]{8}\b",
        rb"\1<digest>",
    ),
}
"""By what each stands for: the bytes, and the words in their place."""


def normalised(data, places):
    """Return what was said with places, by their absolute paths, and all of ``RULES`` renamed."""
    for path, name in places.items():
        data = data.replace(str(path).encode(), name.encode())
    for pattern, words in RULES.values():
        data = re.sub(pattern, words, data)
    return data
