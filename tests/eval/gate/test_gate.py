import pytest

from eval.gate import gate_file
from eval.gate.comparison import Moved, compare, paired
from eval.gate.gate import Gate
from eval.gate.tolerances import Tolerance, drops
from eval.judging.harness import run
from eval.judging.relevance import Judgement
from eval.judging.scoring import score, summarise
from eval.measures.binding import Binding
from eval.measures.summary import Summary
from eval.questions.eval_set import Evidence


@pytest.fixture
def summary(scripted):
    """Half of the first passages are right; nothing is unanswerable."""
    assistant = scripted.Assistant({"a.txt": "One.\nTwo."})
    questions = (
        scripted.question("q1", evidence=(Evidence("a.txt", "One"),), tags=("easy",)),
        scripted.question("q2", evidence=(Evidence("a.txt", "Two"),), tags=("hard",)),
    )
    return summarise(run(assistant, scripted.EvalSet("s", questions)))


@pytest.fixture
def broken(tmp_path, summary):
    def check(text, against=summary):
        path = tmp_path / "gate.toml"
        path.write_text(text)
        verdict = gate_file.read(path).check(against, None)
        return tuple(check.sentence for check in verdict.broken)

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
        empty = Summary.of("s", (), Binding("q", {}, 100), {})
        assert broken('[floors]\nRR = 0\n"nDCG@10" = 0', empty) == (
            "RR has no value; its floor is 0",
            "nDCG@10 has no value; its floor is 0",
            "citations valid has no value; its floor is 1",
        )


@pytest.fixture
def gated(scripted):
    """Gates 12 questions that are right before; gives the verdict where some are wrong now."""

    def build(*, wrong=0, tolerances=(), listed=(), found=True):
        def summary(wrong, found):
            questions = [
                scripted.question(f"q{n}", evidence=(Evidence("a", "One"),), tags=("t",))
                for n in range(12)
            ]
            outcomes = [
                scripted.outcome(
                    q,
                    Judgement((0, 1) if n < wrong else (1,)),
                    found=found,
                    citations_valid=1.0,
                )
                for n, q in enumerate(questions)
            ]
            return Summary.of("s", score(outcomes), Binding("q", {}, 100), {})

        before, now = summary(0, found=True), summary(wrong, found)
        gate = Gate((), tuple(tolerances), tuple(listed))
        return gate.check(now, compare("the baseline", before, now))

    return build


def sentences(verdict):
    return [check.sentence for check in verdict.broken]


class TestTolerances:
    def test_a_drop_that_chance_does_not_make_fails(self, gated):
        # Nine losses in a row: one chance in 512.
        verdict = gated(wrong=9, tolerances=[Tolerance("Success@1", 0.1)])
        assert len(verdict.broken) == 1
        assert sentences(verdict)[0].startswith(
            "Success@1 is 0.7500 worse than the baseline; tolerance 0.1, p 0.00"
        )

    def test_a_drop_that_chance_makes_passes(self, gated):
        assert not gated(wrong=3, tolerances=[Tolerance("Success@1", 0.1)]).broken  # 1 in 8

    def test_a_sure_drop_within_the_tolerance_passes(self, gated):
        assert not gated(wrong=9, tolerances=[Tolerance("Success@1", 0.75)]).broken

    def test_five_losses_in_a_row_are_no_chance_and_four_are(self, gated):
        assert gated(wrong=5, tolerances=[Tolerance("Success@1", 0.1)]).broken  # 1 in 32
        assert not gated(wrong=4, tolerances=[Tolerance("Success@1", 0.1)]).broken  # 1 in 16

    def test_measures_that_do_not_move_make_none_of_them_less_sure(self, gated):
        names = ("Success@1", "R@3", "R@5", "refused", "citations valid")
        verdict = gated(wrong=5, tolerances=[Tolerance(name, 0.1) for name in names])
        assert [check.name for check in verdict.broken] == ["drop of Success@1"]

    def test_of_a_ceiling_more_is_worse(self, gated):
        verdict = gated(found=False, tolerances=[Tolerance("refused", 0.1)])
        assert [check.name for check in verdict.broken] == ["drop of refused"]

    def test_of_answers_that_became_sure_too_many_may_not_be_wrong(self, scripted):
        # Before, the 20 right ones of 40 are sure; now the wrong ones are as well.
        def results(wrong):
            questions = [scripted.question(f"q{n}") for n in range(40)]
            said = ["sure" if n < 20 else wrong for n in range(40)]
            ranks = [Judgement((1,) if n < 20 else (0, 1)) for n in range(40)]
            asked = zip(questions, ranks, said, strict=True)
            return score([scripted.outcome(q, ranked, certainty=c) for q, ranked, c in asked])

        pairs = paired(results("unsure"), results("sure"))
        [check] = drops([Tolerance("wrong though sure", 0.1)], pairs)
        assert not check.holds
        assert check.sentence.startswith(
            "wrong though sure is 0.5000 worse than the baseline; tolerance 0.1, p 0.0001"
        )

    def test_a_slice_has_tolerances_of_its_own(self, gated):
        verdict = gated(wrong=9, tolerances=[Tolerance("RR", 0.1, "t")])
        assert sentences(verdict)[0].startswith("RR of t is 0.3750 worse")

    def test_what_has_no_value_fails(self, gated):
        tolerances = [Tolerance("AUROC", 0.1), Tolerance("RR", 0.1, "gone")]
        assert sentences(gated(tolerances=tolerances)) == [
            "AUROC has no value to compare with the baseline",
            "RR of gone has no value to compare with the baseline",
        ]


class TestMustNotRegress:
    def test_one_listed_question_that_is_worse_fails_and_is_named(self, gated):
        verdict = gated(wrong=1, listed=["q0", "q5"])
        assert sentences(verdict) == ["q0 regressed: rank 1 → 2"]
        assert [check.holds for check in verdict.checks] == [False, True]

    def test_one_that_is_not_listed_may(self, gated):
        assert not gated(wrong=1, listed=["q5"]).broken

    def test_a_verdict_that_turns_wrong_is_worse(self, gated):
        assert sentences(gated(found=False, listed=["q5"])) == ["q5 regressed: sure → not found"]


class TestMoved:
    @pytest.fixture
    def moved(self, scripted):
        """A question of which one thing is another than before; tells whether that is worse."""

        def build(before, now, *, answerable=True, gains=(1,)):
            question = scripted.question(answerable=answerable)
            judgement = Judgement(gains) if answerable else None
            outcomes = [scripted.outcome(question, judgement, **said) for said in (before, now)]
            return Moved(*score(outcomes))

        return build

    def test_words_that_fit_less_are_worse(self, moved):
        found = moved({"answer_f1": 1.0}, {"answer_f1": 0.4})
        assert found.changes == ("answer words 1.00 → 0.40",)
        assert found.is_regression
        assert found.loss == pytest.approx(0.6)
        assert not moved({"answer_f1": 0.4}, {"answer_f1": 1.0}).is_regression

    @pytest.mark.parametrize(
        ("labels", "best_first"),
        [
            ({"answerable": True, "gains": (1,)}, ("sure", "unsure", "no")),
            ({"answerable": True, "gains": (0, 1)}, ("unsure", "sure", "no")),
            ({"answerable": False}, ("no", "unsure", "sure")),
        ],
    )
    def test_a_certainty_is_worse_where_it_fits_less(self, moved, labels, best_first):
        said = [{"certainty": one, "found": one != "no"} for one in best_first]
        for better, worse in ((0, 1), (1, 2), (0, 2)):
            assert moved(said[better], said[worse], **labels).is_regression
            gained = moved(said[worse], said[better], **labels)
            assert not gained.is_regression
            assert gained.loss == (better - worse) / 2

    def test_of_an_answer_that_is_right_now_doubt_is_no_loss(self, scripted):
        question = scripted.question()
        wrong = scripted.outcome(question, Judgement((0, 1)), certainty="unsure")
        right = scripted.outcome(question, Judgement((1,)), certainty="unsure")
        found = Moved(*score([wrong, right]))
        assert found.changes == ("rank 2 → 1",)
        assert not found.is_regression
