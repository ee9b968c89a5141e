import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Answer, Citation, CitedPassage, Explanation, Highlight, Reason
from assistant.conversation import Query, Turn
from assistant.rendering.recorded import RecordError, index_of, turn_of
from assistant.rendering.turns import IndexName, answer_record
from index.files.json_lines import dump, parse_object
from index.signals.query import Correction

INDEX = IndexName("f1", "scripted")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers(0, 10**6).map(lambda millionths: millionths / 10**6)
COUNTS = st.integers(1, 99)


@st.composite
def citations(draw, start, end):
    return Citation(
        marker=draw(COUNTS),
        document=draw(WORDS),
        title=draw(WORDS),
        section=draw(st.none() | WORDS),
        paragraph=draw(st.none() | COUNTS),
        page=draw(st.none() | COUNTS),
        start=start,
        end=end,
        prefix=draw(WORDS),
        suffix=draw(WORDS),
        sha256=draw(WORDS),
        link=draw(st.none() | WORDS.filter(bool)),
        intact=draw(st.booleans()),
    )


@st.composite
def passages(draw, rank):
    text, start, twin = draw(WORDS), draw(st.integers(0, 99)), draw(st.integers(0, 99))
    first, last = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    reasons = draw(st.lists(st.builds(Reason, WORDS, NUMBERS, NUMBERS), max_size=2))
    return CitedPassage(
        rank=rank,
        score=draw(NUMBERS),
        text=text,
        highlight=Highlight(start + first, start + last, text[first:last]),
        citation=draw(citations(start, start + len(text))),
        explanation=Explanation(tuple(reasons), tuple(draw(st.lists(WORDS, max_size=2)))),
        also=tuple(draw(st.lists(citations(twin, twin + len(text)), max_size=1))),
    )


@st.composite
def turns(draw):
    corrected = draw(st.dictionaries(WORDS, WORDS, max_size=2))
    return Turn(
        question=draw(WORDS),
        query=Query(
            draw(WORDS),
            tuple(draw(st.lists(WORDS, max_size=2))),
            tuple(Correction(*pair) for pair in corrected.items()),
        ),
        answer=Answer(
            draw(st.booleans()),
            draw(NUMBERS),
            tuple(draw(passages(rank)) for rank in range(1, draw(st.integers(1, 3)))),
        ),
    )


class TestTurnOf:
    @given(turn=turns())
    def test_is_the_inverse_of_a_record_with_reasons(self, turn):
        line = dump(answer_record(turn, INDEX, explain=True))
        assert turn_of(parse_object(line.encode())) == turn

    def test_leaves_reasons_empty_that_nobody_asked_for(self, scripted):
        record = answer_record(scripted.ask("Who?", k=1), INDEX)
        assert turn_of(record).answer.passages[0].explanation == Explanation((), ())

    def test_ignores_fields_of_a_later_version(self, scripted):
        turn = scripted.ask("Who?", k=2)
        record = answer_record(turn, INDEX, explain=True)
        record["mood"] = record["passages"][0]["citation"]["colour"] = "new"
        assert turn_of(record) == turn

    @pytest.mark.parametrize(
        ("path", "value", "why"),
        [
            (["schema"], "quoth.answer/2", "schema 'quoth.answer/2', not 'quoth.answer/1'"),
            (["confidence"], 7, "the confidence is no probability"),
            (["confidence"], True, "the answer has no proper confidence"),
            (["carried"], [1], "carried holds more than strings"),
            (["corrected"], ["x"], "corrected is no object"),
            (["passages", 0], None, "passage 1 is no object"),
            (["passages", 0, "text"], "The cat", "the offsets of passage 1 do not fit its text"),
            (["passages", 0, "highlight", "end"], 99, "the highlight of passage 1 is not in its"),
            (["passages", 0, "citation", "start"], "0", "passage 1 has no proper start"),
            (["passages", 0, "also"], 3, "also of passage 1 is no list"),
        ],
    )
    def test_refuses_what_is_no_answer_and_says_where(self, scripted, path, value, why):
        record = answer_record(scripted.ask("Who?", k=1), INDEX)
        part = record
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value
        with pytest.raises(RecordError) as caught:
            turn_of(record)
        assert why in str(caught.value)

    def test_refuses_what_is_not_there(self):
        with pytest.raises(RecordError, match="there is no answer"):
            turn_of(None)


class TestIndexOf:
    def test_is_the_index_that_the_record_names(self, scripted):
        assert index_of(answer_record(scripted.ask("Who?"), INDEX)) == INDEX

    def test_refuses_a_record_that_names_none(self):
        with pytest.raises(RecordError, match="the index is no object"):
            index_of({})
