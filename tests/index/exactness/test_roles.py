import pytest

from index.exactness.fits import fits
from index.exactness.roles import is_of_another


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who is the mayor?", "Deputy Mayor Sunde opened the fair."),
        ("Who is the minister of trade?", "The former Minister Ada Moe wrote a book."),
        ("Who chairs it as president?", "Its vice-president took the chair."),
    ],
)
def test_a_deputy_or_one_before_is_not_the_one_who_is_asked_for(question, text):
    assert is_of_another(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who is the deputy mayor?", "Deputy Mayor Sunde opened the fair."),
        ("Who was the minister?", "The former Minister Ada Moe wrote a book."),
        ("Who is the mayor?", "Mayor Dahl and Deputy Mayor Sunde opened the fair."),
        ("Who opened the fair?", "Deputy Mayor Sunde opened the fair."),
        ("Who is late?", "The late train left."),
    ],
)
def test_who_is_meant_is(question, text):
    assert not is_of_another(question, text)


def test_the_sentence_of_the_holder_fits_better():
    text = "Deputy Mayor Sunde opened the fair. The mayor is Henrik Dahl."
    other, holder = fits("Who is the mayor?", (), text, [(0, 35), (36, 61)])
    assert other.agreement < holder.agreement
