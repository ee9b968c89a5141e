"""Fits: pairs of sentences that differ in what a question demands, and what is never marked."""

import re

import pytest

from index.exactness.choice import choose
from index.exactness.fits import fits
from index.exactness.unmarkable import Veto, vetoes
from index.passages.sentences import sentence_spans


def spans(text):
    return [
        span
        for match in re.finditer(r"[^\n]+", text)
        for span in sentence_spans(text, match.start(), match.end())
    ]


def fit(question, text, *heading):
    """Return how each sentence fits, by its text."""
    found = spans(text)
    return dict(
        zip([text[a:b] for a, b in found], fits(question, heading, text, found), strict=True)
    )


def marked(question, text, start, *heading, matches=None):
    """Return what is marked where the sentence that begins with ``start`` was."""
    found = spans(text)
    said = [text[a:b] for a, b in found]
    at = next(i for i, each in enumerate(said) if each.startswith(start))
    all_fit = fits(question, heading, text, found)
    return said[choose(all_fit, matches or [0.5] * len(said), at)]


SIGNS = [
    (
        "Where may dogs not go?",
        "Dogs may be taken onto the lawn.",
        "Dogs may not go onto the playground.",
    ),
    (
        "Where may dogs not go?",
        "Dogs are allowed in the park.",
        "Dogs are not allowed in the shop.",
    ),
    (
        "Where are bicycles forbidden?",
        "Bicycles are permitted in the yard.",
        "Bicycles are not permitted in the hall.",
    ),
    (
        "What is not covered by the policy?",
        "Fire and storm are covered.",
        "Floods are not covered.",
    ),
    ("What is uninsured?", "The house is insured.", "The shed is not insured."),
    ("What is insured?", "The shed is uninsured.", "The house is insured."),
    ("When is the museum closed?", "It is open on Monday.", "It is closed on Tuesday."),
    ("Who did not sign the letter?", "Ola signed the letter.", "Per did not sign the letter."),
    ("Who never pays the fee?", "Guests pay the fee.", "Members never pay the fee."),
]


class TestSigns:
    @pytest.mark.parametrize(("question", "other", "same"), SIGNS)
    def test_what_has_the_sign_of_the_question_is_marked(self, question, other, same):
        for text in (f"{other} {same}", f"{same} {other}"):
            found = fit(question, text)
            assert found[other].sign < 0 < found[same].sign
            assert marked(question, text, other) == same
            assert marked(question, text, same) == same

    def test_what_only_a_heading_denies_is_denied_of_its_items(self):
        found = fit("What is not insured?", "Glass\nBicycles", "Policy", "Not insured")
        assert all(each.sign > 0 for each in found.values())
        found = fit("What is not insured?", "Carpets\nLamps", "Policy", "Insured")
        assert all(each.sign < 0 for each in found.values())

    def test_a_line_that_leads_to_a_list_is_one_too(self):
        text = "The following are not insured:\nGlass panes\nBicycles in the yard"
        found = fit("What is not insured?", text)
        assert found["Glass panes"].sign > 0
        assert marked("What is not insured?", text, "The following") == "Glass panes"

    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("May dogs go onto the lawn?", "Dogs may not go onto the lawn."),
            ("Why did the boat sink?", "It sank since it was not caulked."),
            ("When does the shop open?", "The shop does not open before ten."),
            ("Who sang?", "Not only Ada sang, but Ola sang too."),
            ("What is united?", "The untied knots are united until Monday."),
        ],
    )
    def test_where_either_sign_may_answer_none_is_wrong(self, question, text):
        assert all(each.sign == 0 for each in fit(question, text).values())


TALK = (
    "HOST: Why did you leave the choir?\nELLA DAHL: I had lost my voice.\n"
    "OLE BERG: They paid nothing.\nHOST: What do you think of the new hall?\n"
    "ELLA DAHL: It is cold.\nOLE BERG: I like it."
)


class TestSpeakers:
    def test_the_words_of_who_was_asked_about_are_marked(self):
        question = "What does Ole Berg think of the new hall?"
        assert marked(question, TALK, "ELLA DAHL: It is cold") == "OLE BERG: I like it."
        question = "What does Ella think of the new hall?"
        assert marked(question, TALK, "OLE BERG: I like it") == "ELLA DAHL: It is cold."

    def test_what_follows_the_question_that_is_asked_comes_first(self):
        question = "Why did Ole Berg leave the choir?"
        assert marked(question, TALK, "ELLA DAHL: I had") == "OLE BERG: They paid nothing."

    @pytest.mark.parametrize(
        "question", ["Why is the hall cold?", "What did they pay Ella Dahl?", "Who likes it?"]
    )
    def test_no_one_else_is_wrong_where_nobody_is_asked_for(self, question):
        assert all(each.speaker == 0 for each in fit(question, TALK).values())

    def test_a_speaker_may_be_named_in_other_ways(self):
        text = "**Ada Lie** 0:01\nSell the van.\n**Per Moe** 0:02\nKeep the van."
        question = "What would Per do with the van?"
        found = fit(question, text)
        assert found["Keep the van."].speaker > 0 > found["Sell the van."].speaker
        assert found["**Per Moe** 0:02"].veto is Veto.SPEAKER
        text = "<v Nora>It was in the ditch.\n<v Iver>It was on the hill."
        assert marked("Where was it, according to Iver?", text, "<v Nora>").endswith("hill.")

    def test_a_speaker_may_be_the_heading(self):
        text = "Sell the van.\nIt is old."
        names = ("Ada Lie", "Per Moe")
        for speaker, value in (("Ada Lie", 1.0), ("Per Moe", -1.0)):
            found = fits("What would Ada Lie do?", ["Talk", speaker], text, spans(text), names)
            assert [each.speaker for each in found] == [value] * 2

    def test_a_heading_of_one_word_is_a_name_where_the_question_writes_it_so(self):
        names = ("Leave", "Meals")
        for question, value in (("What does leave cost?", 0), ("What does Leave say?", 1)):
            found = fits(question, ["Book", "Leave"], "Ten days.", [(0, 9)], names)
            assert found[0].speaker == value

    def test_a_label_of_another_kind_is_no_speaker(self):
        text = "Note: The hall is cold.\nCorrection: The hall is warm."
        assert all(e.speaker == 0 for e in fit("What does Note think?", text).values())


class TestStanding:
    def test_a_correction_stands_before_what_it_corrects_and_what_announces_it(self):
        text = (
            "The mast is 40 metres high.\nCorrection, 3 May: An earlier version of this report gave"
            " a wrong height. It is 34 metres high, not 40."
        )
        question = "How high is the mast?"
        found = fit(question, text)
        assert found["The mast is 40 metres high."].standing < 0
        assert marked(question, text, "The mast").startswith("It is 34")
        assert marked(question, text, "Correction").startswith("It is 34")

    @pytest.mark.parametrize(
        ("said", "corrected"),
        [
            ("It cost 3.1 million crowns.", "It cost 2.4 million crowns, not 3.1 million."),
            ("It cost €310,000.", "It cost 240,000 euros, not 310,000."),
            ("It is 40 km long.", "It is 34 km long, not 40."),
            ("It opens on 5 May.", "It opens on 6 May, not on 5 May."),
        ],
    )
    def test_what_is_called_wrong_is_so_in_any_form(self, said, corrected):
        assert fit("What of it?", f"{said}\n{corrected}")[said].standing < 0

    def test_an_amended_clause_does_not_stand(self):
        text = "3. The fee is 20 crowns.\nClause 3 shall read: The fee is 25 crowns."
        assert marked("What is the fee?", text, "3. The").startswith("Clause 3")

    def test_what_was_so_before_is_found_where_it_is_asked_for(self):
        text = "3. The fee is 20 crowns.\nClause 3 shall read: The fee is 25 crowns."
        question = "What was the fee originally?"
        assert marked(question, text, "3. The") == "3. The fee is 20 crowns."

    def test_that_a_page_is_old_is_no_answer(self):
        text = "This page is out of date. It was replaced by a new one. A pass costs 9 crowns."
        assert marked("What does a pass cost?", text, "It was") == "A pass costs 9 crowns."

    def test_history_is_no_amendment(self):
        text = "It was superseded by the steam turbine in 1890. Sails were used at sea."
        assert all(not e.vetoed and not e.standing for e in fit("What was used?", text).values())


class TestNeverMarked:
    @pytest.mark.parametrize(
        ("question", "text", "at", "instead"),
        [
            (
                "Which key opens the shed?",
                "Which key opens the shed?\nThe green one. It hangs in the hall.",
                "Which",
                "The green one.",
            ),
            (
                "how do I clean the sieve",
                "How do I clean the sieve\nRinse it under the tap.",
                "How",
                "Rinse it under the tap.",
            ),
            ("How wide is it?", "## Size\nIt is 3 m wide.", "##", "It is 3 m wide."),
            (
                "What does Per's boat cost?",
                "| Owner | Fee |\n|---|---|\n| Ada | 5 |\n| Per | 9 |",
                "| Owner",
                "| Per | 9 |",
            ),
            (
                "How old is the boat of Olga Lie?",
                "Boat | Age\nAlma of Ada Moe | 9\nBerta of Olga Lie | 7",
                "Boat",
                "Berta of Olga Lie | 7",
            ),
            (
                "Which parts are there?",
                "1 Cleaning ............ 4\nThere are two parts.",
                "1 Cleaning",
                "There are two parts.",
            ),
        ],
    )
    def test_it_moves_to_what_answers(self, question, text, at, instead):
        assert marked(question, text, at) == instead

    @pytest.mark.parametrize(
        "text",
        ["Who knows?", "# Alone", "1 Cleaning .......... 4"],
    )
    def test_where_there_is_nothing_else_it_stays(self, text):
        assert marked("Who?", text, text) == text

    def test_a_comment_that_code_begins_with_is_no_heading(self):
        code = "# first\nrun --all"
        assert vetoes("What?", (), code, [(0, len(code))]) == [None]

    def test_a_row_with_figures_is_no_header(self):
        text = "| Alma | 1911 |\n| Berta | 1923 |"
        assert not any(each.vetoed for each in fit("When was it built?", text).values())


class TestDoubt:
    @pytest.mark.parametrize(
        ("question", "text"),
        [
            ("Who built the bridge?", "Ada built it in 1911. Ola paid for it."),
            ("What is the tower for?", "It guards the bay. Two men live in it."),
            ("When did the war end?", "It ended in May 1945. Nobody cheered."),
        ],
    )
    def test_where_nothing_is_at_stake_every_sentence_may_be_marked(self, question, text):
        for each in fit(question, text).values():
            assert (each.agreement, each.vetoed) == (0, False)

    def test_another_sentence_has_to_answer_nearly_as_well(self):
        text = "In version 2.1.0 the lid was mended. Version 2.0.1 is the one before."
        question = "What was mended in 2.0.1?"
        assert marked(question, text, "In", matches=[0.9, 0.8]).startswith("Version")
        assert marked(question, text, "In", matches=[0.9, 0.2]).startswith("In")


class TestItemsOfAReference:
    BYLAWS = "(1) The club is called Heron.\n(2) Its seat is in Weston."

    @pytest.mark.parametrize(
        ("question", "said"),
        [
            ("What does § 1 (2) say?", "(2) Its seat is in Weston."),
            ("What is in section 1(1)?", "(1) The club is called Heron."),
            ("What does Article 1 (2) say?", "(2) Its seat is in Weston."),
        ],
    )
    def test_that_is_asked_for_is_confirmed_alone(self, question, said):
        above = "Article 1. Name" if "Article" in question else "§ 1 Name"
        found = fit(question, self.BYLAWS, above)
        assert {text for text, each in found.items() if each.figures > 0} == {said}

    def test_of_the_same_number_under_another_is_another(self):
        found = fit("What does § 1 (2) say?", self.BYLAWS, "§ 2 Purpose")
        assert {each.figures for each in found.values()} == {-1.0}


ENVELOPE = "From: Kim Holm <kim@example.org>\nTo: board@example.org\nDate: 4 May 2021, 09:30"
BELOW = "\n\nThe mill burned down. Ada was there."


class TestEnvelopes:
    @staticmethod
    def veto(question):
        text = f"{ENVELOPE}{BELOW}"
        below = [(a + len(ENVELOPE) + 2, b + len(ENVELOPE) + 2) for a, b in spans(BELOW.strip())]
        return vetoes(question, (), text, [(0, len(ENVELOPE)), *below])

    @pytest.mark.parametrize("question", ["Who was there?", "When did the mill burn down?"])
    def test_are_not_marked_where_who_wrote_to_whom_is_not_asked(self, question):
        assert self.veto(question) == [Veto.ENVELOPE, None, None]

    @pytest.mark.parametrize(
        "question",
        [
            "Who wrote about the mill?",
            "When was the mail sent?",
            "What is the address of Kim Holm?",
        ],
    )
    def test_are_where_it_is(self, question):
        assert self.veto(question)[0] is None


class TestLinesOfFacts:
    def test_the_line_that_holds_what_is_asked_for_is_marked(self):
        text = "Swimming pool\nAdults 6.50\nChildren under 12 free"
        question = "Do children pay for swimming?"
        assert marked(question, text, "Adults").startswith(("Swimming", "Children"))
        assert fit(question, text)["Adults 6.50"].row < 0

    def test_the_field_whose_name_is_asked_for_is_meant_before_all_else(self):
        text = "The boat is called Olga.\nMooring side: starboard\nDeposit: 700 crowns."
        question = "On which side is the boat moored?"
        assert marked(question, text, "The boat") == "Mooring side: starboard"
        assert marked("What is the boat called?", text, "The boat") == "The boat is called Olga."

    def test_a_name_of_one_word_may_mean_anything(self):
        text = "The deposit is paid by the tenant.\nDeposit: 700 crowns."
        assert marked("Who pays the deposit?", text, "The deposit").startswith("The deposit")
