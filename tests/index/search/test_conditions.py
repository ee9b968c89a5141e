"""Conditions on what documents say of themselves."""

import pytest

from index.metadata import UNKNOWN, Metadata
from index.search.conditions import Condition, ConditionError

LETTER = Metadata(
    sender="Kim Holm", recipients=("The Board",), date="2021-05-04 09:30", language="en-gb"
)
PAPER = Metadata(("José Arce", "Per Berg"), date="2021", tags=("mill", "fire brigade"))


class TestWhatHolds:
    @pytest.mark.parametrize(
        "text",
        [
            "author=Holm", "sender = kim", "to=board", "recipient=The BOARD", "date=2021",
            "date=2021-05", "date=2021-05-04", "date >= 2021-05", "date>2021-04", "date<2021-06",
            "date<=2021-05-04", "date = 4 May 2021", "date!=2020", "language=en", "lang=EN_gb",
            "title=roof", "title='old roof'", "author!=Berg", "tag!=mill", "language!=de",
        ],
    )  # fmt: skip
    def test_of_a_letter(self, text):
        assert Condition.parse(text).holds("The old roof", LETTER)

    @pytest.mark.parametrize(
        "text",
        [
            "author=Berg", "author!=Holm", "recipient=Holm", "date>2021-05-04", "date<2021",
            "date=2021-06", "date!=2021", "language=e", "language=de", "title=roofs", "tag=mill",
        ],
    )  # fmt: skip
    def test_not_of_a_letter(self, text):
        assert not Condition.parse(text).holds("The old roof", LETTER)

    @pytest.mark.parametrize(
        ("text", "holds"),
        [
            ("author=jose", True),
            ("author=Berg", True),
            ('author="José Berg"', False),
            ("tag=fire", True),
            ("date>=2021-05", True),
            ("date>2021-05", False),
            ("sender=Arce", False),
        ],
    )
    def test_of_a_paper_of_two_whose_day_is_unknown(self, text, holds):
        assert Condition.parse(text).holds("", PAPER) is holds

    @pytest.mark.parametrize("text", ["date<2030", "date=2021", "author=Holm", "language=en"])
    def test_nothing_where_a_document_does_not_say(self, text):
        assert not Condition.parse(text).holds("", UNKNOWN)
        assert not Condition.parse("date>1000").holds("", UNKNOWN)


class TestWhatIsNone:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Holm", "is no condition; write one such as author=Holm or date>=2021-05"),
            ("author=", "is no condition"),
            ("colour=red", "there is no field colour; fields are author, date, language, "),
            ("date=spring", "is no date; write 2021, 2021-05 or 2021-05-04"),
            ("author>Holm", "only dates are before or after others; write = or !="),
            ("tag=…", "has no word to look for"),
            ("author=" + "x" * 994, "has more than 1,000 characters"),
            ("author=x" + " " * 60_000, "has more than 1,000 characters"),
        ],
        ids=["sign", "value", "field", "date", "order", "word", "long", "blanks"],
    )
    def test_says_why(self, text, says):
        with pytest.raises(ConditionError, match=f"^{says.replace('?', '.')}"):
            Condition.parse(text)
