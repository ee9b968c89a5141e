"""The shipped reader: it tells what answers from what only looks like an answer."""

import pytest

from index.reading.reader import PassageToRead, Reader

MILL = PassageToRead(
    "The mill burned down in March 1911. The town paid half of the new one, the baker the rest.",
    heading="The history of the mill",
)
LAWN = PassageToRead("Dogs may be taken onto the lawn.", heading="House rules")
CHAPEL = PassageToRead("Dogs may not be taken into the chapel.", heading="House rules")


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


def words(reading, passage):
    return passage.text[slice(*reading.span)]


class TestReading:
    def test_finds_the_words_that_answer(self, reader):
        asked = {"When did the mill burn down?": "March 1911", "Who paid half of it?": "The town"}
        for question, answer in asked.items():
            [reading] = reader.read(question, [MILL])
            assert reading.answers > 0
            assert reading.margin > 0
            assert words(reading, MILL) == answer

    def test_refuses_what_has_the_right_names_and_not_the_fact(self, reader):
        [asked] = reader.read("Who built the mill?", [MILL])
        [told] = reader.read("When did the mill burn down?", [MILL])
        assert asked.answers < told.answers - 2

    def test_minds_the_sign(self, reader):
        lawn, chapel = reader.read("Where may dogs not go?", [LAWN, CHAPEL])
        assert lawn.answers < 0 < chapel.answers

    def test_is_the_same_whatever_else_is_read(self, reader):
        together = reader.read("Where may dogs not go?", [LAWN, CHAPEL, MILL] * 3)
        alone = [reader.read("Where may dogs not go?", [p])[0] for p in (LAWN, CHAPEL, MILL)]
        assert together == alone * 3

    def test_reads_a_passage_to_its_end_however_long_it_is(self, reader):
        long = PassageToRead("Rain fell on the hills all day. " * 80 + MILL.text)
        [reading] = reader.read("When did the mill burn down?", [long])
        assert reading.answers > 0
        assert words(reading, long) == "March 1911"

    def test_says_nothing_of_a_question_of_unknown_symbols(self, reader):
        assert reader.read("\U0001f9ff\U0001f9ff", [MILL, LAWN]) == [None, None]
