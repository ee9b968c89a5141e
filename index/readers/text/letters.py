"""Letters: who writes, from where and when stands above the salutation, and is no title."""

import re
from collections.abc import Sequence

_MOST_LINES = 12
"""Above the first thing that is said."""
_MOST_BELOW = 4
"""Lines in which a letter is signed."""
_SALUTATION = re.compile(
    r"(?:(?:My )?Dear|To whom it may concern|Sehr geehrte[rs]?|Liebe[rs]?|Ch(?:er|ère)s?|Madame|Monsieur"
    r"|Estimad[oa]s?|Querid[oa]s?|Gentil[ei]|Egregi[oa]|Car[oa]|Geachte|Beste|Bästa|Kj?ære)\b[^.?\n]{0,60}[,:!]",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:\b\d{1,2}(?:\.|st|nd|rd|th)?\s+[^\W\d_]{3,12}\.?,?\s+\d{4}|\b[^\W\d_]{3,12}\s+\d{1,2},\s+\d{4}"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{4}|\b\d{4}-\d{2}-\d{2})\Z"
)


def has_letterhead(labels: Sequence[str]) -> bool:
    """Whether a text is a letter whose first line says who signs it, or ends with the date.

    Args:
        labels: The lines of the text, in order.
    """
    if not any(map(_SALUTATION.fullmatch, labels[1:_MOST_LINES])):
        return False
    return labels[0] in labels[-_MOST_BELOW:] or _DATE.search(labels[0]) is not None
