"""The newest first of what answers about as well."""

import pytest

from index.passages.passage import Passage
from index.search.newest import newest_first
from index.search.scored_passage import ScoredPassage


def scored(date, score, read=None):
    passage = Passage("a", "A", 0, 4, "Yes.", (), 1, ((0, 4),), date=date)
    return ScoredPassage(passage, score, (0, 4), (), read=read)


def order(passages):
    found = newest_first(passages)
    return [each.passage.date for each in sorted(found, key=lambda one: -one.score)]


def test_what_scores_about_as_well_is_in_the_order_of_dates():
    found = [scored("2019", 0.7), scored("", 0.69), scored("2021-05-04", 0.65), scored("2020", 0.6)]
    assert order(found) == ["2021-05-04", "2020", "2019", ""]


def test_a_time_tells_messages_of_a_day_apart():
    assert (
        order([scored("2021-05-04 09:30", 0.7), scored("2021-05-04 17:00", 0.6)])[0][-5:] == "17:00"
    )


@pytest.mark.parametrize(
    "other",
    [scored("2021", 0.3, 0.9), scored("2021", 0.69, 0.1)],
    ids=["far below", "read as none"],
)
def test_what_does_not_answer_as_well_stays_behind_however_new(other):
    assert order([scored("2019", 0.7, 0.9), other]) == ["2019", "2021"]


def test_scores_change_hands_and_say_so():
    first, second = newest_first([scored("2019", 0.7), scored("2021", 0.6)])
    assert second.score == pytest.approx(0.7)
    assert first.score == pytest.approx(0.6, abs=1e-5)
    assert [sum(c.part for c in each.contributions) for each in (first, second)] == [
        pytest.approx(-0.1, abs=1e-5),
        pytest.approx(0.1),
    ]


def test_what_is_in_order_already_stays_as_it_is():
    found = [scored("2021", 0.7), scored("2019", 0.6)]
    assert newest_first(found) == found
