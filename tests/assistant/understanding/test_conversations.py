"""Conversations turn by turn, with the shipped carrier: what each question has to take along."""

import pytest

from assistant.conversation import Exchange
from assistant.understanding.following import needed_words
from index.following.carrier import Carrier

TOWNS = Exchange(
    "Which towns does the coast road pass?",
    "The coast road passes three towns: Velling, Odd and Marsk.",
)
LARGEST = Exchange("Which is the largest?", "Velling is the largest and has 9,000 inhabitants.")
FERRY = Exchange(
    "How long does the ferry to Fyr take?", "It takes forty minutes and carries sixty cars."
)
TICKET = Exchange(
    "What does a ticket cost?", "A ticket costs 12 crowns, and children under six travel free."
)
CHURCH = Exchange("Who painted the church of Fyr?", "The church was painted by Maria Dahl in 1904.")
BRIDGE = Exchange(
    "How much will the bridge over the Tarn cost?",
    "The engineers estimate that it will cost 4.2 million crowns.",
)
PRESENT = Exchange(
    "Who was present at the council meeting?",
    "Present: Ann Keller, Boris Lund, Carla Mendez, David Osei, Edith Price and Greta Stone.",
)
LINCOLN = Exchange(
    "Where did Lincoln watch the comet?",
    "Abraham Lincoln watched the comet from the porch of his hotel in Jonesboro.",
)
CHEESE = Exchange(
    "Where was cheese first made?",
    "It may have been discovered by people in Europe, Central Asia, the Middle East or the Sahara.",
)
NAMES = {"Ann", "Keller", "Boris", "Lund", "Carla", "Mendez", "David", "Osei", "Edith", "Greta"}

CONVERSATIONS = {
    "a pronoun": ([BRIDGE], "Who voted against it?", {"bridge"}, set()),
    "a fragment": ([FERRY, TICKET], "Do children pay?", {"Fyr"}, set()),
    "a name that an answer brought up": ([CHURCH], "When did she die?", {"Maria", "Dahl"}, set()),
    "an ordinal": ([TOWNS], "How old is the second one?", {"Odd"}, {"Velling", "Marsk"}),
    "an ordinal a turn later": (
        [TOWNS, LARGEST],
        "And the second one, when was it founded?",
        {"Odd"},
        {"Velling", "Marsk"},
    ),
    "what somebody does with a list of names": (
        [PRESENT],
        "Who voted against?",
        {"council"},
        NAMES,
    ),
    "a correction": (
        [FERRY, TICKET],
        "No, I mean the lighthouse: who built it?",
        set(),
        {"ferry", "ticket", "Fyr"},
    ),
    "a return": (
        [FERRY, CHURCH],
        "Back to the ferry: how many cars does it carry?",
        set(),
        {"church", "Maria", "Dahl"},
    ),
    "a question of its own": (
        [CHEESE],
        "Do all cheeses need to be refrigerated?",
        set(),
        {"Europe", "Asia", "Sahara", "people"},
    ),
    "another subject": (
        [LINCOLN],
        "How many cars does the ferry Amalia carry?",
        set(),
        {"Lincoln", "comet", "porch"},
    ),
    "another subject, announced": (
        [LINCOLN, TOWNS],
        "Now something else: who was Maria Dahl?",
        set(),
        {"Lincoln", "comet", "Odd", "coast"},
    ),
}


@pytest.fixture(scope="module")
def carrier():
    return Carrier()


@pytest.mark.parametrize("turn", CONVERSATIONS)
def test_takes_along_what_it_needs_and_nothing_of_the_rest(carrier, turn):
    history, question, needed, others = CONVERSATIONS[turn]
    carried = {told.word for told in needed_words(question, history, carrier.read)}
    assert needed <= carried
    assert not others & carried
