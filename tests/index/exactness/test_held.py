"""How much of a question stands in a text is told by the words of its language."""

import pytest

from index.exactness.held import share_held


@pytest.mark.parametrize(
    ("question", "text", "language", "share"),
    [
        ("Wie hoch ist der Turm?", "Der Turm ist 31 Meter hoch.", "de", 1.0),
        ("Was kostet das Flugzeug?", "Der Turm kostete 900 Taler.", "de", 0.5),
        ("Where is Brannau?", "Die Kapelle von Brannau steht am Ufer.", "de", 1.0),
        ("Где находится библиотека?", "Сейчас в башне находится музей.", "ru", 0.5),
        ("Кто изобрёл телефон?", "Сейчас в башне находится музей.", "ru", 0.0),
        ("桥有多长？", "桥长四十五米，有五个桥洞。", "zh", 1.0),
        ("飞机票多少钱？", "桥长四十五米，有五个桥洞。", "zh", 0.0),
        ("灯台は何年に建てられましたか。", "灯台は1891年に建てられました。", "ja", 1.0),
        ("図書館はどこにありますか。", "灯台は1891年に建てられました。", "ja", 0.0),
        ("¿Qué es?", "La torre.", "es", 1.0),
    ],
)
def test_share(question, text, language, share):
    assert share_held(question, text, language) == share
