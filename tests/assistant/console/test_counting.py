import pytest

from assistant.console.counting import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 questions"), (1, "1 question"), (1200, "1,200 questions")]
)
def test_one_thing_is_not_several(number, words):
    assert counted(number, "question") == words
