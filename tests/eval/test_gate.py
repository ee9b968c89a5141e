import pytest

from eval import gate
from eval.dataset import Evidence
from eval.harness import Run, run
from eval.report import summarise
from index.errors import InputError


@pytest.fixture
def report(scripted):
    """Half of the first passages are right; nothing is unanswerable."""
    assistant = scripted.Assistant({"a.txt": "One.\nTwo."})
    questions = (
        scripted.question("q1", evidence=(Evidence("a.txt", "One"),), tags=("easy",)),
        scripted.question("q2", evidence=(Evidence("a.txt", "Two"),), tags=("hard",)),
    )
    return summarise(run(assistant, scripted.EvalSet("s", questions)))


@pytest.fixture
def broken(tmp_path, report):
    def check(text, against=report):
        path = tmp_path / "gate.toml"
        path.write_text(text)
        return gate.read(path).broken(against)

    return check


class TestBounds:
    def test_a_value_at_its_floor_passes(self, broken):
        assert broken('[floors]\n"Success@1" = 0.5') == ()

    def test_a_value_below_its_floor_is_named_with_both(self, broken):
        assert broken('[floors]\n"Success@1" = 0.51') == ("Success@1 is 0.5, below its floor 0.51",)

    def test_a_slice_has_bounds_of_its_own(self, broken):
        text = '[floors]\nRR = 0.7\n[floors.easy]\n"Success@1" = 1\n[floors.hard]\nRR = 0.9'
        assert broken(text) == ("RR of hard is 0.5, below its floor 0.9",)

    def test_a_ceiling_bounds_from_above(self, broken):
        assert broken("[ceilings]\nrefused = 0") == ()
        assert broken('[ceilings]\n"calibration error" = 0.1') == (
            "calibration error is 0.5, above its ceiling 0.1",
        )


class TestNoValue:
    def test_a_measure_without_value_fails(self, broken):
        assert broken("[floors]\nAUROC = 0") == ("AUROC has no value; its floor is 0",)
        assert broken('[ceilings]\n"false answers" = 1') == (
            "false answers has no value; its ceiling is 1",
        )

    def test_a_slice_without_questions_fails(self, broken):
        assert broken("[floors.gone]\nRR = 0") == ("RR of gone has no value; its floor is 0",)

    def test_a_run_without_questions_fails(self, broken):
        empty = summarise(Run("s", (), True, False, "f", "m"))
        assert broken('[floors]\nRR = 0\n"nDCG@10" = 0', empty) == (
            "RR has no value; its floor is 0",
            "nDCG@10 has no value; its floor is 0",
        )


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
        ],
    )
    def test_what_cannot_gate_is_refused_with_the_file(self, tmp_path, text, problem):
        path = tmp_path / "gate.toml"
        path.write_text(text)
        with pytest.raises(InputError) as caught:
            gate.read(path)
        assert str(caught.value).startswith(str(path))
        assert problem in str(caught.value)

    def test_a_missing_gate_is_named(self, tmp_path):
        with pytest.raises(InputError, match=r"none\.toml: the gate cannot be read"):
            gate.read(tmp_path / "none.toml")

    def test_it_is_picked_up_beside_the_set_only(self, tmp_path):
        inner = tmp_path / "inner"
        inner.mkdir()
        (tmp_path / gate.FILE_NAME).write_text("")
        assert gate.beside(tmp_path / "set.jsonl") == tmp_path / gate.FILE_NAME
        assert gate.beside(inner) == tmp_path / gate.FILE_NAME
        assert gate.beside(inner / "set.jsonl") is None
