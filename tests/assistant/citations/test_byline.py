"""Who wrote a document, to whom and when, as people cite it."""

import pytest

from assistant.citations.byline import byline
from index.metadata import UNKNOWN, Metadata


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        (
            Metadata(sender="K. Holm", recipients=("the board",), date="2021-05-04 09:30"),
            "K. Holm to the board, 4 May 2021",
        ),
        (Metadata(("Kim Holm", "Per Berg"), date="2021-05"), "Kim Holm and Per Berg, May 2021"),
        (Metadata(("Kim", "Per", "Ada"), date="2021"), "Kim and 2 others, 2021"),
        (Metadata(recipients=("Per",)), "to Per"),
        (Metadata(date="2021-12-31"), "31 December 2021"),
        (Metadata(language="en", tags=("mill",)), ""),
        (UNKNOWN, ""),
    ],
)
def test_says_what_is_known(metadata, said):
    assert byline(metadata) == said
