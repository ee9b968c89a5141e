import json

import pytest

from eval.measures.result import FirstPassage
from eval.measures.stored_results import (
    StoredResultError,
    answered_record,
    stored_answered,
    stored_result,
)


@pytest.fixture
def result(scripted):
    question = scripted.question("q1", "Who sang?", answerable=False, tags=("t",))
    first = FirstPassage("a.txt", 3, 12, (5, 9), (6, 8), "Ann sang.")
    return scripted.outcome(question, first=first, citations_valid=0.5).result


@pytest.fixture
def record(result):
    return json.loads(json.dumps(result.fields()))


class TestAStoredResult:
    def test_is_read_back_as_it_was(self, result, record):
        assert stored_result(record) == result

    def test_of_a_baseline_is_what_came_of_asking_and_where(self, result):
        fields = answered_record(result)
        assert list(fields) == [
            "id",
            "answerable",
            "rank",
            "values",
            "sentence_right",
            "answer_f1",
            "found",
            "certainty",
            "confidence",
            "citations_valid",
            "first",
            "names_only",
            "carried_f1",
        ]
        assert fields["first"] == {
            "document": "a.txt",
            "start": 3,
            "end": 12,
            "highlight": (5, 9),
            "answer": (6, 8),
        }
        assert stored_answered(fields).found is result.found

    @pytest.mark.parametrize(
        ("changed", "problem"),
        [
            ({"id": None}, "a result has no id"),
            ({"found": 1}, "the result of 'q1' is not whole"),
            ({"answer_f1": 1.5}, "the result of 'q1' is not whole"),
            ({"certainty": "maybe"}, "the result of 'q1' is not whole"),
            ({"certainty": "no"}, "the result of 'q1' is not whole"),  # but it is found
            ({"found": False}, "the result of 'q1' is not whole"),  # but it is sure
            ({"citations_valid": 1.5}, "the result of 'q1' is not whole"),
            ({"values": []}, "the result of 'q1' is not whole"),
            ({"values": {"RR": "1"}}, "the ranking of 'q1' is not whole"),
            ({"values": {"RR": 1}}, "the ranking of 'q1' is not whole"),
            ({"rank": 1}, "the ranking of 'q1' is not whole"),
            ({"first": {"document": "a.txt"}}, "the first passage of 'q1' is not whole"),
            ({"line": "1"}, "the labels of 'q1' are not whole"),
            ({"tags": [1]}, "the labels of 'q1' are not whole"),
        ],
    )
    def test_that_is_not_whole_is_named(self, record, changed, problem):
        with pytest.raises(StoredResultError) as caught:
            stored_result(record | changed)
        assert str(caught.value) == problem

    @pytest.mark.parametrize("name", ["confidence", "first", "carried"])
    def test_that_lacks_a_field_is_not_whole(self, record, name):
        del record[name]
        with pytest.raises(StoredResultError, match="whole"):
            stored_result(record)

    @pytest.mark.parametrize("highlight", [[2, 9], [9, 5], [5, 13]])
    def test_has_its_highlight_in_its_passage(self, record, highlight):
        record["first"]["highlight"] = highlight
        with pytest.raises(StoredResultError, match="the first passage of 'q1' is not whole"):
            stored_result(record)

    @pytest.mark.parametrize("answer", [[4, 8], [8, 6], [6, 10]])
    def test_has_its_words_in_its_highlight(self, record, answer):
        record["first"]["answer"] = answer
        with pytest.raises(StoredResultError, match="the first passage of 'q1' is not whole"):
            stored_result(record)

    @pytest.mark.parametrize(
        ("found", "confidence", "certainty"),
        [(True, 0.5, "sure"), (True, 0.49, "unsure"), (False, 0.1, "no")],
    )
    def test_of_an_earlier_version_is_as_certain_as_was_shown_then(
        self, record, found, confidence, certainty
    ):
        del record["answer_f1"], record["certainty"]
        record |= {"found": found, "confidence": confidence}
        read = stored_answered(record)
        assert (read.certainty, read.answer_f1) == (certainty, None)

    def test_of_an_earlier_version_has_no_words(self, record):
        del record["first"]["answer"]
        assert stored_result(record).first.answer is None
