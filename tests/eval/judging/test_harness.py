import pytest

from assistant.conversation import Exchange
from eval.judging.harness import run
from eval.judging.relevance import Judgement
from eval.questions.eval_set import Evidence, Qrel
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
        assert outcome.result.sentence_right is False

    def test_a_highlight_with_half_of_the_quote_is_right(self, scripted):
        question = scripted.question(evidence=evidence("met Bob. It rained."))
        highlights = {"Ann met Bob. It rained.": "It rained."}
        assert self.outcome(scripted, question, highlights=highlights).result.sentence_right is True

    def test_a_highlight_with_less_than_half_of_the_quote_is_wrong(self, scripted):
        question = scripted.question(evidence=evidence("Ann met Bob. It rained."))
        highlights = {"Ann met Bob. It rained.": "It rained."}
        assert (
            self.outcome(scripted, question, highlights=highlights).result.sentence_right is False
        )

    def test_a_highlight_with_an_answer_is_right_whatever_its_case_and_spaces(self, scripted):
        question = scripted.question(evidence=evidence("It rained"), answers=("MET \n bob",))
        highlights = {"Ann met Bob. It rained.": "Ann met Bob."}
        assert self.outcome(scripted, question, highlights=highlights).result.sentence_right is True

    def test_the_words_of_the_first_passage_are_held_against_the_answers(self, scripted):
        question = scripted.question(evidence=evidence("It rained"), answers=("Ann", "old Bob"))
        words = {"Ann met Bob. It rained.": "Bob"}
        assert self.outcome(scripted, question, words=words).result.answer_f1 == 0.666667

    def test_without_words_that_answer_there_is_nothing_of_the_answer(self, scripted):
        question = scripted.question(evidence=evidence("It rained"), answers=("Bob",))
        assert self.outcome(scripted, question).result.answer_f1 == 0

    def test_words_of_a_wrong_first_passage_count_for_nothing(self, scripted):
        question = scripted.question(evidence=evidence("Bob left"), answers=("Bob",))
        words = {"Ann met Bob. It rained.": "Bob"}
        assert self.outcome(scripted, question, words=words).result.answer_f1 == 0

    @pytest.mark.parametrize("labels", [{"evidence": evidence("Bob left")}, {"answerable": False}])
    def test_words_are_not_judged_where_no_answer_is_labelled(self, scripted, labels):
        words = {"Ann met Bob. It rained.": "Bob"}
        found = self.outcome(scripted, scripted.question(**labels), words=words).result
        assert found.answer_f1 is None

    def test_says_how_certain_an_answer_is(self, scripted):
        for confidence, certainty in ((0.9, "sure"), (0.1, "no")):
            question = scripted.question(answerable=False)
            outcome = self.outcome(scripted, question, confidences={"?": confidence})
            assert outcome.result.certainty == certainty

    def test_evidence_in_no_passage_is_named_and_missed(self, scripted):
        quote = "rained.\nBob left"
        question = scripted.question(evidence=evidence("d.\nB"))
        outcome = self.outcome(scripted, question)
        assert quote[5:9] == "d.\nB"
        assert outcome.result.unplaced == ("d.\nB",)
        assert outcome.judgement == Judgement((0, 0, 0), (1,))

    def test_an_unanswerable_question_has_no_judgement(self, scripted):
        question = scripted.question(answerable=False)
        outcome = self.outcome(scripted, question, confidences={"?": 0.9})
        assert outcome.judgement is None
        assert outcome.result.sentence_right is None
        assert (outcome.result.found, outcome.result.confidence) == (True, 0.9)

    def test_an_identical_passage_elsewhere_holds_the_evidence_too(self, scripted):
        assistant = scripted.Assistant({"a.txt": "Same.", "b.txt": "Intro.\nSame."})
        question = scripted.question(evidence=evidence("Same.", "b.txt"))
        outcome = run(assistant, scripted.EvalSet("s", (question,))).outcomes[0]
        assert outcome.judgement == Judgement((1, 0))
        assert outcome.result.sentence_right is True

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


class TestCitations:
    def outcome(self, scripted, document, **script):
        """An answer of four passages, judged by what the document says now."""
        assistant = scripted.Assistant({"a.txt": TEXT + "\nAnn sang."}, **script)
        question = scripted.question(answerable=False)
        compose = assistant.compose

        def composed(retrieved, *, k):
            turn = compose(retrieved, k=k)
            assistant.texts = {"a.txt": document}
            return turn

        assistant.compose = composed
        return run(assistant, scripted.EvalSet("s", (question,))).outcomes[0]

    def test_all_hold_where_the_document_says_what_is_quoted(self, scripted):
        assert self.outcome(scripted, TEXT + "\nAnn sang.").result.citations_valid == 1

    def test_a_quote_that_is_not_at_its_place_does_not_hold(self, scripted):
        assert self.outcome(scripted, TEXT + "\nAnn cried.").result.citations_valid == 0.75

    def test_the_sentence_alone_is_not_the_quote(self, scripted):
        highlights = {"Ann met Bob. It rained.": "It rained."}
        changed = TEXT.replace("Ann met", "Ann saw") + "\nAnn sang."
        assert self.outcome(scripted, changed, highlights=highlights).result.citations_valid == 0.75

    def test_without_the_text_none_holds(self, scripted):
        assert self.outcome(scripted, "").result.citations_valid == 0


class TestFailures:
    def outcome(self, scripted, question, **options):
        assistant = scripted.Assistant({"a.txt": TEXT})

        def compose(*_, **__):
            raise RuntimeError("no memory")

        assistant.compose = compose
        return run(assistant, scripted.EvalSet("s", (question,)), **options).outcomes[0]

    def test_of_the_libraries_end_a_run(self, scripted):
        with pytest.raises(RuntimeError, match="no memory"):
            self.outcome(scripted, scripted.question())

    def test_are_kept_where_that_is_wanted_and_count_as_wrong(self, scripted):
        question = scripted.question(evidence=evidence("It rained"), answers=("rain",))
        outcome = self.outcome(scripted, question, keep_failed=True)
        assert outcome.result.failure == "RuntimeError: no memory"
        assert outcome.judgement == Judgement((), (1,))
        found = outcome.result
        assert (found.sentence_right, found.found, found.citations_valid) == (False, False, 0)
        assert (found.answer_f1, found.certainty) == (0, "no")

    def test_on_what_nothing_answers_count_as_a_false_answer(self, scripted):
        question = scripted.question(answerable=False)
        outcome = self.outcome(scripted, question, keep_failed=True)
        assert (outcome.judgement, outcome.result.found, outcome.result.confidence) == (
            None,
            True,
            1,
        )
        assert (outcome.result.answer_f1, outcome.result.certainty) == (None, "sure")

    @pytest.mark.parametrize("confidence", [float("nan"), -0.1, 1.1])
    def test_a_confidence_that_is_no_probability_is_one(self, scripted, confidence):
        assistant = scripted.Assistant({"a.txt": TEXT}, confidences={"?": confidence})
        question = scripted.question(answerable=False)
        outcome = run(assistant, scripted.EvalSet("s", (question,))).outcomes[0]
        assert outcome.result.failure == f"its confidence is {confidence}, which is no probability"


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
        assert outcome.result.sentence_right is True

    def test_a_copy_in_another_document_outlives_an_excluded_one(self, scripted):
        question = scripted.question(
            qrels=(Qrel("b", 1),), answers=("same",), exclude=frozenset({"a"})
        )
        outcome = self.outcome(scripted, question, {"a": "Same.", "b": "Intro.\nSame."})
        assert outcome.judgement == Judgement((1,))
        assert outcome.result.sentence_right is True

    def test_when_every_document_is_excluded_nothing_is_found(self, scripted):
        question = scripted.question(exclude=frozenset({"a"}), answers=("one",))
        outcome = self.outcome(scripted, question, {"a": "One."}, confidences={"?": 0.9})
        assert outcome.judgement == Judgement(())
        assert outcome.result.sentence_right is False
        assert outcome.result.found is False

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
