import pytest

from eval.drafting.drafting import draft_records, drafts
from eval.drafting.people import People
from index.readers.text.reader import read

COMMON = frozenset({"The", "A", "An", "Steam", "Four"})
PEOPLE = People("Sir Thomas Newcomen met President Olga Ternova. Newcomen left.")


def questions(sentence):
    return [draft.question for draft in drafts(sentence, PEOPLE, COMMON)]


class TestDefinitions:
    @pytest.mark.parametrize(
        ("sentence", "question"),
        [
            ("The Quasiturbine is a rotary engine.", "What is the Quasiturbine?"),
            ("Steam engines are heat engines that burn coal.", "What are steam engines?"),
            ("Olga Ternova was the first mayor of Lonn.", "Who was Olga Ternova?"),
            ("Olga Ternova, a geologist from Lonn, sat down.", "Who is Olga Ternova?"),
            ("- **Shims** are lightweight files on the path.", "What are Shims?"),
            (
                "It left the Lake Treaty Council (LTC) in anger.",
                "What does LTC stand for?",
            ),
        ],
    )
    def test_ask_what_or_who(self, sentence, question):
        assert questions(sentence)[:1] == [question]

    @pytest.mark.parametrize(
        "sentence",
        [
            "The reason is a lack of coal in winter.",
            "It is a rotary engine of some fame.",
            "This engine is a rotary engine of fame.",
            "Steam engines are rarely used engines today.",
        ],
    )
    def test_do_not_ask_what_only_the_text_around_tells(self, sentence):
        assert not [q for q in questions(sentence) if q.startswith(("What is", "What are"))]


class TestNumbers:
    @pytest.mark.parametrize(
        ("sentence", "question", "answer"),
        [
            (
                "The ministry employed 400 protection officers in 2009.",
                "How many protection officers did the ministry employ in 2009?",
                "400",
            ),
            (
                "Between 50,000 and 60,000 people were killed, and many fled.",
                "How many people were killed?",
                "Between 50,000 and 60,000",
            ),
            ("The bridge is 300 metres long.", "How long is the bridge?", "300 metres"),
            (
                "Coal exports fell by 12 percent last year.",
                "By how much did Coal exports fall last year?",
                "12 percent",
            ),
            (
                "A 40 percent decline in sales in 2014 hurt the firm.",
                "How large was the decline in sales in 2014?",
                "40 percent",
            ),
            (
                "The bridge cost $3 million in all.",
                "How much did the bridge cost in all?",
                "$3 million",
            ),
            (
                "The plant generated about 90% of all power in Lonn.",
                "How much of all power did the plant generate in Lonn?",
                "about 90%",
            ),
        ],
    )
    def test_ask_how_much_or_how_many(self, sentence, question, answer):
        found = [d for d in drafts(sentence, PEOPLE, COMMON) if d.kind == "number"]
        assert [(draft.question, draft.answer) for draft in found] == [(question, answer)]

    def test_a_year_is_no_number_of_things(self):
        assert not questions("The ministry banned 1984 books by law.")[1:]


class TestDates:
    @pytest.mark.parametrize(
        ("sentence", "question"),
        [
            (
                "In 1968, the guards destroyed the temple.",
                "When did the guards destroy the temple?",
            ),
            ("The bank was founded in May 1817.", "When was the bank founded?"),
            ("The bank moved to Lonn on 3 May 1817.", "When did the bank move to Lonn?"),
        ],
    )
    def test_ask_when(self, sentence, question):
        assert question in questions(sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "The bank moved to Lonn in 1817 and to Oss in 1820.",
            "The bank grew for years after the war in 1817.",
        ],
    )
    def test_two_dates_or_one_of_something_else_are_left_alone(self, sentence):
        assert not [q for q in questions(sentence) if q.startswith("When")]


class TestNames:
    @pytest.mark.parametrize(
        ("sentence", "question"),
        [
            ("Newcomen visited Lonn with his wife.", "Who visited Lonn with his wife?"),
            (
                "The pump was invented by Thomas Newcomen in Lonn.",
                "Who invented the pump in Lonn?",
            ),
            (
                "Below stood a pump, built by Thomas Newcomen for the mine.",
                "Who built the pump?",
            ),
        ],
    )
    def test_ask_who(self, sentence, question):
        assert question in questions(sentence)

    def test_a_place_is_nobody(self):
        people = People("Ilya Warsaw lived in Warsaw.")
        assert not people.include("Warsaw")


class TestObjects:
    @pytest.mark.parametrize(
        ("sentence", "question"),
        [
            ("The offer demonstrates the extent of fear.", "What does the offer demonstrate?"),
            ("The tower is mainly used for cooling water.", "What is the tower used for?"),
            ("The mutiny was triggered by low pay in the army.", "What triggered the mutiny?"),
        ],
    )
    def test_ask_what_where_nothing_else_can_be_asked(self, sentence, question):
        assert questions(sentence) == [question]


class TestWording:
    @pytest.mark.parametrize(
        "sentence",
        [
            "He invented the pump in Lonn.",
            "What did Newcomen invent?",
            "Newcomen told them about this.",
            "The treaty signed in Lonn was ratified by nobody.",
            "x = read(path).",
        ],
    )
    def test_what_cannot_stand_alone_is_left_out(self, sentence):
        assert questions(sentence) == []


class TestDocuments:
    TEXT = (
        "About Pumps\n\nThe pump is a machine in Lonn. Newcomen left.\n\n"
        "The mill was founded in 1817. The mill was founded in 1817.\n\n"
        "The bank was founded in 1820. The ferry was founded in 1830.\n"
    )

    def document(self, text=TEXT):
        return read(text.encode(), "a.txt").documents[0]

    def test_each_draft_quotes_the_sentence_that_is_there_once(self):
        found = draft_records(self.document(), 9)
        assert [record.draft.question for record in found] == [
            "When was the bank founded?",
            "When was the ferry founded?",
        ]

    def test_a_record_is_a_draft_with_its_short_answer(self):
        record = draft_records(self.document(), 9)[-1]
        assert record.fields("draft-1") == {
            "id": "draft-1",
            "question": "When was the ferry founded?",
            "evidence": [{"document": "a.txt", "quote": "The ferry was founded in 1830."}],
            "tags": ["draft", "date"],
            "answers": ["in 1830"],
        }

    def test_there_are_no_more_than_asked_for(self):
        assert len(draft_records(self.document(), 1)) == 1

    def test_no_two_ask_nearly_the_same(self):
        text = "The bank was founded in 1820.\n\nThe banks was founded in 1821.\n"
        assert len(draft_records(self.document(text), 9)) == 1
