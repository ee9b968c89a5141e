import pytest

from assistant.records.claims import claims_of
from assistant.records.record import RecordError

CITATION = {"marker": 1, "document": "a", "start": 2, "end": 7, "prefix": "", "suffix": "!"}
HIGHLIGHT = {"start": 2, "end": 4, "text": "he"}
PASSAGE = {"text": "hello", "citation": CITATION, "highlight": HIGHLIGHT}


def claims(*passages):
    return list(claims_of({"passages": list(passages)}))


class TestClaimsOf:
    def test_are_all_citations_each_with_its_quote(self):
        twin = {**CITATION, "document": "b"}
        first, second = claims({**PASSAGE, "also": [twin]})
        assert (first.document, first.text, first.highlight.text) == ("a", "hello", "he")
        assert (second.document, second.text, second.highlight) == ("b", "hello", None)

    def test_are_none_without_passages(self):
        assert claims() == []
        with pytest.raises(RecordError, match=r"^an answer record without passages$"):
            list(claims_of({}))

    @pytest.mark.parametrize(
        "passage",
        [
            3,
            {**PASSAGE, "text": ""},
            {**PASSAGE, "citation": None},
            {**PASSAGE, "highlight": {**HIGHLIGHT, "end": "4"}},
        ],
    )
    def test_name_a_passage_that_is_none(self, passage):
        with pytest.raises(RecordError, match=r"^passage 2 is not one of an answer record$"):
            claims(PASSAGE, passage)

    @pytest.mark.parametrize(
        "changes",
        [{"marker": "1"}, {"start": -1}, {"end": 1}, {"prefix": None}],
    )
    def test_name_a_passage_whose_citation_is_none(self, changes):
        for passage in (
            {**PASSAGE, "citation": {**CITATION, **changes}},
            {**PASSAGE, "also": [{**CITATION, **changes}]},
            {**PASSAGE, "also": 3},
        ):
            with pytest.raises(RecordError, match=r"^passage 1 has a citation that is none$"):
                claims(passage)
