"""Asked: what answers a question stands before what asks it, also in threads of mail."""

from index.search.asked import answers_first
from tests.index.search.test_exact import marks, order, said, scored

ASKED = "Which key opens the shed?"


def test_the_passage_behind_a_question_answers_it():
    before = scored(f"The yard is shut at ten.\n{ASKED}", 0.9, mark=1)
    behind = scored("The green one.", 0.2, start=before.passage.end + 1)
    after = answers_first(ASKED, [before, behind])
    assert max(after, key=lambda each: each.score).passage == behind.passage
    assert said(after[1])[-1] == "answers the question before it"


def test_its_first_sentence_that_may_be_marked_is():
    before = scored(ASKED, 0.9)
    behind = scored("And who asks?\nThe green one.\nIt is new.", 0.2, start=before.passage.end + 1)
    assert marks(answers_first(ASKED, [before, behind]))[1] == "The green one."


def test_another_question_leads_nowhere():
    before = scored("The yard is shut at ten.\nWho has the key?", 0.9, mark=1)
    behind = scored("Nobody knows.", 0.2, start=before.passage.end + 1)
    after = answers_first("When is the yard shut for the night?", [before, behind])
    assert after[0].score > after[1].score


def test_what_is_written_above_a_quoted_question_stands_before_all_that_ask_it():
    first = scored(f"We painted it.\n{ASKED}", 0.9, name="first.eml")
    written = scored("I use the green one.", 0.3, name="reply.eml")
    quoted = scored(
        f"> {ASKED}",
        0.5,
        name="reply.eml",
        start=written.passage.end + 2,
        section=("Quoted reply: Per wrote",),
    )
    assert order(answers_first(ASKED, [first, quoted, written]))[0] == "reply.eml"
    assert marks([max(answers_first(ASKED, [first, quoted, written]), key=lambda e: e.score)]) == [
        "I use the green one."
    ]


def test_what_is_written_above_any_other_question_does_not():
    above = scored("I use the green one.", 0.3)
    asking = scored(ASKED, 0.9, start=above.passage.end + 2)
    assert answers_first(ASKED, [asking, above]) == [asking, above]
