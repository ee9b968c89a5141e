import pytest

from assistant.judging.naming import Mention, Names, Said

NAMES = Names.of(
    [
        ("reports/mill.pdf", "A History of the Mill"),
        ("notes/ferry.md", "The Ferry at Crane"),
        ("d77", "d77"),
        ("old/ferry.md", "Ferries"),
    ]
).with_references({"1": Said(("reports/mill.pdf",), (4,)), "m": Said(("d77",))})


def said(text):
    return [mention.said for mention in NAMES.mentions(text)]


class TestMentions:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("it stands (reports/mill.pdf).", [Said(("reports/mill.pdf",))]),
            ("see mill.pdf, p. 12 for more", [Said(("reports/mill.pdf",), (12,))]),
            ("[here](reports/mill.pdf#page=3)", [Said(("reports/mill.pdf",), (3,))]),
            ("mill.pdf, pp. 3–5", [Said(("reports/mill.pdf",), (3, 4, 5))]),
            ("in notes/ferry.md:12 [3, 9)", [Said(("notes/ferry.md",))]),
            ("in ferry.md", [Said(("notes/ferry.md", "old/ferry.md"))]),
            ("so it was [1].", [Said(("reports/mill.pdf",), (4,))]),
            ("so it was [^m].", [Said(("d77",))]),
            ("so it was [1, m]", [Said(("reports/mill.pdf", "d77"), (4,))]),
            ("so it was 【1†source】", [Said(("reports/mill.pdf",), (4,))]),
            ("as d77 says", []),
            ("as it says (d77)", [Said(("d77",))]),
            ("so it was [9].", [Said()]),
            ("in handbook.pdf", [Said(("handbook.pdf",))]),
            ("at https://example.org/handbook.html", []),
            ("In A History of the Mill, it is told", [Said(("reports/mill.pdf",))]),
            ("at 3.5 m e.g. here", []),
        ],
    )
    def test_say_where_something_stands(self, text, expected):
        assert said(text) == expected

    def test_know_their_place(self):
        text = "so (mill.pdf) it was"
        (mention,) = NAMES.mentions(text)
        assert text[mention.start : mention.end] == "mill.pdf"
        assert isinstance(mention, Mention)

    def test_a_title_alone_is_known_as_one(self):
        assert NAMES.is_title("a history of the MILL")
        assert not NAMES.is_title("a history of the mill in parts")
