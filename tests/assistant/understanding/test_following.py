"""From a follow-up and what went before to the words that are searched along with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Exchange, Query
from assistant.understanding.following import needed_words
from index.following import ToldWord
from index.following.carrier import Carrier
from index.language import stem, typed_words, words

PUTIN = Exchange("What did Putin promise Tajikistan in September?", "He promised help.")
BASES = Exchange("How many troops are in the 201st military base?", "6,000 to 7,000.")
HARBOURS = Exchange("What harbours are wide?", "There is a pier, a quay at Odd and a dock.")


@pytest.fixture(scope="module")
def carried():
    """What the shipped carrier names: the words that a question carries after a history."""
    carrier = Carrier()

    def carried(question, history):
        return tuple(told.word for told in needed_words(question, history, carrier.read))

    return carried


def every(probability):
    """Say the same of every word."""
    return lambda _, texts: [
        [ToldWord(word.group(), probability) for word in typed_words(text)] for text in texts
    ]


def spoken(question, history, probability=1.0):
    return tuple(told.word for told in needed_words(question, history, every(probability)))


class TestTheShippedCarrier:
    @pytest.mark.parametrize(
        "question",
        [
            "How many people died in the gun battles in Dushanbe?",
            "What is photosynthesis?",
            "Who is Malashenko?",
            "Now something else: how high is the tower?",
        ],
    )
    def test_names_nothing_for_a_question_that_stands_alone(self, carried, question):
        assert carried(question, (PUTIN, BASES)) == ()

    @pytest.mark.parametrize(
        "question", ["And what did he want in return?", "Why did it do that?", "What about them?"]
    )
    def test_names_what_a_question_points_back_at(self, carried, question):
        assert {"Putin", "Tajikistan"} & set(carried(question, [PUTIN]))

    def test_names_whom_an_answer_brought_up(self, carried):
        asked = Exchange("Who opposed the treaty?", "In the end Marta Dunn voted against it.")
        assert {"Marta", "Dunn"} <= set(carried("Why did she do that?", [asked]))

    def test_does_not_carry_a_crowd_into_a_question_of_its_own(self, carried):
        said = "Cheese spread from Europe, Central Asia, the Middle East and the Sahara."
        asked = Exchange("Where do people make cheese?", said)
        assert carried("Do all cheeses need to be refrigerated?", [asked]) == ()

    def test_knows_the_subject_after_several_short_questions(self, carried):
        history = [Exchange("How deep is the harbour of Port Vell?"), *[Exchange("And wide?")] * 4]
        assert "Vell" in carried("And how old?", history)


class TestWhichWords:
    def test_those_that_are_probable_enough(self):
        def told(_, texts):
            return [[ToldWord("tin", 0.31), ToldWord("zinc", 0.29)] for _ in texts]

        assert [word.word for word in needed_words("And why?", [PUTIN], told)] == ["tin"]

    def test_fewer_where_the_question_stands_alone(self):
        question = "How many people died in the gun battles in Dushanbe?"
        assert spoken(question, [PUTIN], 0.59) == ()
        assert spoken(question, [PUTIN], 0.6) != ()

    def test_of_one_who_is_named_alone_what_was_asked_of_the_one_before(self):
        dahl = Exchange("Where was Mr Dahl in February?", "Mr Dahl was in Crete.")
        brandt = Exchange("What about Mr Brandt?", None, Query("", ("February",)))
        assert spoken("What about Mr Brandt?", [dahl]) == ("February",)
        assert spoken("And Anna Haugen?", [dahl, brandt]) == ("February",)
        assert "Dahl" in spoken("And in March?", [dahl])
        assert "Dahl" in spoken("And who is Brandt?", [dahl])

    def test_as_ever_where_several_were_named(self):
        asked = Exchange("What did Dahl say about Crete?", "He loves it.")
        assert "Dahl" in spoken("And Oslo?", [asked])

    def test_the_likeliest_of_many_in_the_order_of_the_conversation(self):
        listed = [f"tin{letter}" for letter in "bcdfghjklmnp"]

        def told(_, texts):
            asked = [ToldWord(word, 0.3 + n / 100) for n, word in enumerate(listed)]
            return [asked, *[[]] * len(texts[1:])]

        found = needed_words("And why?", [PUTIN], told)
        assert [word.word for word in found] == listed[-8:]

    def test_an_earlier_exchange_comes_before_a_later_one_and_a_question_before_its_answer(self):
        history = [Exchange("Is tin mined?", "In Cornwall."), Exchange("Is copper?", "In Chile.")]
        assert spoken("And that?", history) == ("tin", "mined", "Cornwall", "copper", "Chile")

    def test_a_word_that_is_said_twice_counts_as_it_is_most_probable(self):
        def told(_, texts):
            assert len(texts) == 2
            return [[ToldWord("Tin", 0.4)], [ToldWord("tins", 0.9)]]

        history = [Exchange("Is tin mined?", "Yes, tin is.")]
        assert needed_words("And that?", history, told) == (ToldWord("Tin", 0.9),)

    def test_none_that_the_question_has_itself(self):
        assert "promise" not in spoken("And did he keep the promises?", [PUTIN])

    def test_none_that_says_nothing(self):
        asked = Exchange("What kind of thing did they make out of tin?")
        assert spoken("And out of copper?", [asked]) == ("tin",)

    def test_a_year_takes_the_place_of_the_one_before(self):
        asked = Exchange("How many ferries sailed in 2020?")
        assert spoken("And in 2019?", [asked]) == ("ferries", "sailed")


class TestPointingIntoAList:
    @pytest.mark.parametrize(
        ("question", "item"),
        [
            ("And the former, how old is it?", "pier"),
            ("How long is the second one?", "quay"),
            ("Who owns the last of them?", "dock"),
        ],
    )
    def test_the_item_that_is_counted_comes_first_and_the_others_stay_behind(self, question, item):
        found = spoken(question, [HARBOURS])
        assert found[0] == item
        assert not {"pier", "quay", "dock"} - {item} & set(found)
        assert "harbours" in found

    def test_the_others_stay_behind_wherever_they_were_named(self):
        later = Exchange("Who owns the pier?", "Odd owns the pier in Vell.")
        found = spoken("How long is the last of them?", [HARBOURS, later])
        assert found[0] == "dock"
        assert "Vell" in found
        assert "pier" not in found

    def test_a_list_is_remembered_for_two_exchanges_more_and_then_forgotten(self):
        later = [Exchange("And why is that?", "Nobody knows.")] * 3
        asked = "How long is the second one?"
        assert spoken(asked, [HARBOURS, *later[:2]])[0] == "quay"
        assert spoken(asked, [HARBOURS, *later])[0] != "quay"


class TestLongLists:
    PRESENT = Exchange("Who was there?", "Ann, Boris, Carla, David and Edith were in the hall.")

    def test_are_left_behind_bar_what_is_nearly_certain(self):
        assert spoken("Who voted against?", [self.PRESENT], 0.89) == ("hall",)
        assert "Carla" in spoken("Who voted against?", [self.PRESENT], 0.9)

    def test_are_those_of_five_items_and_more(self):
        asked = Exchange("Who was there?", "Ann, Boris, Carla and David were in the hall.")
        assert "Carla" in spoken("Who voted against?", [asked], 0.5)


class TestChangesOfSubject:
    def test_returning_to_a_subject_takes_over_nothing_that_came_later(self):
        history = [Exchange("How deep is the harbour of Port Vell?"), PUTIN]
        found = spoken("Back to the harbour, is it wide?", history)
        assert found == ("deep", "Port", "Vell")

    def test_returning_to_what_was_never_said_takes_over_nothing(self):
        assert spoken("Back to the weather, was it fine?", [PUTIN]) == ()


history = st.lists(st.builds(Exchange, st.text(max_size=60), st.none() | st.text(max_size=20)))
follow_ups = st.sampled_from(["And he?", "Why is it so?", "What about those?", "So?"]) | st.text(
    max_size=60
)


class TestEveryQuestion:
    @given(question=follow_ups, history=history)
    def test_what_is_carried_comes_from_the_conversation_and_is_new(self, question, history):
        own = {stem(word) for word in words(question)}
        carried = spoken(question, history)
        assert len(carried) <= 8
        for word in carried:
            assert any(word in f"{said.question} {said.answer}" for said in history)
            assert not {stem(part) for part in words(word)[:1]} & own

    @pytest.mark.parametrize("question", ["And him?", "Why?", "What about it?"])
    def test_without_earlier_questions_it_stands_alone(self, question):
        assert spoken(question, ()) == ()

    def test_only_the_latest_exchanges_are_read_and_of_them_a_part(self):
        read = []

        def told(_, texts):
            read.append(texts)
            return [[] for _ in texts]

        long = Exchange("why " * 2_000, "because " * 200_000)
        needed_words("And why?", [PUTIN] * 10_000 + [long] * 6, told)
        needed_words("And why?", [long] * 6, told)
        assert read[0] == read[1]
        assert sum(map(len, read[0])) <= 12 * 400

    def test_blank_questions_and_missing_answers_are_passed_over(self):
        history = [Exchange(""), Exchange("Is it in Peru?"), Exchange("", "")]
        assert spoken("And how large is it?", history) == ("Peru",)

    def test_an_earlier_question_of_dots_takes_no_quadratic_time(self):
        assert spoken("And that?", [Exchange("a" + "." * 100_000)]) == ()
