import pytest

from eval.judging.run_files import Item, read_run
from index.errors import InputError


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "bm25.run"

    def build(*lines, questions=("q1", "q2")):
        path.write_text("".join(f"{line}\n" for line in lines))
        return read_run(path, questions)

    return build


def documents(response):
    return [item.document for item in response.items]


class TestTrec:
    def test_documents_are_ranked_by_score_whatever_their_order(self, read):
        found = read("q1 Q0 a 2 0.5 bm25", "q2 Q0 b 1 3 bm25", "q1\tQ0\tc\t1\t1e1\tbm25")
        assert (found.name, found.has_texts) == ("bm25", False)
        assert documents(found.responses["q1"]) == ["c", "a"]
        assert documents(found.responses["q2"]) == ["b"]

    def test_equal_scores_keep_the_order_of_the_file(self, read):
        found = read("q1 Q0 b 1 1 r", "q1 Q0 a 2 1 r")
        assert documents(found.responses["q1"]) == ["b", "a"]

    @pytest.mark.parametrize(
        ("lines", "problem"),
        [
            (["q1 Q0 a 1 1"], "line 1: is neither a JSON object nor a line of a TREC run"),
            (["q1 Q0 a 1 high r"], "line 1: the score 'high' is not a number"),
            (["q1 Q0 a 1 2 r", "q1 Q0 a 2 1 r"], "line 2: ranks 'a' twice for the question 'q1'"),
            (["q9 Q0 a 1 1 r"], "line 1: the id 'q9' is that of no question in the set"),
            ([], "holds no line"),
        ],
    )
    def test_what_is_malformed_is_named_with_its_line(self, read, lines, problem):
        with pytest.raises(InputError) as caught:
            read(*lines)
        assert problem in str(caught.value)


class TestJsonLines:
    def test_passages_are_texts_or_objects(self, read):
        found = read('{"id": "q1", "passages": ["One.", {"text": "Two.", "document": "a"}]}')
        assert found.responses["q1"].items == (Item("One.", None), Item("Two.", "a"))
        assert (found.name, found.has_texts) == ("bm25", True)

    def test_what_a_tool_says_of_its_answer_is_kept_and_nothing_made_up(self, read):
        found = read(
            '{"id": "q1", "passages": [], "certainty": "no", "confidence": 0.1, "answer": "Bob"}',
            '{"id": "q2", "passages": []}',
        ).responses
        one, other = found["q1"], found["q2"]
        assert (one.found, one.certainty, one.confidence, one.answer) == (False, "no", 0.1, "Bob")
        assert (other.found, other.certainty, other.confidence, other.answer) == (None,) * 4

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ("", 'lacks "passages"'),
            (', "passages": "x"', 'lacks "passages"'),
            (', "passages": [1]', '"passages" holds what has neither "text" nor "document"'),
            (', "passages": [{}]', '"passages" holds what has neither "text" nor "document"'),
            (', "passages": [{"text": 1}]', '"text" is not a text'),
            (', "passages": [], "confidence": 2', '"confidence" is no probability'),
            (', "passages": [], "certainty": "maybe"', '"certainty" is none of sure, unsure, no'),
            (', "passages": [], "certainty": "no", "found": true', '"found" contradicts'),
        ],
    )
    def test_what_is_malformed_is_named_with_its_line(self, read, fields, problem):
        with pytest.raises(InputError) as caught:
            read('{"id": "q2", "passages": []}', f'{{"id": "q1"{fields}}}')
        assert "line 2: " in str(caught.value)
        assert problem in str(caught.value)

    def test_a_question_is_answered_once(self, read):
        with pytest.raises(InputError, match=r"line 2: the id 'q1' was there already"):
            read(*['{"id": "q1", "passages": []}'] * 2)
