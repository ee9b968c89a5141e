import pytest

from eval.drafting.verbs import base_of_past, base_of_present, past_of_participle


class TestPast:
    @pytest.mark.parametrize(
        ("past", "base"),
        [
            ("announced", "announce"),
            ("planned", "plan"),
            ("tried", "try"),
            ("visited", "visit"),
            ("called", "call"),
            ("won", "win"),
            ("sparked", "spark"),
            ("translated", "translate"),
            ("red", None),
            ("need", None),
            ("house", None),
        ],
    )
    def test_has_its_base_form(self, past, base):
        assert base_of_past(past) == base

    def test_of_a_participle_is_known_where_it_differs(self):
        assert [past_of_participle(w) for w in ("written", "built", "golden")] == [
            "wrote",
            "built",
            None,
        ]


class TestPresent:
    @pytest.mark.parametrize(
        ("present", "base"),
        [
            ("argues", "argue"),
            ("supplies", "supply"),
            ("passes", "pass"),
            ("does", "do"),
            ("news", None),
        ],
    )
    def test_has_its_base_form(self, present, base):
        assert base_of_present(present) == base
