import json

import pytest

from eval.judging.runs import judge_run, unretrieved
from eval.judging.scoring import score
from eval.questions.eval_set import Evidence, Qrel
from index.errors import InputError

DOCUMENTS = {
    "a.txt": "Ann met Bob at noon.\nBob left before it rained.",
    "b.txt": "Nobody met anybody.",
}


@pytest.fixture
def judged(scripted, tmp_path):
    """Judges a run, given as lines of TREC or as records; gives the results."""
    path = tmp_path / "tool.jsonl"

    def build(*lines, questions=None, documents=DOCUMENTS, corpus=None):
        questions = questions or (
            scripted.question(
                "q1",
                "Who met?",
                evidence=(Evidence("a.txt", "Ann met Bob"),),
                answers=("Bob",),
            ),
            scripted.question("q2", "Who sang?", answerable=False),
        )
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("".join(f"{text}\n" for text in texts))
        build.run = judge_run(path, scripted.EvalSet("s", questions, corpus), documents)
        return score(build.run.outcomes)

    return build


def passages(*items, name="q1", **said):
    return {"id": name, "passages": list(items), **said}


class TestByQuotes:
    def test_a_passage_that_holds_a_quote_is_relevant_whatever_its_white_space(self, judged):
        first, _ = judged(passages("Nobody.", "… ANN  met\nBob at noon. Bob left"))
        assert first.rank == 2
        assert first.values["RR"] == 0.5

    @pytest.mark.parametrize(
        ("text", "is_relevant"),
        [
            ("It is told that Ann met", True),  # 7 of 11 characters
            ("n met Bob at noon", True),
            ("n met Bo", True),
            ("It is told that Ann", False),
            ("Ann sang. Bob met her.", False),
            ("met", False),
        ],
    )
    def test_more_than_half_of_a_quote_at_its_edge_is_enough(self, judged, text, is_relevant):
        assert judged(passages(text))[0].rank == (1 if is_relevant else None)

    def test_a_quote_that_stands_higher_already_counts_once(self, judged):
        first, _ = judged(passages("Ann met Bob", "Then Ann met Bob at noon", "Ann met Bob"))
        assert first.values == {"nDCG@10": 1, "Success@1": 1, "R@3": 1, "R@5": 1, "RR": 1}

    def test_quotes_that_are_missed_count(self, judged, scripted):
        evidence = (Evidence("a.txt", "Ann met Bob"), Evidence("a.txt", "Bob left"))
        questions = (scripted.question("q1", evidence=evidence),)
        [found] = judged(passages("Ann met Bob at noon."), questions=questions)
        assert (found.values["Success@1"], found.values["R@5"]) == (1, 0.5)

    def test_a_quote_in_another_document_is_none(self, judged):
        named = {"text": "Ann met Bob", "document": "b.txt"}
        assert judged(passages(named))[0].rank is None
        assert judged(passages({**named, "document": "docs/a"}))[0].rank == 1  # its own name

    def test_a_prefix_tells_one_of_several_places(self, judged, scripted):
        evidence = (Evidence("a.txt", "Bob", prefix="Ann met "),)
        questions = (scripted.question("q1", evidence=evidence),)
        assert judged(passages("Bob left"), questions=questions)[0].rank is None

    def test_words_of_an_answer_are_measured_where_answers_are_given(self, judged):
        assert judged(passages("Ann met Bob", answer="the Bob"))[0].answer_f1 == 1
        assert judged(passages("Nothing", answer="Bob"))[0].answer_f1 == 0
        assert judged(passages("Ann met Bob"))[0].answer_f1 is None

    def test_documents_need_not_be_at_hand(self, judged):
        first, _ = judged(passages("Ann met Bob at noon."), documents={})
        assert (first.rank, first.citations_valid) == (1, None)
        assert judged.run.binding.documents == {}

    def test_labels_are_looked_up_where_they_are(self, judged, scripted):
        questions = (scripted.question("q1", evidence=(Evidence("a.txt", "Eve"),)),)
        with pytest.raises(InputError, match=r"the quote 'Eve' is not in 'a\.txt'"):
            judged(passages("Eve"), questions=questions)


class TestWhatIsCited:
    def test_a_passage_holds_where_it_stands_in_the_document_that_it_names(self, judged):
        right = {"text": "Ann  met Bob", "document": "a.txt"}
        made_up = {"text": "Ann met Eve", "document": "a.txt"}
        gone = {"text": "Ann met Bob", "document": "c.txt"}
        assert judged(passages(right))[0].citations_valid == 1
        assert judged(passages(right, made_up, gone))[0].citations_valid == 0.333333

    def test_its_place_is_told_where_it_is_found(self, judged):
        first = judged(passages("Bob  left before"))[0].first
        assert (first.document, first.start, first.end) == ("a.txt", 21, 36)
        assert first.text == "Bob left before"
        lost = judged(passages("Bob ran."))[0].first
        assert (lost.document, lost.start, lost.end, lost.text) == ("", 0, 0, "Bob ran.")


class TestByDocuments:
    def test_the_documents_of_the_evidence_are_relevant(self, judged):
        first, _ = judged("q1 Q0 b.txt 1 2 bm25", "q1 Q0 a.txt 2 1 bm25")
        assert (first.rank, first.first.document) == (2, "b.txt")
        assert judged.run.under_test == {"run": "bm25"}

    def test_judgements_of_a_folder_count_with_their_gains(self, judged, scripted, tmp_path):
        questions = (scripted.question("q1", qrels=(Qrel("d1", 2), Qrel("d2", 1))),)
        [found] = judged(
            "q1 Q0 d2 1 2 r", "q1 Q0 d1 2 1 r", questions=questions, documents={}, corpus=tmp_path
        )
        assert found.values["nDCG@10"] == pytest.approx(0.8597, abs=1e-4)  # 2.262 of 2.631

    def test_ids_of_passages_are_refused_with_the_remedy(self, judged):
        with pytest.raises(InputError, match="where it ranks passages, give their texts as JSON"):
            judged("q1 Q0 a.txt#3 1 2 bm25")

    def test_a_folder_needs_the_documents_of_passages(self, judged, scripted, tmp_path):
        questions = (scripted.question("q1", qrels=(Qrel("d1", 1),)),)
        with pytest.raises(InputError, match='a passage lacks "document"'):
            judged(passages("One."), questions=questions, documents={}, corpus=tmp_path)

    def test_what_a_question_excludes_is_left_out(self, judged, scripted):
        evidence = (Evidence("a.txt", "Ann met Bob"),)
        questions = (scripted.question("q1", evidence=evidence, exclude=frozenset({"b.txt"})),)
        lines = ("q1 Q0 b.txt 1 2 r", "q1 Q0 a.txt 2 1 r")
        assert judged(*lines, questions=questions)[0].rank == 1


class TestWhatIsNotSaid:
    def test_is_not_measured(self, judged):
        for result in judged(passages("Ann met Bob"), passages(name="q2")):
            assert (result.found, result.certainty, result.confidence) == (None, None, None)
            assert result.sentence_right is None

    def test_a_question_without_a_line_has_nothing_retrieved(self, judged):
        first, second = judged(passages(name="q2", found=False))
        assert (first.rank, first.values["RR"], first.failure) == (None, 0, None)
        assert second.found is False
        assert unretrieved(judged.run) == 1
        assert judged.run.missing == 1


class TestWhatIsRanked:
    def test_documents_are_not_compared_with_passages(self, judged):
        judged(passages("Ann met Bob"), passages(name="q2"))
        by_passages = judged.run.binding
        judged("q1 Q0 a.txt 1 2 r")
        assert judged.run.binding.of_documents
        problem = by_passages.mismatch(judged.run.binding)
        assert problem == "passages are ranked in one and documents in the other"
