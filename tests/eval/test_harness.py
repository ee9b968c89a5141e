import pytest

from assistant.conversation import Exchange
from eval.dataset import Evidence, Qrel
from eval.harness import run
from eval.relevance import Judgement
from index.errors import InputError

TEXT = "Ann met Bob. It rained.\nBob left on Monday.\nNobody came."


def evidence(quote, document="a.txt"):
    return (Evidence(document, quote),)


class TestRunOverPassages:
    def outcome(self, scripted, question, **script):
        assistant = scripted.Assistant({"a.txt": TEXT}, **script)
        return run(assistant, scripted.EvalSet("s", (question,))).outcomes[0]

    def test_judges_the_passage_that_holds_the_quote(self, scripted):
        question = scripted.question(evidence=evidence("left on Monday"))
        outcome = self.outcome(scripted, question, ranks={"?": ["Nobody came."]})
        assert outcome.judgement == Judgement((0, 0, 1))
        assert outcome.sentence_right is False

    def test_a_highlight_with_half_of_the_quote_is_right(self, scripted):
        question = scripted.question(evidence=evidence("met Bob. It rained."))
        highlights = {"Ann met Bob. It rained.": "It rained."}
        assert self.outcome(scripted, question, highlights=highlights).sentence_right is True

    def test_a_highlight_with_less_than_half_of_the_quote_is_wrong(self, scripted):
        question = scripted.question(evidence=evidence("Ann met Bob. It rained."))
        highlights = {"Ann met Bob. It rained.": "It rained."}
        assert self.outcome(scripted, question, highlights=highlights).sentence_right is False

    def test_a_highlight_with_an_answer_is_right_whatever_its_case_and_spaces(self, scripted):
        question = scripted.question(evidence=evidence("It rained"), answers=("MET \n bob",))
        highlights = {"Ann met Bob. It rained.": "Ann met Bob."}
        assert self.outcome(scripted, question, highlights=highlights).sentence_right is True

    def test_evidence_in_no_passage_is_named_and_missed(self, scripted):
        quote = "rained.\nBob left"
        question = scripted.question(evidence=evidence("d.\nB"))
        outcome = self.outcome(scripted, question)
        assert quote[5:9] == "d.\nB"
        assert outcome.unplaced == ("d.\nB",)
        assert outcome.judgement == Judgement((0, 0, 0), (1,))

    def test_an_unanswerable_question_has_no_judgement(self, scripted):
        question = scripted.question(answerable=False)
        outcome = self.outcome(scripted, question, confidences={"?": 0.9})
        assert outcome.judgement is None
        assert outcome.sentence_right is None
        assert (outcome.found, outcome.confidence) == (True, 0.9)

    def test_an_identical_passage_elsewhere_holds_the_evidence_too(self, scripted):
        assistant = scripted.Assistant({"a.txt": "Same.", "b.txt": "Intro.\nSame."})
        question = scripted.question(evidence=evidence("Same.", "b.txt"))
        outcome = run(assistant, scripted.EvalSet("s", (question,))).outcomes[0]
        assert outcome.judgement == Judgement((1, 0))
        assert outcome.sentence_right is True

    def test_evidence_is_checked_before_anything_is_asked(self, scripted):
        assistant = scripted.Assistant({"a.txt": TEXT})
        good = scripted.question("q1", evidence=evidence("It rained"))
        bad = scripted.question("q2", evidence=evidence("It snowed"), line=2)
        with pytest.raises(InputError, match="line 2"):
            run(assistant, scripted.EvalSet("s", (good, bad)))
        assert assistant.asked == []

    def test_a_question_that_is_too_long_is_an_error_of_its_line(self, scripted):
        question = scripted.question(text="x" * 10_001, line=4)
        with pytest.raises(InputError, match="line 4: the question has 10,001 characters"):
            self.outcome(scripted, question)


class TestRunOverDocuments:
    def outcome(self, scripted, question, texts, **script):
        assistant = scripted.Assistant(texts, **script)
        return run(assistant, scripted.EvalSet("s", (question,))).outcomes[0]

    def test_several_passages_of_a_document_count_once(self, scripted):
        texts = {"a": "1\n2\n3", "b": "4\n5"}
        outcome = self.outcome(scripted, scripted.question(qrels=(Qrel("b", 1),)), texts)
        assert outcome.judgement == Judgement((0, 1))

    def test_an_excluded_document_gives_up_its_rank_and_its_sentence(self, scripted):
        question = scripted.question(
            qrels=(Qrel("b", 1),), answers=("four",), exclude=frozenset({"a"})
        )
        outcome = self.outcome(scripted, question, {"a": "One.", "b": "Four.", "c": "Five."})
        assert outcome.judgement == Judgement((1, 0))
        assert outcome.sentence_right is True

    def test_a_copy_in_another_document_outlives_an_excluded_one(self, scripted):
        question = scripted.question(
            qrels=(Qrel("b", 1),), answers=("same",), exclude=frozenset({"a"})
        )
        outcome = self.outcome(scripted, question, {"a": "Same.", "b": "Intro.\nSame."})
        assert outcome.judgement == Judgement((1,))
        assert outcome.sentence_right is True

    def test_when_every_document_is_excluded_nothing_is_found(self, scripted):
        question = scripted.question(exclude=frozenset({"a"}), answers=("one",))
        outcome = self.outcome(scripted, question, {"a": "One."}, confidences={"?": 0.9})
        assert outcome.judgement == Judgement(())
        assert outcome.sentence_right is False
        assert outcome.found is False

    def test_identical_documents_all_have_a_rank(self, scripted):
        question = scripted.question(qrels=(Qrel("b", 1),))
        outcome = self.outcome(scripted, question, {"a": "Same.", "b": "Same."})
        assert outcome.judgement == Judgement((0, 1))


class TestWhatIsSearched:
    def asked(self, scripted, *questions, **options):
        assistant = scripted.Assistant({"a": "One."})
        run(assistant, scripted.EvalSet("s", questions), **options)
        return assistant.asked

    def test_a_question_goes_with_its_history(self, scripted):
        question = scripted.question(history=(Exchange("Before?"),))
        assert self.asked(scripted, question) == [("?", ("Before?",), True)]

    def test_context_can_be_left_out(self, scripted):
        question = scripted.question(history=(Exchange("Before?"),))
        assert self.asked(scripted, question, context=False) == [("?", ("Before?",), False)]

    def test_a_rewrite_goes_without_history_and_so_does_what_has_none(self, scripted):
        history = (Exchange("Before?"),)
        asked = self.asked(
            scripted,
            scripted.question("q1", history=history, rewrite="Alone?"),
            scripted.question("q2", history=history),
            rewritten=True,
        )
        assert asked == [("Alone?", (), True), ("?", (), True)]

    def test_without_any_rewrite_there_is_nothing_to_search(self, scripted):
        with pytest.raises(InputError, match='no question has a "rewrite"'):
            self.asked(scripted, scripted.question(), rewritten=True)

    def test_progress_is_told_after_each_question(self, scripted):
        told = []
        questions = [scripted.question("q1"), scripted.question("q2")]
        self.asked(scripted, *questions, progress=lambda *step: told.append(step))
        assert told == [("asking", 1, 2), ("asking", 2, 2)]
