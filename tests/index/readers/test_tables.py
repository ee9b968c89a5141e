"""Which rows of a table name its columns, and what cells span."""

import pytest

from index.readers.tables import Cell, Grid, header_rows


class TestHeaders:
    @pytest.mark.parametrize(
        ("rows", "count"),
        [
            ([["Bay", "Load", "Depth"], ["Bay 1", "3 t", "2 m"]], 1),
            ([["Name", "Fee"], ["Ada", "5"], ["Per", "9"]], 1),
            ([["Name", "Fee", "Room"], ["Ada", "free", "blue"], ["Per", "9", "2"]], 1),
            ([["", "Day", "Night"], ["Boats", "free", "shut"], ["Cars", "shut", "shut"]], 1),
            ([["L", "Summer", "Summer"], ["L", "In", "Out"], ["8 m", "1", "2"]], 2),
            ([["Trade", "2019", "2020"], ["Fish", "3", "4"]], 1),
            ([["Office", "Budget 2024", "Staff"], ["Roads", "42", "7"], ["Parks", "9", "3"]], 1),
            ([["Region", "Sales 2023", "Head"], ["North", "1", "Mia"], ["South", "2", "Tom"]], 1),
            ([["Ada", "Oslo", "Born 1980"], ["Per", "Rome", "Born 1975"]], 0),
            ([["Name", "Ada"], ["Born", "in 1921"]], 0),
            ([["Name", "Ada"], ["Role", "keeper"], ["Phone", "12"]], 0),
            ([["Alma", "1911"], ["Berta", "1923"]], 0),
            ([["Ada", "keeper", "blue"], ["Per", "cook", "red"]], 0),
            ([["Ada", "keeper"]], 0),
            ([["Name"], ["1"]], 0),
            ([], 0),
        ],
    )
    def test_are_told_by_their_cells(self, rows, count):
        assert header_rows(rows) == count


class TestSpans:
    def test_reach_beyond_a_row_that_is_shorter(self):
        grid = Grid()
        assert grid.row([Cell("a"), Cell("b"), Cell("c", rows=2)]) == ["a", "b", "c"]
        assert grid.row([Cell("d")]) == ["d", "", "c"]
        assert grid.row([Cell("e"), Cell("f")]) == ["e", "f"]

    def test_of_long_cells_stand_once(self):
        long = "It is said. " * 20
        assert Grid().row([Cell(long, columns=2), Cell("b")]) == [long, "", "b"]
