"""Agreement: pairs that differ in the figure alone, and the same figure in other forms."""

import pytest

from index.exactness.agreement import agreement, asked_figures
from index.exactness.figures.scan import figures


def agrees(question, text):
    return agreement(asked_figures(question), figures(text))


PAIRS = [
    (
        "Which lamp hangs at 172.16.4.9?",
        "172.16.4.9 is the hall lamp.",
        "172.16.9.4 is the porch lamp.",
    ),
    (
        "What does clause 7.3.1 forbid?",
        "7.3.1 Fires are forbidden.",
        "7.1.3 Ball games are forbidden.",
    ),
    ("What came with release 3.20.1?", "3.20.1 brought tabs.", "3.2.1 brought menus."),
    ("Who signed on 05.06.1998?", "On 5 June 1998 Ruth signed.", "On 6 May 1998 Olaf signed."),
    ("What was bought on 9 August 2019?", "2019-08-09  A ladder", "2019-09-08  A wheelbarrow"),
    (
        "What happened in May 1987?",
        "14.05.1987: the roof fell in.",
        "14.06.1987: the roof was mended.",
    ),
    ("Who sang in the 1960s?", "In 1964 Ella Dahl sang.", "In 1974 Ruth Lie sang."),
    ("When does the pool open on Saturday?", "Saturday: 8 to 20", "Monday: 9 to 21"),
    (
        "Is there a class on Wednesday?",
        "Monday to Thursday: classes",
        "Friday to Sunday: no lessons",
    ),
    ("Which boat leaves at 17:45?", "quarter to six in the afternoon: Alma", "5:45 a.m.: Berta"),
    ("What is shut at 20:15?", "At 8.15 pm the kiosk shuts.", "At 8.15 am the kiosk opens."),
    ("What cost 3.5 million francs?", "The mast cost CHF 3,500,000.", "The keel cost CHF 350,000."),
    ("What weighs 2 tonnes?", "The bell weighs 2,000 kg.", "The clapper weighs 200 kg."),
    (
        "Which path is 4 km long?",
        "The lake path: four kilometres",
        "The hill path: four hundred metres",
    ),
    ("What does a girl of nine pay?", "Children from 7 to 10: 3 francs", "Children below 7: free"),
    (
        "What does a three-year-old pay?",
        "Children under 4 ride free.",
        "Children aged 4 to 10 pay half.",
    ),
    ("May a man of 70 ride for less?", "Persons over 65 pay half.", "Persons under 18 pay half."),
    ("What is the postage for 7 kg?", "over 5 kg up to 10 kg", "up to 5 kg"),
    ("What is in room 12?", "Room 12 holds the maps.", "Room 21 holds the globes."),
    ("Who drew chapter 9?", "Chapter IX was drawn by Ida.", "Chapter XI was drawn by Per."),
    ("What does E4 mean?", "E4: the lid is open.", "E14: the tank is empty."),
    ("Who won the third race?", "The 3rd race was won by Ona.", "The second race was won by Tuk."),
    ("Which ship carried over 900 people?", "Vega carried 950 people.", "Lyra carried 90 people."),
]


class TestPairs:
    @pytest.mark.parametrize(("question", "same", "other"), PAIRS, ids=[p[0] for p in PAIRS])
    def test_what_is_asked_for_agrees_and_its_neighbour_does_not(self, question, same, other):
        assert agrees(question, same) > 0.5
        assert agrees(question, other) < 0
        assert agrees(question, f"{other} {same}") > 0.5


class TestDoubt:
    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("3 rivers near Halden", "The five rivers of the north are long."),
            ("How long was the Seven Years War?", "It lasted nine years."),
            ("Which two rivers meet at Halden?", "The three rivers of the north are long."),
            ("What weighs 5 kg?", "It costs 7 crowns."),
            ("Who won in 1990?", "The race is 42 km long."),
            ("How old is the bridge?", "It was built in 1911."),
            ("Who has 3 boats?", "He owns 4 houses."),
            ("Who led the 9 members?", "Nobody."),
            ("Which firmware is 2.1.0?", "The clock stands at 10.1.0.0."),
        ],
    )
    def test_figures_of_different_sorts_are_not_compared(self, question, text):
        assert agrees(question, text) == 0

    def test_a_day_written_with_slashes_is_either(self):
        assert agrees("What was due on 3 April 2021?", "Due on 03/04/2021: rent") > 0
        assert agrees("What was due on 4 March 2021?", "Due on 03/04/2021: rent") > 0
        assert agrees("What was due on 04/03/2021?", "Due on 03/04/2021: rent") < 0

    def test_what_a_text_denies_is_not_what_it_says(self):
        assert agrees("What cost 3.1 million?", "It cost 2.4 million, not 3.1 million.") < 0

    def test_a_month_says_less_than_its_day(self):
        asked = "What happened on 12 March 2024?"
        assert 0 < agrees(asked, "In March 2024 it rained.") < agrees(asked, "12.3.2024: rain")

    def test_more_than_a_number_may_be_the_number(self):
        assert -0.5 < agrees("Who has 300 sheep?", "Ola has over 300 sheep.") < 0
