from dataclasses import dataclass, field, replace

import pytest

from index.documents import Table
from index.passages.passage import Passage
from index.reading.reader import Reading
from index.search.reading import WEIGHT, read
from index.search.scored_passage import ScoredPassage

TOWER = "The tower fell in a storm. It was built in 1312 by monks."
BRIDGE = "The bridge is of stone. Nobody knows who built it."


def scored(text, score, *, start=0, section=()):
    cut = text.index(".") + 1
    sentences = ((start, start + cut), (start + cut + 1, start + len(text)))
    passage = Passage("a.txt", "Walks", start, start + len(text), text, section, 1, sentences)
    return ScoredPassage(passage, score, sentences[0], ())


def reading(text, words, *, answers=4.0, margin=4.0):
    start = text.index(words)
    return Reading(answers, margin, (start, start + len(words)))


@dataclass
class ScriptedReader:
    """Says of each text what a test tells it; of others that they do not answer."""

    says: dict = field(default_factory=dict)
    seen: list = field(default_factory=list)
    name: str = "scripted"

    def read(self, question, passages):
        self.seen += passages
        return [self.says.get(passage.text, Reading(-8.0, -8.0, (0, 3))) for passage in passages]


class TestRead:
    def test_marks_the_sentence_that_holds_the_words_that_answer(self):
        reader = ScriptedReader({TOWER: reading(TOWER, "1312")})
        (found,) = read(reader, "When was it built?", [scored(TOWER, 0.5, start=100)])
        assert found.sentence == (127, 157)
        assert TOWER[found.answer[0] - 100 : found.answer[1] - 100] == "1312"

    def test_puts_a_passage_first_that_answers_before_one_that_is_only_alike(self):
        reader = ScriptedReader({TOWER: reading(TOWER, "monks")})
        alike, answering = read(reader, "Who built it?", [scored(BRIDGE, 0.6), scored(TOWER, 0.5)])
        assert answering.score > alike.score
        assert alike.read < 0.1
        assert answering.read > 0.9

    @pytest.mark.parametrize(("language", "marked"), [("de", 0), ("en", 1)])
    def test_marks_what_says_most_of_a_question_in_a_language_that_no_reader_knows(
        self, language, marked
    ):
        text = "Der Turm trägt drei Glocken aus Bronze. Er fiel im Sturm."
        passage = scored(text, 0.5)
        passage = replace(passage, passage=replace(passage.passage, language=language))
        (found,) = read(
            ScriptedReader({text: reading(text, "im Sturm")}),
            "Wie viele Glocken trägt der Turm?",
            [passage],
        )
        assert found.sentence == passage.passage.sentences[marked]
        assert (found.answer is None) == (language == "de")

    @pytest.mark.parametrize(
        ("question", "words"),
        [
            ("Who is Lee?", None),
            ("who was Mary lee", None),
            ("Who was Mary Ann Lee?", None),
            ("Who met Lee?", "Ann"),
            ("Who is a smith?", "Ann"),
        ],
    )
    def test_shows_no_words_that_only_complete_the_name_of_whom_is_asked(self, question, words):
        text = "Ann Lee was a smith. She lived in Osh."
        reader = ScriptedReader({text: reading(text, "Ann")})
        (found,) = read(reader, question, [scored(text, 0.5)])
        assert found.sentence == (0, 20)
        assert (found.answer and text[slice(*found.answer)]) == words

    def test_of_facts_on_lines_of_their_own_marks_the_one_that_fits_best(self):
        text = "Checkout is at ten.\n\nLeave the keys in the box beside the door."
        reader = ScriptedReader({text: reading(text, text[16:])})
        for matches, line in (((1.0, 0.5), 0), ((0.5, 1.0), 1)):
            asked = scored(text, 0.5)
            found = read(reader, "When is checkout?", [replace(asked, matches=matches)])[0]
            assert found.sentence == asked.passage.sentences[line]

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("They met at five. Mr Alder took the chair.", "Mr Alder took the chair."),
            ("Mr Alder took the chair. They met at five.", "They met at five."),
            ("They took five. Mr Alder took the chair.", "They took five."),
            ("They met at five. Alder took the chair. Berg took the chair.", "They met at five."),
        ],
    )
    def test_marks_the_one_sentence_behind_that_says_all_that_is_asked_where_it_says_none(
        self, text, marked
    ):
        ends = [n + 1 for n, sign in enumerate(text) if sign == "."]
        sentences = tuple(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))
        passage = Passage("a.txt", "", 0, len(text), text, (), 1, sentences)
        reader = ScriptedReader({text: reading(text, "five")})
        asked = ScoredPassage(passage, 0.5, sentences[0], ())
        (found,) = read(reader, "Who took the chair?", [asked])
        assert text[slice(*found.sentence)] == marked

    def test_marks_nothing_that_answers_the_next_question(self):
        text = "Is it free? No.\n\nWhat does it cost? Two euros."
        parts = ["Is it free?", "No.", "What does it cost?", "Two euros."]
        spans = tuple((text.index(part), text.index(part) + len(part)) for part in parts)
        passage = Passage("a.txt", "Tolls", 0, len(text), text, (), 1, spans)
        found = ScoredPassage(passage, 0.5, spans[0], (), matches=(0.9, -0.5, 0.2, 0.3))
        reader = ScriptedReader({text: reading(text, text[text.index("No.") :])})
        (found,) = read(reader, "Is it free?", [found])
        assert (found.sentence, found.answer) == (spans[1], spans[1])

    def test_says_what_reading_added_to_the_score(self):
        reader = ScriptedReader({TOWER: reading(TOWER, "monks")})
        (found,) = read(reader, "Who built it?", [scored(TOWER, 0.5)])
        said = found.contributions[-1]
        assert (said.signal, said.value) == ("reading", found.read)
        assert found.score == pytest.approx(0.5 + said.part)
        assert said.part == pytest.approx(WEIGHT * found.read)

    def test_does_not_read_what_cannot_become_the_first(self):
        reader = ScriptedReader()
        first, last = read(reader, "?", [scored(TOWER, 0.9), scored(BRIDGE, 0.9 - WEIGHT - 0.01)])
        assert [passage.text for passage in reader.seen] == [TOWER]
        assert (last.read, last.score) == (None, 0.9 - WEIGHT - 0.01)
        assert first.read is not None

    def test_reads_no_further_where_the_first_are_out_of_reach(self):
        reader = ScriptedReader({TOWER: reading(TOWER, "monks", answers=9.0)})
        near = [scored(TOWER, 0.5), scored(BRIDGE, 0.49), scored(BRIDGE, 0.48), scored(BRIDGE, 0.3)]
        found = read(reader, "Who built it?", near)
        assert [passage.read is not None for passage in found] == [True, True, False, False]

    def test_reads_on_where_the_first_do_not_answer(self):
        third = scored(TOWER, 0.4)
        reader = ScriptedReader({TOWER: reading(TOWER, "monks", answers=9.0)})
        found = read(reader, "?", [scored(BRIDGE, 0.5), scored(BRIDGE, 0.45), third])
        assert max(found, key=lambda each: each.score) is found[2]

    def test_keeps_the_best_sentence_where_no_words_answer(self):
        (found,) = read(ScriptedReader(), "Who?", [scored(TOWER, 0.5)])
        assert (found.answer, found.sentence) == (None, scored(TOWER, 0.5).sentence)

    def test_ends_words_where_the_marked_sentence_ends(self):
        reader = ScriptedReader({TOWER: reading(TOWER, "storm. It was built in 1312")})
        (found,) = read(reader, "When?", [scored(TOWER, 0.5)])
        assert TOWER[slice(*found.answer)] == "It was built in 1312"

    def test_shows_the_reader_the_title_and_section_above_a_passage(self):
        reader = ScriptedReader()
        read(reader, "?", [scored(TOWER, 0.5, section=("Walks", "Ruins"))])
        assert reader.seen[0].heading == "Walks: Ruins"

    def test_leaves_passages_alone_where_nothing_of_the_question_can_be_read(self):
        class Blind(ScriptedReader):
            def read(self, question, passages):
                return [None] * len(passages)

        given = [scored(TOWER, 0.5)]
        assert read(Blind(), "☃", given) == given


class TestRowsElsewhere:
    def test_take_nothing_from_what_is_said_in_sentences(self):
        def tabled(prose, row, name):
            header = "| Road | State |"
            text = f"{prose}\n\n{header}\n|---|---|\n{row}"
            begin, above = text.index(row), text.index(header)
            table = Table((above, above + len(header)), begin, len(text))
            sentences = ((0, len(prose)), (begin, len(text)))
            passage = Passage(name, "", 0, len(text), text, (), 1, sentences, tables=(table,))
            return ScoredPassage(passage, 0.5, sentences[0], ())

        class Sure:
            name = "sure"

            def read(self, question, passages):
                return [Reading(4.0, 4.0, (0, 8)) for _ in passages]

        pool = tabled("It was closed in May.", "| Lane | 2 |", "pool.md")
        roads = tabled("Roads of the town.", "| Tunnel | closed |", "roads.md")
        alone, *_ = read(Sure(), "When was the pool closed?", [pool])
        beside, *_ = read(Sure(), "When was the pool closed?", [pool, roads])
        assert beside.read == alone.read > 0.9
