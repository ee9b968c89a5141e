"""How probable it is that the first passage answers."""

from dataclasses import replace

import pytest

from assistant.answering import Certainty
from assistant.confidence import (
    RANKED,
    SURE,
    UNSURE,
    certainty_of,
    confidence,
    evidence,
    lacks_kind,
    lacks_name,
)
from index.passages.passage import Passage
from index.search.scored_passage import Contribution, ScoredPassage
from index.signals.registry import WEIGHTS

TEXT = "The mayor, Marta Dunn, closed the bridge in March."
PASSAGE = Passage("a.txt", "News from Port Vell", 0, len(TEXT), TEXT, (), 1, ((0, len(TEXT)),))


def scored(value=0.5, passage=PASSAGE):
    said = tuple(Contribution(name, value, 0.0) for name in WEIGHTS)
    return ScoredPassage(passage, value, passage.sentences[0], said)


class TestConfidence:
    @pytest.mark.parametrize("value", [-1.0, 0.0, 0.5, 1.0])
    def test_it_is_a_probability(self, value):
        assert 0 < confidence("What was closed?", scored(value)) < 1

    def test_better_signals_make_it_higher(self):
        assert confidence("What was closed?", scored(0.8)) > confidence("What?", scored(0.4))

    def test_a_name_that_the_passage_lacks_makes_it_lower(self):
        asked = confidence("What did Mayor Dunn close?", scored())
        assert confidence("What did Mayor Smith close?", scored()) < asked

    @pytest.mark.parametrize(
        ("question", "certainty"),
        [
            ("Wie hoch ist der Turm?", Certainty.SURE),
            ("Was kostet der Turm?", Certainty.UNSURE),
            ("Wo liegt die Bibliothek?", Certainty.NO),
        ],
    )
    def test_in_another_language_words_that_the_passage_lacks_bound_it(self, question, certainty):
        text = "Der Turm ist 31 Meter hoch."
        passage = Passage("a.txt", "Brannau", 0, len(text), text, (), 1, ((0, len(text)),))
        german = scored(1.0, replace(passage, language="de"))
        assert certainty_of(confidence(question, german)) is certainty
        assert certainty_of(confidence(question, scored(1.0, passage))) is Certainty.SURE

    def test_a_missing_kind_of_answer_makes_it_lower(self):
        without = replace(PASSAGE, text=TEXT.replace("March", "spring"))
        asked = "When was the bridge closed?"
        assert confidence(asked, scored(passage=without)) < confidence(asked, scored())

    def test_reading_counts_where_the_passage_was_read(self):
        yes, no = (replace(scored(), read=probability) for probability in (0.9, 0.1))
        assert confidence("Who?", yes) > confidence("Who?", no)

    def test_a_passage_that_ends_by_asking_the_same_answers_no_more_than_was_read_in_it(self):
        text = f"{TEXT} Who opened it?"
        sentences = (PASSAGE.sentences[0], (len(TEXT) + 1, len(text)))
        asking = replace(PASSAGE, text=text, end=len(text), sentences=sentences)
        read = replace(scored(0.9, asking), read=0.1)
        assert confidence("Who opened it?", read) == 0.1
        assert confidence("Who closed the bridge?", read) > 0.5

    def test_words_that_measure_something_else_are_never_sure(self):
        text = "The scull Kittiwake weighs 27 kg."
        passage = replace(PASSAGE, text=text, end=len(text), sentences=((0, len(text)),))
        found = replace(scored(1.0, passage), read=0.9, answer=(27, 32))
        assert confidence("What does the scull Kittiwake weigh?", found) > SURE
        assert confidence("How much does the scull Kittiwake cost?", found) < SURE

    def test_the_deputy_of_who_is_asked_for_is_never_sure(self):
        text = "Deputy Mayor Sunde opened the fair."
        passage = replace(PASSAGE, text=text, end=len(text), sentences=((0, len(text)),))
        best = replace(scored(1.0, passage), answer=(13, 18), read=0.99)
        assert certainty_of(confidence("Who is the mayor?", best)) is not Certainty.SURE
        assert certainty_of(confidence("Who opened the fair?", best)) is Certainty.SURE

    @pytest.mark.parametrize("probability", [0.0, 1.0])
    def test_a_reading_without_any_doubt_leaves_it_a_probability(self, probability):
        assert 0 < confidence("Who?", replace(scored(), read=probability)) < 1

    def test_a_question_that_nobody_could_read_is_judged_by_the_ranking_alone(self):
        assert confidence("Who?", scored()) == RANKED.probability(evidence("Who?", scored()))

    @pytest.mark.parametrize(
        ("probability", "certainty"),
        [
            (UNSURE - 1e-6, "no"),
            (UNSURE, "unsure"),
            (SURE - 1e-6, "unsure"),
            (SURE, "sure"),
        ],
    )
    def test_the_operating_points_are_those_that_are_stated(self, probability, certainty):
        assert certainty_of(probability) == certainty

    def test_it_knows_nothing_of_other_passages(self):
        assert confidence("Who?", scored()) == confidence(
            "Who?", replace(scored(), also=(PASSAGE,))
        )


class TestFigures:
    TEXT = "Clause 4.2.1 says that dogs stay on the lead."
    PASSAGE = replace(PASSAGE, text=TEXT, end=len(TEXT), sentences=((0, len(TEXT)),))

    def test_another_figure_in_its_place_is_no_answer(self):
        best = scored(1.0, self.PASSAGE)
        assert confidence("What does clause 4.1.2 say?", best) < UNSURE
        assert confidence("What does clause 4.2.1 say?", best) > UNSURE

    def test_another_year_may_be(self):
        text = "Ada sang in 1990."
        best = scored(1.0, replace(self.PASSAGE, text=text, sentences=((0, len(text)),)))
        assert confidence("Who sang in 1991?", best) > UNSURE


class TestWhatAPassageLacks:
    def test_a_name_in_its_text_or_title_is_not_missing(self):
        assert not lacks_name("Did Marta Dunn’s bridge lead to Vell?", scored())

    def test_a_number_that_it_does_not_hold_is_missing(self):
        assert lacks_name("What was closed in 1998?", scored())

    @pytest.mark.parametrize(
        "asked", ["1 250 000 crowns", "1.25 million crowns", "1,250,000 crowns"]
    )
    def test_a_number_that_it_holds_in_another_form_is_not(self, asked):
        text = "The bridge cost 1.25 million crowns."
        passage = replace(PASSAGE, text=text, end=len(text), sentences=((0, len(text)),))
        assert not lacks_name(f"What cost {asked}?", scored(passage=passage))

    def test_a_name_that_only_opens_the_question_is_no_name(self):
        assert not lacks_name("Bridges?", scored())

    def test_a_question_that_expects_no_kind_misses_none(self):
        assert not lacks_kind("Why was it closed?", scored())
