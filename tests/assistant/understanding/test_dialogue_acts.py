"""What a whole question does that asks the documents nothing new, and what it goes on from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import DialogueAct, Exchange, Query
from assistant.understanding.dialogue_acts import Continuation, asking, continuation, dialogue_act

KNOWN = {
    DialogueAct.GREETING: ["hi", "Hello!", "hey there", "Good morning.", "hi, how are you?"],
    DialogueAct.THANKS: [
        "thanks", "Thank you very much!", "ok, thanks", "Great.", "No, that's all. Thank you, goodbye.",
        "thanks for your help", "bye", "cool", "I see.",
    ],
    DialogueAct.DOCUMENTS: [
        "what documents do you have?", "Which files are there?", "list the documents",
        "show me all your sources", "what can I ask?", "What can I ask you about here?", "help",
        "who are you?", "what can you do?", "how many documents do you know?", "Can you help me?", "what do you have here?",
    ],
    DialogueAct.OVERVIEW: [
        "what is this about?", "What's this document about?", "what are these documents about",
        "summarise this", "what's in here?", "Give me a short summary of the documents, please.",
    ],
    DialogueAct.MORE: [
        "more", "show me more", "show me the rest", "the rest of them", "next", "more, please",
        "the next passages", "any more?", "show other results", "any other passages?",
    ],
    DialogueAct.ELABORATION: [
        "tell me more", "ok, tell me more about that", "go on", "Could you elaborate on this?",
        "can you explain that?", "more details please", "more information, please", "what comes before that?",
    ],
    DialogueAct.REASON: ["why?", "But why?", "why is that so?", "How come?", "why not", "how so?"],
}  # fmt: skip
SEARCHES = [
    "", "?!", "cool cellars", "how many sources are there?", "what is in this?", "what information is there?", "…", "why did he resign?", "Who said hello to the king?", "tell me more about the mill",
    "what documents do I need for a passport?", "which files are read?", "what is the mill about?",
    "what is this rule about parking about?", "more bread than flour", "Next of kin",
    "show me the rest of the budget", "thank you letters", "What is the rest?", "good", "no", "yes",
    "help with the taxes", "hi-fi", "what else?", "why Paris?", "how long?", "who is she?",
    "what can I ask the council?", "explain the treaty", "summary", "and the others?",
    '"thanks"', "“more”", "«why»", "what is “The Mill” about?", "thanks " * 20,
]  # fmt: skip
MILL = Exchange("When did the mill burn down?", "It burned down in 1911.")
UNKNOWN = Exchange("Who lit the fire?")


class TestWhatAQuestionDoes:
    @pytest.mark.parametrize(("act", "said"), [(act, s) for act in KNOWN for s in KNOWN[act]])
    def test_is_told_by_the_whole_of_it(self, act, said):
        assert dialogue_act(said) is act
        assert dialogue_act(f"{said.upper()} 🙂") is act

    @pytest.mark.parametrize("question", SEARCHES)
    def test_is_searching_where_it_says_anything_else(self, question):
        assert dialogue_act(question) is None

    @given(st.sampled_from([said for each in KNOWN.values() for said in each]))
    def test_is_searching_in_quotation_marks(self, said):
        assert dialogue_act(f'"{said}"') is None

    @given(st.text(max_size=100))
    def test_can_be_asked_of_any_text(self, text):
        assert dialogue_act(text) in {None, *DialogueAct}


def goes_on(act, *history):
    return continuation(act, asking(history))


MORE, ELABORATION, REASON = DialogueAct.MORE, DialogueAct.ELABORATION, DialogueAct.REASON


class TestWhatItGoesOnFrom:
    def test_more_is_the_passages_that_come_next(self):
        assert goes_on(MORE, UNKNOWN, MILL) == Continuation(1, is_around=False, pages=1)

    def test_and_then_those_behind_them(self):
        after = Exchange("more")
        assert goes_on(MORE, MILL, after, after) == Continuation(0, is_around=False, pages=3)

    def test_more_goes_on_from_what_was_not_found_too(self):
        assert goes_on(MORE, MILL, UNKNOWN) == Continuation(1, is_around=False, pages=1)

    @pytest.mark.parametrize("act", [ELABORATION, REASON])
    def test_the_others_are_about_what_stands_around_an_answer(self, act):
        assert goes_on(act, MILL) == Continuation(0, is_around=True, pages=0)
        assert goes_on(act, MILL, UNKNOWN) is None

    def test_telling_more_and_more_goes_further_away(self):
        told = Exchange("tell me more", "It was old.")
        assert goes_on(ELABORATION, MILL, told) == Continuation(0, is_around=True, pages=1)
        assert goes_on(MORE, MILL, Exchange("more"), told) == Continuation(
            0, is_around=True, pages=1
        )

    def test_what_stood_around_an_answer_has_no_reason_there(self):
        assert goes_on(REASON, MILL, Exchange("why?", "It was old.")) is None

    @pytest.mark.parametrize("act", [MORE, ELABORATION, REASON])
    def test_there_is_nothing_at_the_beginning(self, act):
        assert goes_on(act) is None
        assert goes_on(act, Exchange("hi"), Exchange("more")) is None

    def test_small_talk_between_does_not_count(self):
        assert goes_on(MORE, MILL, Exchange("thanks!"), Exchange("what can I ask?")) == (
            Continuation(0, is_around=False, pages=1)
        )

    def test_what_was_searched_all_the_same_is_gone_on_from(self):
        searched = Exchange("why?", "For money.", Query("why? mill", ("mill",)))
        assert goes_on(MORE, MILL, searched) == Continuation(1, is_around=False, pages=1)

    def test_only_the_latest_exchanges_are_looked_at(self):
        assert len(asking([MILL] * 10_000)) == 100
