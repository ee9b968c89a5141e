"""Measures: what is measured otherwise than a question asks for is told from what may answer it."""

import pytest

from index.exactness.measures import is_measured_otherwise

OTHERWISE = [
    ("How much does the boat cost?", "27 kg", "It weighs 27 kg."),
    ("What does the boat weigh?", "900 euros", "It costs 900 euros."),
    ("How long is the boat?", "27 kg", "It weighs 27 kg."),
    ("How old was the keeper?", "12 km", "He walked 12 km."),
    ("What do guests pay a year?", "8 euros", "Guests pay 8 euros a day or 45 euros a month."),
    ("How much is the monthly rent?", "90 crowns", "The rent is 90 crowns per week."),
]
ALIKE = [
    ("How much does the boat cost?", "900 euros", "It costs 900 euros."),
    ("How much does the boat cost?", "900", "It costs 900 and weighs 27 kg."),
    ("How long is the boat?", "4 m", "It is 4 m long."),
    ("How long does it take?", "two hours", "It takes two hours."),
    ("How much does it weigh?", "40 pounds", "It weighs 40 pounds."),
    ("What do guests pay a month?", "8 euros", "Guests pay 8 euros a day or 45 euros a month."),
    ("What do guests pay a year?", "90 euros", "Guests pay 90 euros."),
    ("How much do they pay annually?", "90 euros", "They pay 90 euros every year."),
    ("When is the day held every year?", "in May", "It is held in May, at 8 euros a day."),
]


@pytest.mark.parametrize(("question", "answer", "sentence"), OTHERWISE)
def test_what_is_of_another_sort_is_measured_otherwise(question, answer, sentence):
    assert is_measured_otherwise(question, answer, sentence)


@pytest.mark.parametrize(("question", "answer", "sentence"), ALIKE)
def test_what_may_be_meant_is_not(question, answer, sentence):
    assert not is_measured_otherwise(question, answer, sentence)
