"""The words of a text are counted as its language forms them, without its stop words."""

import pytest

from index.language import content_words, placed_words, terms


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("de", "die Häuser", "das Haus"),
        ("fr", "les églises", "l'église"),
        ("es", "las iglesias", "¿Qué es la iglesia?"),
        ("it", "l'arte", "dell'arte"),
        ("ru", "башни", "в башне"),
    ],
)
def test_forms_of_a_word_are_one_term(language, text, other):
    assert terms(text, language) == terms(other, language) != []


def test_stop_words_are_those_of_the_language():
    assert content_words("Wann war der Krieg?", "de") == ["krieg"]
    assert content_words("The war", "en") == ["war"]


def test_a_language_without_stemmer_or_list_keeps_its_words_as_they_are():
    assert terms("Nyumba kubwa", "sw") == ["nyumba", "kubwa"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("石橋", ["石橋"]),
        ("青石桥是", ["青石", "石桥", "桥是"]),
        ("塔は古い", ["塔", "は", "古", "い"]),
        ("AI技術とデータ", ["ai", "技術", "と", "デー", "ータ"]),
        ("1523年 建", ["1523", "年", "建"]),
        ("วัด", ["วั", "ัด"]),
        ("교회는", ["교회", "회는"]),
    ],
)
def test_where_no_spaces_divide_words_pairs_of_one_script_are_counted(text, found):
    assert content_words(text, "zh") == found


def test_where_no_spaces_divide_words_each_character_stands_somewhere():
    assert list(placed_words("青石桥 Ann-Lee")) == [
        ("青", (0, 1)),
        ("石", (1, 2)),
        ("桥", (2, 3)),
        ("ann", (4, 11)),
        ("lee", (4, 11)),
    ]
