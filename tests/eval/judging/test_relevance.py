import pytest

from eval.judging.relevance import (
    Held,
    Judgement,
    Quoted,
    hold,
    judge_documents,
    judge_passages,
    locate,
)
from eval.questions.eval_set import Evidence, Qrel
from index.errors import InputError
from index.passages.splitting import Passage

TEXT = {"a.txt": "Ann met Bob. Bob left."}.__getitem__


def passage(text, document="d", start=0):
    return Passage(document, document, start, start + len(text), text, (), 1, ((start, start),))


class TestLocate:
    def test_a_quote_that_is_there_once_is_found(self, scripted):
        question = scripted.question(evidence=(Evidence("a.txt", "Ann met"),))
        assert locate(question, TEXT) == (Quoted("a.txt", 0, 7),)

    def test_a_prefix_tells_places_apart(self, scripted):
        question = scripted.question(evidence=(Evidence("a.txt", "Bob", "Bob. "),))
        assert locate(question, TEXT) == (Quoted("a.txt", 13, 16),)

    @pytest.mark.parametrize(
        ("evidence", "problem"),
        [
            (Evidence("a.txt", "Carl"), "the quote 'Carl' is not in 'a.txt'"),
            (Evidence("a.txt", "Bob"), "is in 'a.txt' 2 times; give it a \"prefix\""),
            (Evidence("a.txt", "b", "o"), '2 times; lengthen its "prefix"'),
            (Evidence("a.txt", "Bob", "Ann "), "not in 'a.txt' after the prefix 'Ann '"),
            (Evidence("b.txt", "Bob"), "the document 'b.txt', which is not among the sources"),
        ],
    )
    def test_any_other_quote_is_an_error_of_its_line(self, scripted, evidence, problem):
        question = scripted.question(evidence=(evidence,), line=7)
        with pytest.raises(InputError) as caught:
            locate(question, TEXT)
        assert str(caught.value).startswith("set.jsonl, line 7: ")
        assert problem in str(caught.value)


class TestHold:
    def test_a_passage_holds_a_quote_by_more_than_half(self):
        before, after = passage("x" * 10, start=0), passage("y" * 10, start=10)
        assert hold(Quoted("d", 6, 13), [before, after]) == Held("x" * 10, 6, 13)

    def test_exactly_half_is_not_most(self):
        before, after = passage("x" * 10, start=0), passage("y" * 10, start=10)
        assert hold(Quoted("d", 7, 13), [before, after]) is None


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
