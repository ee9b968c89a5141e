import pytest

from eval.questions.eval_set import Evidence
from eval.questions.evidence import LocatedQuote, locate
from index.errors import InputError

TEXT = {"a.txt": "Ann met Bob. Bob left."}.__getitem__


class TestLocate:
    def test_a_quote_that_is_there_once_is_found(self, scripted):
        question = scripted.question(evidence=(Evidence("a.txt", "Ann met"),))
        assert locate(question, TEXT) == (LocatedQuote("a.txt", 0, 7),)

    def test_a_prefix_tells_places_apart(self, scripted):
        question = scripted.question(evidence=(Evidence("a.txt", "Bob", "Bob. "),))
        assert locate(question, TEXT) == (LocatedQuote("a.txt", 13, 16),)

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
