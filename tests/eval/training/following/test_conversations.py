"""Follow-ups: what they need, and how their conversation is told."""

import random
from collections import defaultdict
from statistics import fmean

from eval.training.following.conversations import Exchange, FollowUp, stems
from eval.training.following.made import made_follow_ups
from eval.training.following.mixture import (
    carelessly,
    is_held_out,
    shift,
    standing_alone,
    stream,
)
from eval.training.following.telling import conversation

MILL = Exchange("Where is the mill?", "Where is the mill?", "It stands in Rome. It is old.")
OWNER = Exchange("Who owns it?", "Who owns the mill?", "Anna does.")


def follow_up(question, rewrite, history=(MILL, OWNER), name="c"):
    return FollowUp("set", "1", name, history, question, rewrite)


class TestNeeded:
    def test_it_is_what_the_rewrite_has_and_the_question_lacks(self):
        row = follow_up("When did she buy it?", "When did Anna buy the mills?")
        assert row.needed == {"anna", "mill"}


class TestConversation:
    def told(self, history):
        return {conversation(history, random.Random(n)) for n in range(40)}

    def test_the_latest_exchange_comes_first_with_the_words_it_carried(self):
        assert "Who owns it? mill | Anna does. | Where is the mill? | It stands in Rome." in (
            self.told((MILL, OWNER))
        )

    def test_of_an_old_conversation_the_opening_question_stays(self):
        assert all(
            told.endswith("| Where is the mill?") for told in self.told((MILL, *[OWNER] * 7))
        )

    def test_an_exchange_without_an_answer_leaves_no_gap(self):
        assert self.told((Exchange("Who?", "Who was it?", ""),)) == {"Who was it?"}


class TestMade:
    def test_of_every_kind_words_that_are_needed_stand_in_the_conversation(self):
        findable = defaultdict(list)
        for row in made_follow_ups(700, "s"):
            said = " ".join(f"{turn.question} {turn.answer}" for turn in row.history)
            findable[row.kind].append(bool(row.needed & stems(said)))
        assert not any(findable.pop("made_other_subject"))
        assert len(findable) == 7
        assert min(map(fmean, findable.values())) > 0.7

    def test_the_second_of_three_is_the_second(self):
        rows = [row for row in made_follow_ups(700, "s") if row.kind == "made_ordinal"]
        row = next(row for row in rows if "second" in row.question)
        towns = row.history[0].answer.rstrip(".").replace(" and ", ", ").split(", ")
        assert towns[1] in row.rewrite


class TestMixture:
    def test_another_subject_needs_nothing(self):
        asked = follow_up("Is it far?", "Is Paris far?", name="d")
        row = shift(follow_up("Why?", "Why is the mill old?"), asked, random.Random(0))
        assert row.question.endswith("Is Paris far?")
        assert (row.history, row.needed) == ((MILL, OWNER), frozenset())

    def test_another_subject_is_asked_as_it_was_only_where_nothing_in_it_points_back(self):
        behind = follow_up("Why?", "Why is the mill old?")
        pointing = follow_up("When did it close?", "When did the school close?", name="d")
        bare = follow_up("When did the school close?", "When did the old school close?", name="d")
        rng = random.Random(0)
        assert all(
            shift(behind, pointing, rng).question.endswith("school close?") for _ in range(50)
        )
        asked = {shift(behind, bare, rng).question[-26:] for _ in range(50)}
        assert any(bare.question.endswith(each[-15:]) and "old" not in each for each in asked)

    def test_the_rewrite_itself_needs_nothing(self):
        row = standing_alone(follow_up("Why?", "Why is the mill old?"))
        assert (row.question, row.needed) == ("Why is the mill old?", frozenset())

    def test_careless_typing_changes_nothing_of_what_is_needed(self):
        row = follow_up("When did she buy it?", "When did Anna buy the mill?")
        for n in range(50):
            assert {"anna", "mill"} <= carelessly(row, random.Random(n)).needed

    def test_the_name_of_a_conversation_decides_whether_it_is_held_out(self):
        held = [is_held_out(follow_up("Why?", "Why?", name=str(n))) for n in range(1_600)]
        assert 70 < sum(held) < 130

    def test_the_same_seed_gives_the_same_rows(self):
        rows = [follow_up("Why?", "Why is the mill old?", name=str(n)) for n in range(9)]
        once, again = ([next(s) for _ in range(50)] for s in (stream(rows, 0), stream(rows, 0)))
        assert once == again
