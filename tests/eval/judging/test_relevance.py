import pytest

from assistant.conversation import Exchange
from eval.judging.relevance import (
    Held,
    Judgement,
    answer_f1,
    carried_f1,
    hold,
    judge_documents,
    judge_passages,
)
from eval.questions.eval_set import Qrel
from eval.questions.evidence import LocatedQuote
from index.passages.passage import Passage


def passage(text, document="d", start=0):
    return Passage(document, document, start, start + len(text), text, (), 1, ((start, start),))


class TestCarriedF1:
    @pytest.fixture
    def of(self, scripted):
        """Of a follow-up whose rewrite takes over the name of a chapel and who built it."""
        question = scripted.question(
            text="When did he finish it?",
            history=(Exchange("Who built the Chapel of Aske?", "Arne Holm built it."),),
            rewrite="When did Arne Holm finish the Chapel of Aske?",
        )
        return lambda *carried: carried_f1(question, carried)

    def test_is_of_the_words_that_a_person_takes_over(self, of):
        assert of("Arne Holm", "chapel", "Aske") == 1
        assert of("Arne Holm") == pytest.approx(2 * 2 / (2 + 4), abs=1e-6)
        assert of("Arne", "built") == pytest.approx(2 * 1 / (2 + 4), abs=1e-6)
        assert of() == 0

    def test_where_nothing_is_needed_nothing_is_right(self, scripted):
        question = scripted.question(
            text="Who is Ann?", history=(Exchange("Who is Bob?"),), rewrite="Who is Ann?"
        )
        assert (carried_f1(question, ()), carried_f1(question, ("Bob",))) == (1, 0)

    def test_without_a_rewrite_nobody_knows(self, scripted):
        assert carried_f1(scripted.question(history=(Exchange("Who?"),)), ()) is None
        assert carried_f1(scripted.question(rewrite="Who?"), ()) is None


class TestHold:
    def test_a_passage_holds_a_quote_by_more_than_half(self):
        before, after = passage("x" * 10, start=0), passage("y" * 10, start=10)
        assert hold(LocatedQuote("d", 6, 13), [before, after]) == Held("x" * 10, 6, 13)

    def test_exactly_half_is_not_most(self):
        before, after = passage("x" * 10, start=0), passage("y" * 10, start=10)
        assert hold(LocatedQuote("d", 7, 13), [before, after]) is None


class TestJudgePassages:
    def test_gains_stand_at_the_ranks_of_what_holds_evidence(self):
        ranking = [passage("one"), passage("two"), passage("three")]
        judged = judge_passages(ranking, [Held("two", 0, 2), Held("two", 1, 2)])
        assert judged == Judgement((0, 1, 0))
        assert judged.first_relevant == 2

    def test_evidence_in_no_passage_is_missed(self):
        assert judge_passages([passage("one")], [None]) == Judgement((0,), (1,))

    def test_identical_passages_are_one(self):
        ranking = [passage("one", "a"), passage("one", "b"), passage("two")]
        assert judge_passages(ranking, [Held("two", 0, 2)]) == Judgement((0, 1))

    def test_what_is_relevant_beyond_the_depth_is_missed(self):
        ranking = [passage(str(i)) for i in range(150)]
        judged = judge_passages(ranking, [Held("100", 0, 2)])
        assert judged == Judgement((0,) * 100, (1,))


class TestJudgeDocuments:
    def test_a_document_stands_at_its_best_passage(self):
        ranking = [passage("1", "a"), passage("2", "a"), passage("3", "b"), passage("4", "a")]
        assert judge_documents(ranking, [Qrel("b", 2)]) == Judgement((0, 2))

    def test_the_cut_comes_after_passages_are_joined(self):
        ranking = [passage(str(i), "long") for i in range(500)] + [passage("x", "short")]
        assert judge_documents(ranking, [Qrel("short", 1)]).first_relevant == 2

    def test_what_is_not_ranked_is_missed_with_its_gain(self):
        assert judge_documents([passage("1", "a")], [Qrel("z", 3)]) == Judgement((0,), (3,))


class TestAnswerF1:
    @pytest.mark.parametrize(
        ("said", "answer", "f1"),
        [
            ("Bob", "Bob", 1),
            ("Ann", "Bob", 0),
            ("the old Bob", "Bob", 2 / 3),  # precision 1/2, recall 1
            ("Bob", "Bob of the Hill", 1 / 2),  # precision 1, recall 1/3
            ("at 7 on Monday", "Monday at 8", 4 / 7),  # two of four, two of three
            ("Bob, Bob", "Bob", 2 / 3),  # a word counts as often as it stands there
            ("10.0.1.0", "10.0.0.1", 0),
        ],
    )
    def test_is_the_harmonic_mean_of_precision_and_recall_of_words(self, said, answer, f1):
        assert answer_f1(said, [answer]) == pytest.approx(f1)

    def test_case_punctuation_and_articles_do_not_count(self):
        assert answer_f1("“The  Old\nbridge”, and a mill.", ["old bridge and an MILL"]) == 1

    def test_the_answer_that_fits_best_counts(self):
        assert answer_f1("in May", ["June", "May", "in early May"]) == pytest.approx(4 / 5)

    def test_without_words_only_nothing_fits_nothing(self):
        assert answer_f1("the", ["Bob", "“a”"]) == 1
        assert answer_f1("the", ["Bob"]) == 0
