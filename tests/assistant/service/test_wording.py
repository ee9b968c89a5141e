from dataclasses import replace

from assistant.conversation import DialogueAct, Query
from assistant.records.answers import IndexName
from assistant.records.converting import answer_record
from assistant.service.wording import answer_text

CAT = "[1] The cat sleeps. It is old."


def text_of(turn, act=None, reply=""):
    query = Query(turn.question, act=act)
    return answer_text(answer_record(replace(turn, query=query, reply=reply), IndexName("f", "m")))


class TestAnswers:
    def test_say_first_how_certain_they_are(self, scripted):
        said = text_of(scripted.ask("Who sleeps?", k=1))
        assert said.startswith(f"The documents say (75% sure):\n\n{CAT}\nIts sentence: The cat")

    def test_that_are_none_say_so(self, scripted):
        said = text_of(scripted.ask("Where is helium?", k=1))
        assert said.startswith(
            "The documents do not say. The nearest passages, which do not answer:"
        )


class TestReplies:
    def test_stand_alone_where_nothing_was_asked_of_the_documents(self, scripted):
        said = text_of(scripted.ask("hi", k=0), DialogueAct.GREETING, "Hello.")
        assert said == "Hello."

    def test_say_what_passages_are_that_do_not_answer(self, scripted):
        turn = scripted.ask("more helium", k=1)
        assert text_of(turn, DialogueAct.MORE, "The next:").startswith(f"The next:\n\n{CAT}\n—")

    def test_stand_above_how_certain_more_is(self, scripted):
        turn = scripted.ask("tell me more", k=1)
        said = text_of(turn, DialogueAct.ELABORATION, "Around it:")
        assert said.startswith("Around it:\n\nThe documents say (75% sure):\n\n[1]")
