"""Whether a question can only be understood from what was asked before."""

import pytest

from assistant.understanding.leaning import leans


class TestQuestionsThatLean:
    @pytest.mark.parametrize(
        "question",
        [
            "Why did he do that?",
            "what about them",
            "Who signed it?",
            "how come?",
            "And in winter?",
            "What else happened?",
            "what did the latter two say?",
            "How long did this treaty last?",
            "No, I meant the older one.",
            "i meant the smaller harbour",
            "oops, the other mayor",
            "in winter?",
            "Was the album a hit?",
            "Who were the founding members?",
            "What was the name of the song?",
            "How many were killed?",
            "since when?",
            "then what?",
            "Who voted against?",
        ],
    )
    def test_they_point_back_continue_correct_or_say_too_little(self, question):
        assert leans(question)


class TestQuestionsThatStandAlone:
    @pytest.mark.parametrize(
        "question",
        [
            "Who is Malashenko?",
            "Who leads the union?",
            "Who was Pen married to?",
            "What is the price of copper?",
            "what is the airspeed of a swallow?",
            "who is malashenko",
            "What is photosynthesis?",
            "What did Putin promise when he met Rahmon?",
            "Did Marta Dunn keep her seat and their trust?",
            "Which is one of the oldest harbours in Europe?",
            "What metals such as tin were mined in Cornwall?",
            "What taxes other than the road toll are rising?",
            "What became of those who signed the petition?",
            "How many people died in the gun battles in Dushanbe?",
            "Did both France and Spain sign?",
            "What year did the pilot that sang retire from flying?",
            "",
            "?!",
        ],
    )
    def test_they_name_their_subject_or_point_within_themselves(self, question):
        assert not leans(question)
