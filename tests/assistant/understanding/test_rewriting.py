"""From a follow-up and what went before to a query that stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Exchange
from assistant.understanding.rewriting import rewrite
from index.language import stem, words

PUTIN = Exchange("What did Putin promise Tajikistan in September?", "He promised help.")
BASES = Exchange("How many troops are in the 201st military base?", "6,000 to 7,000.")


class TestQuestionsThatStandAlone:
    @pytest.mark.parametrize("history", [(), (PUTIN,), (PUTIN, BASES)])
    @pytest.mark.parametrize(
        "question",
        [
            "How many people died in the gun battles in Dushanbe?",
            "Which leading expert works at the Carnegie Moscow Center?",
            "What share of remittances was lost during the recession of 2014?",
        ],
    )
    def test_they_are_searched_as_they_are(self, question, history):
        query = rewrite(question, history)
        assert (query.text, query.carried) == (question, ())

    @pytest.mark.parametrize("question", ["And him?", "Why?", "What about it?"])
    def test_without_earlier_questions_every_one_does(self, question):
        query = rewrite(question, ())
        assert (query.text, query.carried) == (question, ())


class TestFollowUps:
    @pytest.mark.parametrize(
        "question", ["And what did he want in return?", "Why did it do that?", "What about them?"]
    )
    def test_they_carry_the_words_of_the_question_before(self, question):
        query = rewrite(question, [PUTIN])
        assert "Putin" in query.carried
        assert "Tajikistan" in query.carried

    def test_words_are_carried_as_they_were_typed(self):
        assert "201st" in rewrite("Who commands it?", [BASES]).carried

    def test_words_of_the_question_itself_are_not_carried(self):
        carried = rewrite("And did he keep the promise?", [PUTIN]).carried
        assert "promise" not in carried

    def test_a_question_without_words_of_its_own_is_looked_past(self):
        assert "Putin" in rewrite("And then?", [PUTIN, Exchange("Why?", None)]).carried

    def test_names_that_an_earlier_answer_brought_up_are_carried(self):
        asked = Exchange("Who opposed the treaty?", "In the end Marta Dunn voted against it.")
        assert rewrite("Why did she do that?", [asked]).carried == (
            "opposed", "treaty", "Marta", "Dunn",
        )  # fmt: skip

    def test_the_question_that_opened_the_subject_is_still_known_after_others(self):
        history = [Exchange("How deep is the harbour of Port Vell?"), *[Exchange("And wide?")] * 4]
        assert {"harbour", "Vell"} <= set(rewrite("And how old?", history).carried)

    def test_what_was_asked_before_the_subject_changed_is_forgotten(self):
        history = [PUTIN, Exchange("What is the tallest tower in Cornwall?"), Exchange("And wide?")]
        assert rewrite("And how old?", history).carried == ("wide", "Cornwall", "tallest", "tower")

    def test_a_year_takes_the_place_of_the_one_before(self):
        asked = Exchange("How many ferries sailed in 2020?")
        assert rewrite("And in 2019?", [asked]).carried == ("ferries", "sailed")

    def test_months_and_days_are_no_subject(self):
        asked = Exchange("Who sailed?", "On Monday, 3 May, Marta Dunn sailed.")
        assert rewrite("And why?", [asked]).carried == ("sailed", "Marta", "Dunn")

    def test_words_that_say_nothing_are_not_carried(self):
        asked = Exchange("What kind of thing did they make out of tin?")
        assert rewrite("And out of copper?", [asked]).carried == ("tin",)

    @pytest.mark.parametrize(
        ("question", "carried"),
        [
            ("And the former, how old is it?", ("pier", "harbours", "wide")),
            ("How long is the second one?", ("quay", "Odd", "harbours", "wide")),
            ("Who owns the last of them?", ("dock", "harbours", "wide")),
        ],
    )
    def test_the_item_that_is_counted_comes_first_and_the_others_stay_behind(
        self, question, carried
    ):
        asked = Exchange("What harbours are wide?", "There is a pier, a quay at Odd and a dock.")
        assert rewrite(question, [asked]).carried == carried

    def test_the_names_of_the_last_two_exchanges_are_carried_and_no_older_ones(self):
        history = [
            Exchange("Who opposed the treaty?", "Marta Dunn voted against it."),
            Exchange("And who backed it?", "Olaf Berg did."),
            Exchange("And why?", "It cost little, said Ines Roth."),
        ]
        assert rewrite("And when?", history).carried == (
            "opposed", "treaty", "Ines", "Roth", "Olaf", "Berg",
        )  # fmt: skip

    def test_a_list_is_remembered_for_two_exchanges_more_and_then_forgotten(self):
        listed = Exchange("What harbours are wide?", "There is a pier, a quay at Odd and a dock.")
        later = [Exchange("And why is that?", "Nobody knows.")] * 3
        asked = "How long is the second one?"
        assert rewrite(asked, [listed, *later[:2]]).carried[0] == "quay"
        assert "quay" not in rewrite(asked, [listed, *later]).carried

    def test_a_question_without_a_name_carries_where_it_shares_a_word_with_the_one_before(self):
        asked = Exchange("How does Parliament work?", "Laws are signed by the monarch.")
        assert rewrite("Does the monarch have real authority?", [asked]).carried == (
            "Parliament", "work", "Laws",
        )  # fmt: skip

    def test_an_answer_that_is_corrected_is_no_source_of_names(self):
        asked = Exchange("Who spoke for the miners?", "Marta Dunn spoke.")
        assert rewrite("No, I meant the farmers.", [asked]).carried == ("spoke", "miners")

    def test_a_thing_that_nobody_spoke_of_is_a_new_subject(self):
        bees = Exchange("Who led the Orchard Bee Survey?", "Alma Lucero led it.")
        query = rewrite("How long did the inquiry last?", [bees])
        assert query.carried == ()
        asked = [bees, Exchange("How long did the inquiry last?", "It lasted a year.")]
        assert rewrite("who chaired it?", asked).carried == ("inquiry",)

    def test_a_thing_that_somebody_spoke_of_is_none(self):
        asked = Exchange("Who chaired the harbour inquiry?", "Helena Frost.")
        assert "harbour" in rewrite("How long did the inquiry last?", [asked]).carried

    def test_returning_to_a_subject_takes_over_nothing_that_came_later(self):
        history = [Exchange("How deep is the harbour of Port Vell?"), PUTIN]
        assert rewrite("Back to the harbour, is it wide?", history).carried == (
            "deep", "Port", "Vell",
        )  # fmt: skip

    def test_returning_to_what_was_never_said_takes_over_nothing(self):
        assert rewrite("Back to the weather, was it fine?", [PUTIN]).carried == ()

    def test_the_answer_of_an_earlier_question_is_no_condition(self):
        bare = Exchange(PUTIN.question)
        assert rewrite("What did he want?", [bare]).carried


history = st.lists(st.builds(Exchange, st.text(max_size=60), st.none() | st.text(max_size=20)))
follow_ups = st.sampled_from(["And he?", "Why is it so?", "What about those?", "So?"]) | st.text(
    max_size=60
)


class TestEveryQuestion:
    @given(question=follow_ups, history=history)
    def test_the_query_is_the_question_and_what_was_carried(self, question, history):
        query = rewrite(question, history)
        assert query.text == " ".join([question, *query.carried])

    @given(question=follow_ups, history=history)
    def test_what_is_carried_comes_from_earlier_questions_and_is_new(self, question, history):
        own = {stem(word) for word in words(question)}
        for word in rewrite(question, history).carried:
            assert any(word in f"{said.question} {said.answer}" for said in history)
            assert not {stem(part) for part in words(word)[:1]} & own

    def test_an_endless_earlier_question_carries_a_few_words(self):
        endless = Exchange(" ".join(f"word{n}" for n in range(20_000)))
        assert 0 < len(rewrite("And that?", [endless]).carried) < 20

    def test_a_history_of_five_hundred_turns_takes_no_longer_than_one_of_fifty(self):
        history = [PUTIN, *[Exchange("And how long did that endure?", "Long.")] * 500]
        query = rewrite("And why?", history)
        assert query == rewrite("And why?", history[-50:])
        assert query.carried == ("endure",)

    def test_blank_and_contradicting_questions_before_do_no_harm(self):
        history = [Exchange(""), Exchange("Is it in Peru?"), Exchange("  "), Exchange("No, Chile.")]
        assert rewrite("And how large is it?", history).carried[0] == "Chile"

    def test_an_earlier_question_of_dots_takes_no_quadratic_time(self):
        assert rewrite("And that?", [Exchange("a" + "." * 100_000)]).text.startswith("And that?")
