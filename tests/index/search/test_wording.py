"""The words of a question are read by its language and by those of the documents."""

import pytest

from index.readers.text.reader import read
from index.search.candidates import best_by_words
from index.search.spelling import correct
from index.search.wording import Wording, is_mentioned
from index.storage.memory import Memory

GERMAN = "Die Kirchen am Fluss wurden im Krieg von den Soldaten zerstört. Sie sind nun Häuser."
ENGLISH = "The war was over when the troops of the king had left the houses by the river."
CHINESE = "青石桥位于柳河镇的东边，建于1523年。"


@pytest.fixture
def place(fake_encoder):
    texts = {"de.txt": GERMAN, "en.txt": ENGLISH, "zh.txt": CHINESE}
    return Memory.of(
        [d for name, text in texts.items() for d in read(text.encode(), name).documents],
        fake_encoder,
    )


def test_an_index_tells_the_languages_of_its_documents(place):
    assert place.languages == ("de", "en", "zh")


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Welche Kirche war das?", "de.txt"),
        ("Which house was it?", "en.txt"),
        ("How long was the war?", "en.txt"),
        ("哪座石桥？", "zh.txt"),
    ],
)
def test_a_question_finds_other_forms_of_its_words(place, question, document):
    assert [found.document for found in best_by_words(place, question, 1)] == [document]


def test_a_word_that_the_language_of_a_question_lacks_is_read_by_that_of_a_document(place):
    wording = Wording.of("What is a Kirche?", place)
    assert (wording.language, wording.terms("Kirche")) == ("en", ["kirch"])


def test_the_words_of_a_question_are_kept_with_their_terms(place):
    readings = Wording.of("Which houses, which house?", place).readings(
        "Which houses, which house?"
    )
    assert readings == {"houses": "hous", "house": "hous"}


def test_stop_words_and_forms_that_documents_have_are_not_mistyped(place):
    question = "Wessen Kirche wurde zerstörte?"
    assert correct(question, Wording.of(question, place), lambda _: False) == (question, ())


@pytest.mark.parametrize(
    ("word", "is_held"), [("Kirche", True), ("Sie", True), ("Bahnhof", False), ("石桥", True)]
)
def test_a_word_is_mentioned_in_any_form_of_a_language(place, word, is_held):
    assert is_mentioned(word, place, place.choose()) == is_held
