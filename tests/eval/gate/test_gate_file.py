import pytest

from eval.gate import gate_file
from eval.gate.gate import Bound, Gate
from eval.gate.tolerances import Rule, Tolerance
from index.errors import InputError


class TestReading:
    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "holds no floor and no ceiling"),
            ("[floors]", "holds no floor and no ceiling"),
            ("[floors]\nMRR = 0.5", "no measure for floors: MRR"),
            ("[floors]\nrefused = 0.5", "no measure for floors: refused"),
            ("[ceilings]\nRR = 0.5", "no measure for ceilings: RR"),
            ("[floor]\nRR = 0.5", "unknown table"),
            ("[floors]\nRR = nan", "is not a number"),
            ("[floors]\nRR = '0.5'", "is not a number"),
            ("[floors]\nRR = true", "is not a number"),
            ("floors = 1", "floors is not a table"),
            ("[floors", "is not TOML"),
            ("[tolerances]\nMRR = 0.1", "no measure for tolerances: MRR"),
            ("[tolerances]\nRR = -0.1", "the tolerance of RR is not from 0 to below 1"),
            ("[tolerances]\nRR = 1", "the tolerance of RR is not from 0 to below 1"),
            ("[must-not-regress]\nids = []", 'holds more than "questions"'),
            ("must-not-regress = 1", 'holds more than "questions"'),
            ("[must-not-regress]\nquestions = [1]", "is not a list of ids"),
            ("[must-not-regress]\nquestions = []", "so it could never fail"),
            ('non-inferiority = "harsh"', 'non-inferiority is "lenient" or "strict"'),
            ("accept-small = 1", "accept-small is true or false"),
        ],
    )
    def test_what_cannot_gate_is_refused_with_the_file(self, tmp_path, text, problem):
        path = tmp_path / "gate.toml"
        path.write_text(text)
        with pytest.raises(InputError) as caught:
            gate_file.read(path)
        assert str(caught.value).startswith(str(path))
        assert problem in str(caught.value)

    def test_it_has_bounds_tolerances_and_a_list(self, tmp_path):
        path = tmp_path / "gate.toml"
        path.write_text(
            "[floors]\nRR = 0.5\n[ceilings.t]\nrefused = 0.1\n[tolerances]\nRR = 0.02\n"
            '[tolerances.t]\nrefused = 0\n[must-not-regress]\nquestions = ["q1", "q1", "q2"]\n'
        )
        found = gate_file.read(path)
        assert found.bounds == (
            Bound("RR", 0.5, is_floor=True),
            Bound("refused", 0.1, is_floor=False, tag="t"),
            gate_file.CITATIONS,
        )
        assert found.tolerances == (Tolerance("RR", 0.02), Tolerance("refused", 0, "t"))
        assert found.must_not_regress == ("q1", "q2")
        assert found.needs_baseline

    def test_it_says_how_small_sets_are_taken(self, tmp_path):
        path = tmp_path / "gate.toml"
        path.write_text("[tolerances]\nRR = 0.02\n")
        assert (gate_file.read(path).rule, gate_file.read(path).accepts_small) == (
            Rule.LENIENT,
            False,
        )
        path.write_text(
            'non-inferiority = "strict"\naccept-small = true\n[tolerances]\nRR = 0.02\n'
        )
        assert (gate_file.read(path).rule, gate_file.read(path).accepts_small) == (
            Rule.STRICT,
            True,
        )

    def test_what_its_questions_cannot_decide_is_refused_unless_it_accepts_that(self, tmp_path):
        path = tmp_path / "g.toml"
        gate_file.check_decides(Gate((), accepts_small=True), path, ["too few"])
        gate_file.check_decides(Gate(()), path, [])
        with pytest.raises(InputError, match=r"g\.toml: too few; ask more questions, or write"):
            gate_file.check_decides(Gate(()), path, ["too few"])

    def test_a_listed_question_that_is_not_asked_is_refused(self, tmp_path):
        gate = Gate((), must_not_regress=("q1", "gone"))
        gate_file.check_listed(gate, tmp_path / "g.toml", {"q1", "gone"})
        with pytest.raises(InputError, match=r"g\.toml: the question 'gone' that must not regress"):
            gate_file.check_listed(gate, tmp_path / "g.toml", {"q1"})

    def test_a_missing_gate_is_named(self, tmp_path):
        with pytest.raises(InputError, match=r"none\.toml: the gate cannot be read"):
            gate_file.read(tmp_path / "none.toml")
