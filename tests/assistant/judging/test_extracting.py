import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.judging.extracting import extracts
from assistant.judging.naming import Names, Said

NAMES = Names.of([("mill.txt", "A History of the Mill"), ("ferry.txt", "The Ferry at Crane")])
MILL, FERRY, NOWHERE = Said(("mill.txt",)), Said(("ferry.txt",)), Said()


def quoted(text):
    return [(one.text, one.said) for one in extracts(text, NAMES) if not one.is_claim]


def claimed(text):
    return [(one.text, one.said) for one in extracts(text, NAMES) if one.is_claim]


class TestQuotations:
    @pytest.mark.parametrize(
        "text",
        [
            "He wrote “it has four wheels” there.",
            'He wrote "it has four wheels" there.',
            "He wrote «it has four wheels» there.",
            "He wrote »it has four wheels« there.",
            "He wrote „it has four wheels“ there.",
            "He wrote ‘it has four wheels’ there.",
            "So:\n\n> it has\n> four wheels\n\nIndeed.",
        ],
    )
    def test_stand_between_marks_or_behind_a_sign(self, text):
        ((found, said),) = quoted(text)
        assert (" ".join(found.split()), said) == ("it has four wheels", NOWHERE)

    def test_with_only_their_source_in_brackets_behind_them_claim_nothing(self):
        text = "“It has four wheels and a roof.” (A History of the Mill, Wheels, paragraph 2, mill.txt)"
        assert quoted(text) == [("It has four wheels and a roof.", MILL)]
        assert claimed(text) == []

    def test_are_no_single_words_but_figures(self):
        assert quoted('It is "so-called", it has "17" wheels and "two doors".') == [
            ("17", NOWHERE),
            ("two doors", NOWHERE),
        ]

    def test_are_neither_in_code_nor_titles(self):
        assert quoted('```\nprint("it has wheels")\n```\nIn “A History of the Mill” it is.') == []

    def test_keep_what_they_quote_in_turn(self):
        assert quoted("He said “it is ‘four wheels’ now” there.") == [
            ("it is ‘four wheels’ now", NOWHERE)
        ]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("It has “four big wheels” (mill.txt).", MILL),
            ("It has “four big wheels.” (mill.txt) The ferry.txt is another.", MILL),
            ("According to mill.txt, it has “four big wheels”. The rest is in ferry.txt.", MILL),
            ("It has “four big wheels” [1].\n\n[1]: mill.txt", MILL),
            ("It has “four big wheels”[^a].\n\n[^a]: ferry.txt, p. 3", Said(("ferry.txt",), (3,))),
            ("It has “four big wheels” [1].\n\n[1]: J. Hale, “A Mill”, mill.txt", MILL),
            ("“four big wheels” stand here. See mill.txt.", NOWHERE),
            ("In “The Ferry at Crane”, it has “four big wheels”.", FERRY),
            ("> four big wheels\n> — mill.txt", MILL),
            ("> four big wheels\n\n— mill.txt", MILL),
            ("From mill.txt:\n\n> four big wheels\n\nAnd ferry.txt is another.", MILL),
            ("> four big wheels\n>\n> [A History of the Mill](mill.txt)", MILL),
            ("> four big wheels (mill.txt)", MILL),
            ("> four big wheels *[mill.txt, p. 3]*", Said(("mill.txt",), (3,))),
            ("> four big wheels — mill.txt, page 3", Said(("mill.txt",), (3,))),
            ("> four big wheels [1]\n\n[1]: mill.txt", MILL),
        ],
    )
    def test_are_said_to_stand_where_the_text_names_a_document_beside_them(self, text, said):
        ((found, where),) = quoted(text)
        assert (found.rstrip("."), where) == ("four big wheels", said)

    def test_behind_a_sign_are_known_with_the_end_that_names_a_document_too(self):
        (found,) = extracts("> It has four wheels (see mill.txt).", NAMES)
        assert (found.text, found.whole) == (
            "It has four wheels",
            "It has four wheels (see mill.txt).",
        )
        (found,) = extracts("> It has four wheels (see below).", NAMES)
        assert (found.text, found.whole) == ("It has four wheels (see below).", "")

    def test_have_citations_below_them_that_claim_nothing(self):
        proof = f"mill.txt:15 [92, 555), SHA-256 {'0a' * 32}"
        text = (
            f"> It has four wheels.\n\n[1] — A History of the Mill, 2. The wheels, section 3  \n{proof}\n\n"
            f"> It has a long rope.\n\n[2] — The Ferry, paragraph 2, page 4  \nferry.txt#page=4 [1, 20)\n\n"
            "It has two doors and a roof (ferry.txt)."
        )
        assert quoted(text) == [
            ("It has four wheels.", MILL),
            ("It has a long rope.", Said(("ferry.txt",), (4,))),
        ]
        assert claimed(text) == [("It has two doors and a roof.", FERRY)]

    def test_of_one_sentence_are_each_said_to_stand_where_their_own_document_is_named(self):
        text = "It has “four wheels” (mill.txt) and “a long rope” (ferry.txt)."
        assert quoted(text) == [("four wheels", MILL), ("a long rope", FERRY)]

    def test_know_their_lines(self):
        found = extracts("One.\n\nTwo “it has wheels”.\n\n> and a rope\n", NAMES)
        assert [(one.text, one.line) for one in found] == [("it has wheels", 3), ("and a rope", 5)]

    @given(st.text(alphabet=st.sampled_from("ab “”\"'>[]1^().:\n-mill.txt`"), max_size=200))
    def test_of_any_text_stand_in_it(self, text):
        lines = text.count("\n") + 1
        for one in extracts(text, NAMES):
            assert one.text.strip()
            assert 1 <= one.line <= lines


class TestClaims:
    def test_are_sentences_that_cite_a_document_without_quoting_it(self):
        text = "The mill had four wheels [1]. It was old. Nobody paid for it (ferry.txt, p. 2).\n\n[1]: mill.txt"
        assert claimed(text) == [
            ("The mill had four wheels.", MILL),
            ("Nobody paid for it.", Said(("ferry.txt",), (2,))),
        ]

    def test_end_before_a_line_that_says_where_they_stand(self):
        text = "The mill had four wheels.\n    — A History of the Mill, section 2\n    mill.txt:4 [3, 9)"
        assert claimed(text) == [("The mill had four wheels.", MILL)]

    def test_are_left_out_where_nobody_asks_for_them(self):
        assert extracts("The mill had four wheels [1].", NAMES, claims=False) == []

    def test_are_no_references_headings_or_leads(self):
        assert claimed("# All about mill.txt and more\n\nThis is from mill.txt:\n") == []
        assert claimed("## Sources\n\n1. mill.txt, a history\n2. ferry.txt, of the ferry\n") == []


class TestHostileTexts:
    """Each would take hours if a part of it were looked at again from each of its places."""

    @pytest.mark.parametrize(
        "text",
        [
            "```x\n" * 30_000,
            "<!--" * 50_000,
            "a" * 200_000,
            "a." * 100_000,
            ". 【1" * 50_000,
            '"' * 200_000,
            "“" * 200_000,
            "[" * 200_000,
            "[^a" * 60_000,
            "> " * 100_000,
            " " * 200_000,
            ".   " * 50_000,
            "(" * 200_000,
        ],
        ids=lambda text: text[:5],
    )
    def test_are_read_at_once(self, text):
        assert isinstance(extracts(text, NAMES), list)
