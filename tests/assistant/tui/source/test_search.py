import pytest

from assistant.tui.source.search import Search


def found(text, needle):
    search = Search(text, needle)
    return list(zip(search.starts, search.ends, strict=True))


class TestWhatIsFound:
    def test_every_place_in_order(self):
        assert found("mill and mill", "mill") == [(0, 4), (9, 13)]

    def test_in_any_case_where_the_needle_has_no_capitals(self):
        assert found("Mill MILL mill", "mill") == [(0, 4), (5, 9), (10, 14)]

    def test_in_its_own_case_where_it_has_some(self):
        assert found("Mill MILL mill", "Mill") == [(0, 4)]

    def test_a_phrase_across_the_end_of_a_line(self):
        assert found("the old\r\n  mill", "old mill") == [(4, 15)]

    def test_a_word_with_space_beside_it(self):
        assert found("art, start, art !", " art ") == [(11, 16)]

    def test_what_means_something_in_patterns_is_taken_as_it_stands(self):
        assert found("a.b (c) a+b", "a.b") == [(0, 3)]
        assert found("a.b (c) a+b", "(") == [(4, 5)]

    def test_offsets_are_those_of_the_raw_text(self):
        assert found("\x1b[31mİ\u0301 mill", "MILL".lower()) == [(8, 12)]

    @pytest.mark.parametrize("needle", ["", " ", "\t ", "miller"])
    def test_nothing_for_a_blank_needle_or_one_that_is_not_there(self, needle):
        assert found("The mill burned.", needle) == []

    @pytest.mark.parametrize("needle", ["a b", " a", "a "])
    def test_a_megabyte_of_spaces_is_searched_at_once(self, needle):
        text = "a" + " " * 1_000_000 + "a"
        assert len(found(text, needle)) == (needle != "a b")


class TestWhereToGo:
    def test_to_the_first_from_a_place_on_and_round_the_end(self):
        search = Search("mill mill mill", "mill")
        assert [search.first_from(offset) for offset in (0, 1, 5, 11)] == [0, 1, 1, 0]

    def test_to_those_that_reach_into_a_line(self):
        search = Search("one mill two mill three", "mill")
        assert list(search.within(0, 5)) == [0]
        assert list(search.within(7, 14)) == [0, 1]
        assert list(search.within(8, 13)) == []
