"""What each rule of following is worth: left out, searched again where it changes words, compared."""

import pytest

from assistant.conversation import Exchange, Query
from assistant.understanding.leaning import leans
from eval.questions.eval_set import Qrel
from eval.studies import rules
from index.errors import InputError

HISTORY = (Exchange("Who is Ann?", "One."),)


@pytest.mark.parametrize("rule", rules.rules(), ids=lambda rule: rule.name)
def test_a_rule_is_left_out_where_it_lives_and_put_back(rule):
    kept = getattr(rule.room, rule.place)
    with rule.left_out():
        assert getattr(rule.room, rule.place) is rule.without
    assert getattr(rule.room, rule.place) is kept


class Assistant:
    """Carries a name into a question that leans."""

    def query(self, question, history):
        carried = ("Ann",) if leans(question) else ()
        return Query(" ".join([question, *carried]), carried)


class TestTheTable:
    @pytest.fixture
    def table(self, scripted):
        qrels = (Qrel("a", 1),)
        questions = (
            scripted.question(
                "q1",
                "When did she open the glass bridge over the river?",
                history=HISTORY,
                qrels=qrels,
            ),
            scripted.question("q2", "Who is Eve Hale?", history=HISTORY, qrels=qrels),
            scripted.question("q3", "Who is Eve Hale?", qrels=qrels),
        )
        searched = []

        def search(questions):
            searched.append([question.id for question in questions])
            return [0.5 if leans(question.text) else 0.25 for question in questions]

        shown = rules.table_of(Assistant(), scripted.EvalSet("a set", questions), search)
        return shown.split("\n"), searched

    def test_it_begins_with_all_rules(self, table):
        assert table[0][:5] == [
            "### a set: 2 questions with a history",
            "",
            "| left out | other words | nDCG@10 | difference |",
            "|---|--:|--:|---|",
            "| nothing | | 0.375 | |",
        ]

    def test_it_has_a_row_for_each_rule(self, table):
        rows = dict(row.strip("| ").split(" | ", 1) for row in table[0][5:])
        assert list(rows) == [rule.name for rule in rules.rules()]
        assert rows["… by its pronouns"].startswith("1 | 0.250 | -0.125 [")
        assert rows["one number of its own"] == "0 | 0.375 | +0.000 [+0.000, +0.000]"

    def test_only_questions_with_other_words_are_searched_again(self, table):
        assert table[1] == [["q1", "q2"], ["q1"]]

    def test_a_set_without_a_history_is_refused(self, scripted):
        alone = scripted.EvalSet("s", (scripted.question("q1", "Who?", qrels=(Qrel("a", 1),)),))
        with pytest.raises(InputError, match="s: no answerable question has a history"):
            rules.table_of(Assistant(), alone, list)
