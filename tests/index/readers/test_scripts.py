"""Scripts: a number that is raised or lowered is never read as digits of the one before it."""

import pytest

from index.readers.scripts import LOWERED, RAISED, joined


def written(*pieces):
    """Return the text of pieces: ``^`` before one says that it is raised, ``_`` lowered."""
    places = {"^": RAISED, "_": LOWERED}
    return joined((piece.lstrip("^_"), places.get(piece[:1], 0)) for piece in pieces)


class TestPowers:
    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            (["10", "^9", " ants"], "10^9 ants"),
            (["10", "^-4"], "10^-4"),
            (["10", "^−4"], "10^-4"),
            (["2", "^1", "^0"], "2^10"),
            (["2", "^k"], "2^k"),
            (["(1 + r)", "^n+1"], "(1 + r)^(n+1)"),
            (["x", "^2"], "x²"),
            (["40 km", "^2"], "40 km²"),
            (["5 s", "^-1"], "5 s⁻¹"),
            (["9 yards", "^3"], "9 yards³"),
            (["17", "^80"], "17^80"),
            (["^238", "U"], "²³⁸U"),
            (["NH", "_4", "^+"], "NH4⁺"),
        ],
    )
    def test_one_stands_behind_its_base(self, pieces, text):
        assert written(*pieces) == text

    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            (["C", "_6", "H", "_12", "O", "_6"], "C6H12O6"),
            (["Al(OH)", "_3"], "Al(OH)3"),
            (["log", "_2", "8"], "log₂8"),
            (["101", "_2"], "101₂"),
            (["a", "_k"], "a_k"),
            (["V", "_min"], "Vmin"),
        ],
    )
    def test_lowered_signs_stay_apart_from_numbers(self, pieces, text):
        assert written(*pieces) == text

    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            (["4", "^1", "/", "_3", " cups"], "4 1/3 cups"),
            (["^3", "⁄", "_4"], "3/4"),
            (["4", "^1", "⁄3"], "4 1/3"),
            (["miles", "^3", "/h"], "miles³/h"),
        ],
    )
    def test_fractions_are_such(self, pieces, text):
        assert written(*pieces) == text

    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            (["the 3", "^rd", " man"], "the 3rd man"),
            (["le 2", "^e"], "le 2e"),
            (["M", "^lle", " Rose"], "Mlle Rose"),
            (["Zap", "^TM"], "Zap™"),
            (["$7", "^50"], "$7.50"),
            (["90", "^o", "C"], "90ºC"),
        ],
    )
    def test_what_is_only_written_small_is_read_as_it_is(self, pieces, text):
        assert written(*pieces) == text


class TestNotes:
    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            (["It closed in 1998.", "^4"], "It closed in 1998.[4]"),
            (["in 1998", "^4", " it closed"], "in 1998[4] it closed"),
            (["the chapel", "^4"], "the chapel[4]"),
            (["“No.”", "^4,5"], "“No.”[4,5]"),
            (["the chapel", "^[4]"], "the chapel[4]"),
            (["in 1998", "^(4)"], "in 1998(4)"),
            (["Small print:", "^no longer than that"], "Small print:no longer than that"),
        ],
    )
    def test_the_mark_of_one_is_apart_from_what_it_stands_at(self, pieces, text):
        assert written(*pieces) == text
