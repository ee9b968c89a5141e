import json
import lzma

import pytest

from assistant.conversation import Exchange
from assistant.questions import LONGEST_QUESTION
from eval.questions.eval_set import Qrel
from eval.studies import follow_ups
from eval.studies.follow_ups import Searched, search_each_way, table
from index.errors import InputError

TEXTS = {"a": "One.", "b": "Two.", "c": "Three."}
HISTORY = (Exchange("Who is Ann?", "One."), Exchange("Where is she?"))


def asked(assistant):
    return [(text, context) for text, _, context in assistant.asked]


def when(scripted, **labels):
    """A follow-up that carries a word; it is the document "b" that answers it."""
    return scripted.question("q1", "When?", history=HISTORY, qrels=(Qrel("b", 1),), **labels)


def alone(scripted, **labels):
    """A question that carries nothing; it is the document "a" that answers it."""
    history = (Exchange("Who?"),)
    return scripted.question("q2", "What is One?", history=history, qrels=(Qrel("a", 1),), **labels)


@pytest.fixture
def assistant(scripted):
    return scripted.Assistant(
        TEXTS,
        ranks={
            "Where is she? When?": ["Three."],
            "When? Ann": ["Two."],
            "When was Ann?": ["Two."],
        },
        carries={"When?": ("Ann",)},
    )


class TestComparing:
    def searched(self, scripted, assistant, *questions, **options):
        return search_each_way(assistant, scripted.EvalSet("s", questions), **options)

    def test_each_way_has_the_measures_of_what_it_searches(self, scripted, assistant):
        question = when(scripted, rewrite="When was Ann?")
        found = self.searched(scripted, assistant, question, alone(scripted))
        ranks = {way: [1 / v["RR"] for v in values] for way, values in found.values.items()}
        assert ranks == {
            "raw question": pytest.approx([2, 1], abs=1e-5),
            "previous question pasted": pytest.approx([3, 1], abs=1e-5),
            "all earlier questions pasted": pytest.approx([2, 1], abs=1e-5),
            "words carried over": [1, 1],
            "rewritten by hand": [1, 1],
        }
        assert found.carried == [("Ann",), ()]

    def test_no_question_is_searched_twice_for_the_same_text(self, scripted, assistant):
        question = when(scripted, rewrite="When was Ann?")
        self.searched(scripted, assistant, question, alone(scripted))
        assert asked(assistant) == [
            ("When?", True),
            ("What is One?", True),  # carries nothing, so it was searched raw
            ("When?", False),
            ("Where is she? When?", False),
            ("Who? What is One?", False),  # all there is to paste
            ("Who is Ann? Where is she? When?", False),
            ("When was Ann?", False),
        ]

    def test_only_answerable_questions_with_a_history_count(self, scripted, assistant):
        found = self.searched(
            scripted,
            assistant,
            scripted.question("first", "Who?", qrels=(Qrel("a", 1),)),
            scripted.question("none", "Why?", answerable=False, history=HISTORY),
            scripted.question("unknown", "How?", answerable=None, history=HISTORY),
            when(scripted),
        )
        assert [question.id for question in found.questions] == ["q1"]

    def test_a_set_without_such_a_question_is_refused(self, scripted, assistant):
        with pytest.raises(InputError, match="s: no answerable question has a history"):
            self.searched(scripted, assistant, scripted.question())

    def test_a_set_without_rewrites_has_none_by_hand(self, scripted, assistant):
        found = self.searched(scripted, assistant, when(scripted))
        assert "rewritten by hand" not in found.values

    def test_answers_of_earlier_turns_can_be_left_out_in_every_way(self, scripted, assistant):
        question = when(scripted, rewrite="When was Ann?")
        found = self.searched(scripted, assistant, question, exclude_answered=True)
        ranks = {way: 1 / values["RR"] for way, [values] in found.values.items()}
        assert ranks["raw question"] == 1  # "a" is left out
        assert ranks["previous question pasted"] == 2  # after "c"

    def test_what_is_pasted_loses_its_beginning_where_it_is_too_long(self, scripted, assistant):
        history = (Exchange("x" * 6_000), Exchange("y" * 6_000))
        question = scripted.question(text="When?", history=history, qrels=(Qrel("b", 1),))
        self.searched(scripted, assistant, question)
        longest = max((text for text, _ in asked(assistant)), key=len)
        assert len(longest) == LONGEST_QUESTION
        assert longest.endswith(f"x {'y' * 6_000} When?")


def values(*reciprocal_ranks):
    return [{"nDCG@10": rr, "Success@1": float(rr == 1), "RR": rr} for rr in reciprocal_ranks]


class TestTheTable:
    NONE = "+0.000 [+0.000, +0.000]"

    def test_it_shows_each_way_beside_the_raw_question(self, scripted):
        questions = [when(scripted), when(scripted)]
        ways = {"words carried over": values(1, 1), "raw question": values(0.5, 0.5)}
        half, one = "**+0.500** [+0.500, +0.500]", "**+1.000** [+1.000, +1.000]"
        assert table("a set", Searched(questions, [("Ann",), ()], ways)).split("\n") == [
            "### a set: 2 answerable questions with a history",
            "",
            "| questions | searched | nDCG@10 | difference | Success@1 | difference | RR | difference |",
            "|---|---|--:|---|--:|---|--:|---|",
            "| all: 2 (1 with words carried over) | raw question | 0.500 |  | 0.000 |  | 0.500 |  |",
            f"|  | words carried over | 1.000 | {half} | 1.000 | {one} | 1.000 | {half} |",
        ]

    def test_rewrites_tell_which_questions_stand_alone(self, scripted):
        questions = [
            when(scripted, rewrite="When was Ann?"),
            alone(scripted, rewrite="what is  ONE?"),
            alone(scripted),  # not known
        ]
        ways = {"raw question": values(0.5, 1, 0), "words carried over": values(0.5, 1, 0)}
        shown = table("a set", Searched(questions, [("Ann",), (), ("One",)], ways)).split("\n")[4:]
        assert shown[:-2] == [
            "| all: 3 (2 with words carried over) | raw question | 0.500 |  | 0.333 |  | 0.500 |  |",
            f"|  | words carried over | 0.500 | {self.NONE} | 0.333 | {self.NONE} | 0.500 | {self.NONE} |",
            "| stand alone: 1 (0 with words carried over) | raw question | 1.000 |  | 1.000 |  | 1.000 |  |",
            f"|  | words carried over | 1.000 | {self.NONE} | 1.000 | {self.NONE} | 1.000 | {self.NONE} |",
            "| do not stand alone: 1 (1 with words carried over) | raw question | 0.500 |  | 0.000 |  | 0.500 |  |",
            f"|  | words carried over | 0.500 | {self.NONE} | 0.000 | {self.NONE} | 0.500 | {self.NONE} |",
        ]

    def test_words_are_compared_with_those_of_the_rewrites(self, scripted):
        standing = alone(scripted, tags=("standalone",))
        questions = [when(scripted, rewrite="When was Ann?"), standing, alone(scripted)]
        ways = {"words carried over": values(1, 1, 1), "raw question": values(0.5, 0.5, 1)}
        shown = table("a set", Searched(questions, [("Ann", "One"), (), ()], ways)).split("\n")
        assert shown[-2] == ""
        assert shown[-1] == (
            "Words carried over, against 2 rewritten questions: precision 0.500, recall 1.000, "
            "F1 0.667; of 1 question that needs none, 0 carry some."
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A BEIR folder of two documents and a conversation about one of them."""
    folder = tmp_path_factory.mktemp("sets") / "sky-and-sea"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text(
        '{"_id": "sky", "title": "", "text": "Larks sing high above the fields in spring."}\n'
        '{"_id": "sea", "title": "", "text": "Whales dive deep below the waves in winter."}\n'
    )
    (folder / "queries.jsonl").write_text(
        '{"_id": "1", "text": "When do they?", "rewrite": "When do whales dive?", "history": '
        '["Do whales dive?", {"question": "And larks?", "answer": "Larks sing high above the '
        'fields in spring."}]}\n'
    )
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\tsea\t1\n")
    return folder


class TestTheProgram:
    def test_prints_a_table_for_each_set(self, folder, capsys):
        assert follow_ups.main(["--quiet", str(folder), str(folder)]) == 0
        out, err = capsys.readouterr()
        assert out.count("### sky-and-sea: 1 answerable question with a history\n") == 2
        assert "|  | rewritten by hand | 1.000 |" in out
        assert out.count("\n\nWords carried over, against 1 rewritten question: ") == 2
        assert err == ""

    def test_can_leave_answers_of_earlier_turns_out(self, folder, capsys):
        assert follow_ups.main(["--quiet", "--exclude-answered", str(folder)]) == 0
        rows = [line for line in capsys.readouterr().out.split("\n") if line.startswith("|")][2:]
        assert {row.split(" | ")[2] for row in rows} == {"1.000"}  # one document is left

    def test_a_set_that_is_missing_is_one_line_on_stderr(self, tmp_path, capsys):
        assert follow_ups.main([str(tmp_path / "none.jsonl")]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("eval.studies.follow_ups: ")
        assert err.count("\n") == 1

    def test_a_file_of_conversations_has_words_alone(self, tmp_path, capsys):
        rows = [
            {"set": "s", "id": str(n), "conv": str(n), "history": [ANN], "question": "Is she old?",
             "rewrite": "Is Ann old?"}
            for n in range(64)
        ]  # fmt: skip
        path = tmp_path / "some.jsonl.xz"
        with lzma.open(path, "wt") as file:
            file.writelines(f"{json.dumps(row)}\n" for row in rows)
        assert follow_ups.main([str(path)]) == 0
        heading, _, sentence = capsys.readouterr().out.strip().split("\n")
        assert heading == "### some.jsonl.xz: held-out conversations"
        assert sentence.startswith("Words carried over, against ")

    @pytest.mark.parametrize("data", [b"no archive", lzma.compress(b"[]\n"), None])
    def test_what_is_no_such_file_is_one_line_on_stderr(self, tmp_path, capsys, data):
        path = tmp_path / "some.jsonl.xz"
        if data is not None:
            path.write_bytes(data)
        assert follow_ups.main([str(path)]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert f"{path}: holds no conversations with rewrites (" in err


ANN = {"question": "Who is Ann?", "answer": "Ann is a baker."}
