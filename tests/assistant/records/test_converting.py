from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import (
    Answer,
    Certainty,
    Citation,
    CitedPassage,
    Explanation,
    Highlight,
    Reason,
    Words,
)
from assistant.conversation import DialogueAct, Exchange, Query, Turn
from assistant.records.answers import IndexName, read_answer
from assistant.records.converting import answer_record, turn_of
from assistant.records.record import RecordError
from index.files.json_lines import dump, parse_object
from index.search.restriction import Restriction
from index.signals.correction import Correction

INDEX = IndexName("f1", "scripted")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers(0, 10**6).map(lambda millionths: millionths / 10**6)
COUNTS = st.integers(1, 99)
NAMES = st.none() | WORDS


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
def highlights(draw, text, start):
    first, begin, end, last = sorted(draw(st.integers(0, len(text))) for _ in range(4))
    words = Words(start + begin, start + end, text[begin:end])
    header = st.none() | st.builds(Words, COUNTS, COUNTS, WORDS)
    answer = draw(st.none() | st.just(words))
    return Highlight(start + first, start + last, text[first:last], answer, draw(header))


@st.composite
def passages(draw, rank):
    text, start, twin = draw(WORDS), draw(st.integers(0, 99)), draw(st.integers(0, 99))
    kept = sorted(start + draw(st.integers(0, len(text))) for _ in range(4))
    reasons = draw(st.lists(st.builds(Reason, WORDS, NUMBERS, NUMBERS), max_size=2))
    return CitedPassage(
        rank=rank,
        score=draw(NUMBERS),
        text=text,
        highlight=draw(highlights(text, start)),
        citation=replace(
            draw(citations(start, start + len(text))),
            marked_page=draw(st.none() | COUNTS),
            page_label=draw(st.none() | WORDS.filter(bool)),
        ),
        explanation=Explanation(tuple(reasons), tuple(draw(st.lists(WORDS, max_size=2)))),
        also=tuple(draw(st.lists(citations(twin, twin + len(text)), max_size=1))),
        read=draw(st.none() | st.integers(0, 100).map(lambda percent: percent / 100)),
        preformatted=draw(st.sampled_from([(), (tuple(kept[:2]), tuple(kept[2:]))])),
    )


@st.composite
def turns(draw):
    corrected = draw(st.dictionaries(WORDS, WORDS, max_size=2))
    chosen = st.lists(WORDS.filter(bool), max_size=2).map(tuple)
    return Turn(
        question=draw(WORDS),
        query=Query(
            draw(WORDS),
            tuple(draw(st.lists(WORDS, max_size=2))),
            tuple(Correction(*pair) for pair in corrected.items()),
        ),
        answer=Answer(
            draw(st.sampled_from(Certainty)),
            draw(NUMBERS),
            tuple(draw(passages(rank)) for rank in range(1, draw(st.integers(1, 3)))),
            tuple(draw(st.lists(WORDS, max_size=2))),
        ),
        within=Restriction(draw(chosen), draw(chosen)),
    )


def with_first(turn, **changes):
    first, *rest = turn.answer.passages
    passages = (replace(first, **changes), *rest)
    return replace(turn, answer=replace(turn.answer, passages=passages))


def written(record):
    return dump(record.fields()).encode()


class TestAnswerRecord:
    def record(self, turn, **settings):
        return answer_record(turn, INDEX, **settings).fields()

    def test_has_the_shape_and_the_key_order_of_the_contract(self, scripted):
        turn = scripted.ask("Who sleeps?", k=1)
        assert dump(self.record(turn, question_id="q7", conversation="c2")) == (
            '{"schema": "quoth.answer/1", "id": "q7", "conversation": "c2", '
            '"question": "Who sleeps?", "query": "Who sleeps?", "carried": [], "found": true, "certainty": "sure", '
            '"confidence": 0.75, "passages": [{"rank": 1, "score": 1.0, '
            '"text": "The cat sleeps. It is old.", '
            '"highlight": {"start": 0, "end": 15, "text": "The cat sleeps.", "answer": null}, '
            '"read": null, "citation": {"marker": 1, "document": "farm.txt", "title": "The Farm", '
            '"section": "Animals", "paragraph": 1, "page": null, "start": 0, "end": 26, "prefix": "", '
            '"suffix": "\\n\\nThe dog barks. It is loud.\\n\\nTh", "sha256": "5ca1ab1e", "link": "farm.txt:1"}}], '
            '"index": {"fingerprint": "f1", "model": "scripted"}}'
        )

    def test_rounds_scores_to_six_digits_and_has_no_negative_zero(self, scripted):
        turn = with_first(scripted.ask("Who?", k=2), score=-0.00000001)
        passages = self.record(turn)["passages"]
        assert str(passages[0]["score"]) == "0.0"
        third = self.record(scripted.ask("Who?", k=3))["passages"][2]
        assert third["score"] == 0.333333

    def test_names_what_was_carried_over(self, scripted):
        record = self.record(scripted.ask("And why?", [Exchange("Does the dog bark?")]))
        assert (record["query"], record["carried"]) == ("And why? dog bark", ["dog", "bark"])

    def test_gives_the_citations_of_identical_passages_only_where_there_are_any(self, scripted):
        turn = scripted.ask("Who?", k=1)
        assert "also" not in self.record(turn)["passages"][0]
        twin = replace(turn.answer.passages[0].citation, document="copy.txt")
        also = self.record(with_first(turn, also=(twin,)))["passages"][0]["also"]
        assert [citation["document"] for citation in also] == ["copy.txt"]

    def test_marks_a_citation_whose_document_has_changed(self, scripted):
        turn = scripted.ask("Who?", k=1)
        citation = replace(turn.answer.passages[0].citation, intact=False)
        assert self.record(with_first(turn, citation=citation))["passages"][0]["citation"][
            "changed"
        ]

    def test_explains_when_asked_to(self, scripted):
        record = self.record(scripted.ask("Who?", k=1), explain=True)
        assert record["passages"][0]["explain"] == {
            "signals": [{"signal": "words", "value": 2.0, "part": 1.0}],
            "matched": ["cat"],
        }


class TestTurnOf:
    @given(turn=turns())
    def test_is_the_inverse_of_a_record_with_reasons(self, turn):
        line = written(answer_record(turn, INDEX, explain=True))
        assert turn_of(read_answer(parse_object(line))) == turn

    @given(turn=turns(), explain=st.booleans(), names=st.tuples(NAMES, NAMES))
    def test_a_record_is_written_as_it_was_read(self, turn, explain, names):
        name, conversation = names
        settings = {"question_id": name, "conversation": conversation, "explain": explain}
        line = written(answer_record(turn, INDEX, **settings))
        assert written(read_answer(parse_object(line))) == line

    def test_reads_what_was_written_before_there_were_certainties_and_readers(self, scripted):
        record = answer_record(scripted.ask("Who?", k=1), INDEX).fields()
        del record["certainty"], record["passages"][0]["read"]
        del record["passages"][0]["highlight"]["answer"]
        answer = turn_of(read_answer(record)).answer
        assert (answer.certainty, answer.passages[0].read) == (Certainty.SURE, None)
        record["confidence"] = 0.2
        assert turn_of(read_answer(record)).answer.certainty is Certainty.UNSURE
        record["found"] = False
        assert turn_of(read_answer(record)).answer.certainty is Certainty.NO

    def test_names_the_reader_beside_the_index_where_there_is_one(self, scripted):
        record = answer_record(scripted.ask("Who?", k=1), IndexName("f1", "scripted", "owl"))
        assert record.fields()["index"]["reader"] == "owl"
        assert read_answer(record.fields()).index == IndexName("f1", "scripted", "owl")

    def test_leaves_reasons_empty_that_nobody_asked_for(self, scripted):
        record = answer_record(scripted.ask("Who?", k=1), INDEX)
        assert turn_of(record).answer.passages[0].explanation == Explanation((), ())

    def test_ignores_fields_of_a_later_version(self, scripted):
        turn = scripted.ask("Who?", k=2)
        record = answer_record(turn, INDEX, explain=True).fields()
        record["mood"] = record["passages"][0]["citation"]["colour"] = "new"
        assert turn_of(read_answer(record)) == turn

    @pytest.mark.parametrize(
        ("path", "value", "why"),
        [
            (["schema"], "quoth.answer/2", "schema 'quoth.answer/2', not 'quoth.answer/1'"),
            (["confidence"], 7, "the confidence is no probability"),
            (["confidence"], True, "the answer has no proper confidence"),
            (["question"], None, "the answer has no proper question"),
            (["found"], 1, "the answer has no proper found"),
            (["certainty"], "maybe", "the answer has no proper certainty"),
            (["certainty"], "no", "found and certainty contradict each other"),
            (["passages", 0, "read"], 2, "read of passage 1 is no probability"),
            (["passages", 0, "preformatted"], [[0]], "passage 1 has no proper preformatted"),
            (
                ["passages", 0, "preformatted"],
                [[0, 99]],
                "the preformatted stretches of passage 1 are not in its text",
            ),
            (["passages", 0, "highlight", "answer"], 2, "the answer in passage 1 is no object"),
            (["passages", 0, "highlight", "header"], 2, "the header in passage 1 is no object"),
            (
                ["passages", 0, "highlight", "answer"],
                {"start": 4, "end": 7, "text": "dog"},
                "the answer in passage 1 is not in its highlight",
            ),
            (
                ["passages", 0, "highlight", "answer"],
                {"start": 19, "end": 21, "text": "is"},
                "the answer in passage 1 is not in its highlight",
            ),
            (["index"], "f1", "the answer has no proper index"),
            (["index", "model"], 3, "the index has no proper model"),
            (["carried"], "cat", "the answer has no proper carried"),
            (["carried"], [1], "carried holds more than strings"),
            (["unmentioned"], "cat", "unmentioned is no list"),
            (["unmentioned"], ["cat", 1], "unmentioned holds more than strings"),
            (
                ["restricted"],
                [],
                "restricted must be an object with documents, sections, where and newest",
            ),
            (
                ["restricted"],
                {"sections": [""]},
                "sections in restricted must be a list of strings that",
            ),
            (["corrected"], ["x"], "corrected is no object"),
            (["corrected"], {"x": 1}, "corrected holds more than strings"),
            (["passages", 0], None, "passage 1 is no object"),
            (["passages", 0, "text"], "The cat", "the offsets of passage 1 do not fit its text"),
            (["passages", 0, "highlight", "end"], 99, "the highlight of passage 1 is not in its"),
            (["passages", 0, "citation", "start"], "0", "passage 1 has no proper start"),
            (["passages", 0, "citation", "link"], 1, "a citation of passage 1 has no proper link"),
            (["passages", 0, "citation"], None, "a citation of passage 1 is no object"),
            (["passages", 0, "highlight"], None, "the highlight of passage 1 is no object"),
            (
                ["passages", 0, "highlight"],
                {"start": 0, "end": 1},
                "highlight of passage 1 has no proper text",
            ),
            (["passages", 0, "also"], 3, "also of passage 1 is no list"),
            (["passages", 0, "also"], [3], "a citation of passage 1 is no object"),
            (["passages", 0, "also"], [{}], "a citation of passage 1 has no proper marker"),
            (["passages", 0, "explain"], [], "the reasons of passage 1 is no object"),
            (
                ["passages", 0, "explain"],
                {"signals": [3], "matched": []},
                "the reasons of passage 1 is no object",
            ),
            (
                ["passages", 0, "explain"],
                {"signals": [], "matched": [3]},
                "the reasons of passage 1 holds more",
            ),
        ],
    )
    def test_refuses_what_is_no_answer_and_says_where(self, scripted, path, value, why):
        record = answer_record(scripted.ask("Who?", k=1), INDEX).fields()
        part = record
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value
        with pytest.raises(RecordError) as caught:
            turn_of(read_answer(record))
        assert why in str(caught.value)

    def test_refuses_what_is_not_there(self):
        with pytest.raises(RecordError, match="there is no answer"):
            read_answer(None)


class TestReplies:
    def test_are_kept_in_the_record_and_come_back(self, scripted):
        turn = scripted.ask("hi", k=0)
        query = Query("hi", act=DialogueAct.GREETING)
        turn = replace(turn, query=query, reply="Hello.\n- farm.txt")
        record = answer_record(turn, INDEX).fields()
        assert record["reply"] == {"act": "greeting", "text": "Hello.\n- farm.txt"}
        assert turn_of(read_answer(record)) == turn

    def test_of_an_unknown_kind_are_refused(self, scripted):
        record = answer_record(scripted.ask("hi"), INDEX).fields()
        with pytest.raises(RecordError, match="no proper reply"):
            read_answer({**record, "reply": {"act": "song", "text": "La."}})
