"""Exact: marks and scores that fit the figures, signs and speakers of a question."""

from dataclasses import replace

import pytest

from index.passages.passage import Passage
from index.passages.sentences import sentence_spans
from index.search.exact import exact
from index.search.scored_passage import Contribution, ScoredPassage


def scored(text, score=0.5, *, mark=0, name="a.txt", section=(), start=0, answer=None):
    """Return a passage whose lines and sentences answer alike, one of them marked."""
    found, at = [], 0
    for line in text.split("\n"):
        found += sentence_spans(text, at, at + len(line))
        at += len(line) + 1
    sentences = tuple((a + start, b + start) for a, b in found)
    end = start + len(text)
    passage = Passage(name, "Notes", start, end, text, section, 1, sentences)
    said = (Contribution("meaning", score, score),)
    matches = (score,) * len(found)
    return ScoredPassage(passage, score, sentences[mark], said, matches=matches, answer=answer)


def marks(passages):
    return [
        each.passage.text[
            each.sentence[0] - each.passage.start : each.sentence[1] - each.passage.start
        ]
        for each in passages
    ]


def said(each):
    return [contribution.signal for contribution in each.contributions]


def order(passages):
    return [each.passage.document for each in sorted(passages, key=lambda each: -each.score)]


NOTHING = [
    scored("The bridge was built by Ada. Ola paid.", 0.6),
    scored("It is 3 m wide. Ola paid.", 0.5, name="b.txt"),
]


class TestNothingAtStake:
    @pytest.mark.parametrize("question", ["Who built the bridge?", "What did Ola pay for?", "?"])
    def test_all_stays_as_it_was(self, question):
        assert exact(question, NOTHING) == NOTHING

    def test_a_figure_that_no_passage_says_changes_nothing(self):
        passages = [scored("Clause 1.2.3 bans fires."), scored("Clause 3.2.1 bans dogs.", 0.4)]
        assert exact("What does clause 2.3.1 ban?", passages) == passages


class TestFigures:
    TWINS = "On 04.05.1990 the mill burned.\nOn 05.04.1990 the dam broke."

    @pytest.mark.parametrize(
        ("asked", "wanted"), [("4 May 1990", "mill burned."), ("April 5, 1990", "dam broke.")]
    )
    def test_the_sentence_that_says_the_figure_is_marked(self, asked, wanted):
        passages = [scored(self.TWINS, mark=at) for at in (0, 1)]
        for mark in marks(exact(f"What happened on {asked}?", passages)):
            assert mark.endswith(wanted)

    def test_words_that_answered_in_another_sentence_do_not_answer(self):
        before = scored(self.TWINS, mark=0, answer=(18, 29))
        after = exact("What happened on 5 April 1990?", [before])[0]
        assert after.answer is None
        assert exact("What happened on 4 May 1990?", [before])[0].answer == (18, 29)

    def test_a_passage_that_says_it_stands_before_one_that_says_another(self):
        passages = [
            scored("Release 4.10.1 added maps.", 0.6, name="other"),
            scored("Release 4.1.10 added tags.", 0.5, name="same"),
        ]
        after = exact("What did release 4.1.10 add?", passages)
        assert order(after) == ["same", "other"]
        assert [said(each)[-1] for each in after] == ["exact figures"] * 2

    def test_parts_still_make_up_the_score(self):
        passages = [scored(self.TWINS), scored("It is 3 m wide.")]
        for each in exact("What happened on 4 May 1990?", passages):
            assert each.score == pytest.approx(sum(c.part for c in each.contributions))

    def test_a_year_moves_no_passage(self):
        passages = [scored("In 1990 Ada sang.", 0.6), scored("In 1991 Ola sang.", 0.5, name="b")]
        assert exact("Who sang in 1991?", passages) == passages


class TestStanding:
    def test_a_page_that_says_that_it_is_old_stands_behind_the_new_one(self):
        passages = [
            scored("This page is out of date.\nA pass costs 9 crowns.", 0.6, mark=1, name="old"),
            scored("A pass costs 11 crowns.", 0.5, name="new"),
        ]
        assert order(exact("What does a pass cost?", passages)) == ["new", "old"]

    def test_a_clause_that_was_amended_stands_behind_the_amendment(self):
        passages = [
            scored("4. The fee is 20 crowns.", 0.6, name="contract"),
            scored("Clause 4 shall read: The fee is 25 crowns.", 0.5, name="amendment"),
        ]
        assert order(exact("What is the fee?", passages)) == ["amendment", "contract"]
        assert order(exact("What was the fee originally?", passages)) == ["contract", "amendment"]

    def test_its_number_may_stand_as_a_sentence_of_its_own(self):
        text = "4. Keys are kept in the hall."
        contract = Passage(
            "a", "Lease of 1980", 0, len(text), text, (), 1, ((0, 2), (3, len(text)))
        )
        amendment = scored(
            "Clause 4 is repealed.", 0.5, name="b", section=("Addendum to the lease of 1980",)
        )
        passages = [
            replace(
                scored(text, 0.6), passage=contract, sentence=(3, len(text)), matches=(0.1, 0.6)
            ),
            amendment,
        ]
        assert order(exact("Where are keys kept?", passages)) == ["b", "a"]
        marked = exact("Where?", [replace(passages[0], sentence=(0, 2))])
        assert marks(marked) == ["Keys are kept in the hall."]

    def test_a_clause_of_the_same_number_about_something_else_does_not(self):
        passages = [
            scored("4. Dogs stay outside.", 0.6, name="rules"),
            scored("Clause 4 shall read: The fee is 25 crowns.", 0.5, name="amendment"),
        ]
        assert order(exact("Where do dogs stay?", passages)) == ["rules", "amendment"]

    def test_what_was_moved_stands_behind_where_it_was_moved_to(self):
        passages = [
            scored("The spring market takes place on 3 May.", 0.6, name="first"),
            scored("The spring market is moved to 10 May.", 0.5, name="then"),
        ]
        assert order(exact("When is the spring market?", passages)) == ["then", "first"]

    def test_but_not_where_it_stands_under_a_later_date(self):
        passages = [
            scored("The market takes place on 3 May.", 0.6, name="b", section=("2 March 2024",)),
            scored("The market is moved to 10 May.", 0.5, name="a", section=("2 March 2023",)),
        ]
        assert order(exact("When is the market?", passages)) == ["b", "a"]


class TestContents:
    def test_a_table_of_contents_stands_behind_what_it_points_to(self):
        passages = [
            scored("1 Cleaning ........ 4\n2 Warranty ........ 7", 0.9, name="contents"),
            scored("Rinse the sieve.", 0.2, name="cleaning"),
        ]
        assert order(exact("How is it cleaned?", passages)) == ["cleaning", "contents"]


class TestSpeakers:
    def test_who_speaks_is_known_from_all_passages_of_a_document(self):
        passages = [
            scored("ADA MOE: The hall is cold.", 0.6),
            scored("OLA LIE: The hall is warm.", 0.5, start=100),
            scored("The hall was built in stone.", 0.4, name="b.txt"),
        ]
        after = exact("What does Ola Lie think of the hall?", passages)
        assert marks([max(after, key=lambda each: each.score)]) == ["OLA LIE: The hall is warm."]
        assert "speaker" not in said(after[2])
