"""The language of a text is told by its words, then by what it states, then by its script."""

import pytest

from index.language.recognition import language_among, language_of

GERMAN = "Die Kapelle steht am Ufer des Flusses. Sie wurde von dem Baumeister Kestner errichtet."
ENGLISH = "The chapel stands on the bank of the river. It was built by the mason Johann Kestner."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (ENGLISH, "en"),
        ("Le moulin se trouve à l'entrée du village. Il a été construit par une famille.", "fr"),
        ("El faro fue construido por un ingeniero y su luz se ve desde la isla.", "es"),
        ("Il faro è stato costruito da un ingegnere e la sua luce si vede dall'isola.", "it"),
        ("O farol foi construído por um engenheiro e a sua luz vê-se da ilha, não do porto.", "pt"),
        ("De kapel staat aan de oever van de rivier en werd door een meester gebouwd.", "nl"),
        (
            "Kaplica stoi nad brzegiem rzeki i została zbudowana przez mistrza, który był z Gdańska.",
            "pl",
        ),
        ("Башня была построена в 1903 году. Сейчас в ней находится музей.", "ru"),
        ("Вежа була збудована у 1903 році, а зараз у ній є музей, який працює щодня.", "uk"),
        ("Ο φάρος χτίστηκε το 1874 από τον μηχανικό.", "el"),
        ("青石桥位于柳河镇的东边，建于1523年。", "zh"),
        ("白浜灯台は1891年に建てられました。", "ja"),
        ("교회는 1890년에 지어졌습니다.", "ko"),
        ("โบสถ์สร้างในปี 1890", "th"),
        ("بني البرج عام 1903. والآن يوجد فيه متحف يفتح أبوابه كل يوم.", "ar"),
        ("برج در سال ۱۹۰۳ ساخته شد. اکنون موزه‌ای در آن قرار دارد که هر روز باز است.", "fa"),
        ("یہ مینار 1903 میں بنایا گیا تھا۔ اب اس میں ایک عجائب گھر ہے۔", "ur"),
    ],
)
def test_a_text_is_in_the_language_of_its_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "42", "Brannau; Kestner; 1742", "x = y + 1", "…", "The album T.A.P.O.A.F.O.M."]
)
def test_a_text_that_says_too_little_is_in_the_language_that_it_states_or_english(text):
    assert language_of(text) == "en"
    assert language_of(text, "nb-no") == "no"


def test_a_question_without_a_letter_of_its_own_is_in_the_language_of_its_script():
    assert language_among("مدرسه در سال ساخته شد", ["en", "fa"]) == "fa"


def test_what_a_text_states_does_not_count_against_its_words():
    assert language_of(GERMAN, "en-us") == "de"
    assert language_of(ENGLISH, "de") == "en"


def test_names_and_quotations_of_another_language_change_nothing():
    assert language_of("Teams of the NFL (Los Angeles Rams, San Diego Chargers, Las Vegas)") == "en"
    assert language_of(f"{ENGLISH} He called it 白浜灯台, or Die Kapelle von Brannau.") == "en"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wann wurde die Kapelle gebaut?", "de"),
        ("When was the chapel built?", "en"),
        ("Когда построили башню?", "ru"),
        ("Kestner?", "en"),
    ],
)
def test_a_question_is_in_one_of_the_languages_that_it_can_be_in(question, language):
    assert language_among(question, ("de", "en", "ru")) == language


def test_where_there_is_one_language_a_question_is_in_that():
    assert language_among("When was the chapel built?", ("de",)) == "de"
