import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins

from assistant.conversation import Exchange
from assistant.questions import Question, QuestionError
from assistant.records.questions import history_record, parse_question, question_of
from index.files.json_lines import dump, parse_object
from index.search.restriction import Restriction

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
EXCHANGES = st.builds(Exchange, WORDS, st.none() | WORDS)


class TestHistory:
    @given(history=st.lists(EXCHANGES, max_size=3).map(tuple))
    def test_is_read_as_it_was_written(self, history):
        fields = {"question": "Why?", "history": to_builtins(history_record(history))}
        assert question_of(parse_object(dump(fields).encode())).history == history

    def test_is_a_string_where_the_answer_is_not_known(self):
        history = (Exchange("Who?"), Exchange("What?", "That."))
        assert to_builtins(history_record(history)) == [
            "Who?",
            {"question": "What?", "answer": "That."},
        ]


class TestQuestionOf:
    def test_takes_what_it_knows_and_null_for_nothing(self):
        line = (
            b'{"question": "Why?", "id": "a", "conversation": null, "history": ["Who?"], "mood": 1, '
            b'"context": false, "restricted": {"documents": ["*.md"]}}'
        )
        assert parse_question(line) == Question(
            "Why?", "a", None, (Exchange("Who?"),), context=False, within=Restriction(("*.md",))
        )

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({}, "question is missing"),
            ({"context": 3}, "question is missing"),
            ({"question": None}, "question must be a string, not null"),
            ({"question": 1.5}, "question must be a string, not a number"),
            ({"question": "a", "context": "no"}, "context must be true or false, not a string"),
            ({"question": "a", "history": {}}, "history must be a list, not an object"),
            (
                {"question": "a", "history": ["b", {"answer": "c"}]},
                "history item 2 must be a string or an object with a question",
            ),
            (
                {"question": "a", "history": [{"question": "b", "answer": ["c"]}]},
                "history item 1: answer must be a string, not a list",
            ),
            (
                {"question": "a", "restricted": True},
                "restricted must be an object, not true or false",
            ),
            (
                {"question": "a", "restricted": {"pages": []}},
                "restricted must be an object with documents, sections, where and newest",
            ),
            (
                {"question": "a", "restricted": {"sections": ["b", ""]}},
                "sections in restricted must be a list of strings that are not empty",
            ),
        ],
    )
    def test_says_what_is_no_question_record(self, fields, message):
        with pytest.raises(QuestionError) as caught:
            question_of({**fields, "id": "q7"})
        assert (caught.value.code, str(caught.value)) == ("bad_record", message)
        assert caught.value.question_id == "q7"
