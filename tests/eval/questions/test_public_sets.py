"""``quoth-eval import``: each layout as it is published becomes a folder that can be measured."""

import json

import pytest

from eval.program import cli
from eval.questions.loading import load


@pytest.fixture
def imported(tmp_path, capsys):
    """Imports what is written to a file of a layout; gives the questions by id and the documents."""

    def run(layout, *records, options=()):
        path = tmp_path / "published"
        if not path.is_dir():
            path.write_text("\n".join(map(json.dumps, records)))
        folder = tmp_path / "folder"
        run.code = cli.main(["import", layout, str(path), str(folder), *options])
        run.out, run.err = capsys.readouterr()
        if run.code:
            return None
        lines = (folder / "corpus.jsonl").read_text().splitlines()
        documents = {one["_id"]: (one["title"], one["text"]) for one in map(json.loads, lines)}
        return {question.id: question for question in load(folder).questions}, documents

    run.folder = tmp_path / "published"
    return run


def relevant(question):
    return [(qrel.document, qrel.gain) for qrel in question.qrels]


SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Steam_engine",
            "paragraphs": [
                {
                    "context": "Watt built it.",
                    "qas": [
                        {
                            "id": "s1",
                            "question": "Who built it?",
                            "answers": [{"text": "Watt", "answer_start": 0}] * 2,
                            "is_impossible": False,
                        },
                        {
                            "id": "s2",
                            "question": "Who sold it?",
                            "answers": [],
                            "plausible_answers": [{"text": "Watt", "answer_start": 0}],
                            "is_impossible": True,
                        },
                    ],
                },
                {"context": "It used coal.", "qas": []},
            ],
        }
    ],
}


class TestSquad:
    def test_paragraphs_are_documents_and_near_misses_unanswerable(self, imported):
        questions, documents = imported("squad", SQUAD)
        assert documents == {
            "Steam_engine#1": ("Steam engine", "Watt built it."),
            "Steam_engine#2": ("Steam engine", "It used coal."),
        }
        one, other = questions["s1"], questions["s2"]
        assert (one.answerable, one.answers, relevant(one)) == (
            True,
            ("Watt",),
            [("Steam_engine#1", 1)],
        )
        assert (other.answerable, relevant(other)) == (False, [])
        assert imported.err.endswith(": 2 questions, 2 documents\n")

    def test_another_layout_is_named_with_its_place(self, imported):
        imported("squad", {"data": [{"title": "T", "paragraphs": [{"qas": []}]}]})
        assert imported.code == 2
        assert imported.err.endswith(
            "published: not in SQuAD layout: Object missing required field `context` - at "
            "`$.data[0].paragraphs[0]`\n"
        )


def task(name, answerability, *contexts, said=("Who built it?",)):
    speakers = ("user", "agent") * len(said)
    return {
        "task_id": name,
        "conversation_id": "c",
        "Answerability": [answerability],
        "input": [
            {"speaker": speaker, "text": text, "metadata": {}}
            for speaker, text in zip(speakers, said, strict=False)
        ],
        "contexts": [{"document_id": d, "text": t, "title": None, "score": 1} for d, t in contexts],
        "targets": [{"speaker": "agent", "text": "Watt."}],
    }


class TestMtrag:
    def test_the_last_question_is_asked_after_the_others(self, imported):
        said = ("What is it?", "An engine.", "Who built it?")
        questions, documents = imported(
            "mtrag",
            task("t1", "ANSWERABLE", ("d1", "Watt built it."), ("d2", "So he did."), said=said),
            task("t2", "UNANSWERABLE"),
            task("t3", "UNDERSPECIFIED", ("d1", "Watt built it.")),
            task("t4", "PARTIAL", ("d3", "It used coal.")),
        )
        assert set(documents) == {"d1", "d2", "d3"}
        first = questions["t1"]
        assert first.text == "Who built it?"
        assert [(one.question, one.answer) for one in first.history] == [
            ("What is it?", "An engine.")
        ]
        assert relevant(first) == [("d1", 1), ("d2", 1)]
        assert {name: one.answerable for name, one in questions.items()} == {
            "t1": True,
            "t2": False,
            "t3": None,
            "t4": True,
        }

    def test_a_line_of_another_layout_is_named(self, imported):
        imported("mtrag", task("t1", "ANSWERABLE", ("d1", "One.")), {"task_id": "t2"})
        assert imported.code == 2
        assert "line 2: not in MTRAG layout: Object missing required field `input`" in imported.err


class TestQrecc:
    @pytest.mark.parametrize("prefix", ["", "Truth_"])
    def test_answers_are_the_documents_and_rewrites_are_kept(self, imported, prefix):
        rewrite, answer = ("Truth_rewrite", "Truth_answer") if prefix else ("Rewrite", "Answer")
        turns = [
            {
                "Conversation_no": 1,
                "Turn_no": 2,
                "Question": "Who built it?",
                "Context": ["What is it?", "An engine."],
                rewrite: "Who built the engine?",
                answer: "Watt built it.",
                "Answer_URL": "https://example.org",
            },
            {"Conversation_no": 1, "Turn_no": 3, "Question": "Why?", "Context": [], answer: ""},
        ]
        questions, documents = imported("qrecc", turns)
        one = questions["1_2"]
        assert documents == {"1_2": ("", "Watt built it.")}
        assert one.rewrite == "Who built the engine?"
        assert [(past.question, past.answer) for past in one.history] == [
            ("What is it?", "An engine.")
        ]
        assert relevant(one) == [("1_2", 1)]
        assert questions["1_3"].answerable is None


class TestAclVerbatim:
    def row(self, question, chunk, label, *spans):
        return {
            "question": question,
            "paper_id": "P19-1001",
            "chunk_index": chunk,
            "chunk": f"Chunk {chunk}.",
            "label": label,
            "spans": [{"start": 0, "end": 5, "text": text} for text in spans],
            "source": "retrieved",
        }

    def test_chunks_that_are_marked_are_relevant(self, imported):
        questions, documents = imported(
            "acl-verbatim",
            self.row("What is BLEU?", 1, 1, "Chunk"),
            self.row("What is BLEU?", 2, 0),
            self.row("What is ROUGE?", 2, 0),
        )
        assert documents["P19-1001#2"] == ("P19-1001", "Chunk 2.")
        assert relevant(questions["q1"]) == [("P19-1001#1", 1)]
        assert questions["q2"].answerable is None


class TestBeir:
    @pytest.fixture
    def published(self, imported, scripted):
        folder = imported.folder
        (folder / "qrels").mkdir(parents=True)
        scripted.write_lines(
            folder / "corpus.jsonl",
            {"_id": "d1", "title": "One", "text": "First.", "metadata": {}},
            {"_id": "d2", "text": "Second."},
        )
        scripted.write_lines(
            folder / "queries.jsonl", *({"_id": f"q{n}", "text": "Which?"} for n in range(3))
        )
        head = "query-id\tcorpus-id\tscore\n"
        (folder / "qrels" / "test.tsv").write_text(f"{head}q1\td1\t2\nq1\td2\t0\n")
        (folder / "qrels" / "dev.tsv").write_text(f"{head}q2\td2\t1\n")
        return folder

    def test_the_questions_of_a_split_are_taken(self, imported, published):
        questions, documents = imported("beir")
        assert list(questions) == ["q1"]
        assert relevant(questions["q1"]) == [("d1", 2)]
        assert documents == {"d1": ("One", "First."), "d2": ("", "Second.")}

    def test_of_another_split_where_it_is_named(self, imported, published):
        assert list(imported("beir", options=("--split", "dev"))[0]) == ["q2"]

    def test_a_split_that_is_not_there_is_named(self, imported, published):
        imported("beir", options=("--split", "train"))
        assert imported.code == 2
        assert imported.err.endswith("train.tsv: is not there; name another with --split\n")


class TestTheProgram:
    def test_writes_over_nothing(self, imported):
        imported("squad", SQUAD)
        imported("squad", SQUAD)
        assert imported.code == 2
        assert imported.err.endswith("folder: is there already; name another folder\n")

    def test_knows_its_layouts(self, imported):
        imported("csv", {})
        assert imported.code == 2
        assert "squad" in imported.err

    def test_only_beir_has_splits(self, imported):
        imported("squad", SQUAD, options=("--split", "dev"))
        assert imported.code == 2
        assert imported.err == "quoth-eval: --split: only a set in the layout beir has splits\n"

    def test_a_set_without_a_question_is_none(self, imported):
        imported("squad", {"data": []})
        assert imported.code == 2
        assert "there is no question" in imported.err
